package dev.nines.chaos.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.probe.ProbeOutcome.Result;
import dev.nines.measure.Outage;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final long MS = 1_000_000L;
    private static final Schedule SCHEDULE = new Schedule(1_790_000_000_000_000_000L, 10 * MS, 1);

    private static void feed(Watch watch, int from, int to, Result result, long latenessNanos) {
        for (int k = from; k < to; k++) {
            long due = SCHEDULE.dueNanos(k);
            watch.outcome(new ProbeOutcome(0, k, due, due + latenessNanos, due + latenessNanos + MS, result, "-"));
        }
    }

    @Test
    void whatEndedBeforeTheFaultIsNotItsEffect() {
        Watch watch = new Watch(SCHEDULE, 0.9, 0);
        feed(watch, 0, 100, Result.GOOD, 0);
        feed(watch, 100, 150, Result.FAILED, 0);
        feed(watch, 150, 500, Result.GOOD, 0);
        feed(watch, 500, 530, Result.FAILED, 0);
        feed(watch, 530, 800, Result.GOOD, 0);
        Repetition seen = watch.finish("web", SCHEDULE.dueNanos(499), 0, SCHEDULE.dueNanos(800));
        assertThat(seen.outages()).hasSize(1);
        assertThat(seen.outageNanos()).isEqualTo(290 * MS);
        assertThat(seen.firstFailureNanos()).contains(10 * MS);
        assertThat(seen.failed()).isEqualTo(80);
        assertThat(seen.trustworthy()).isTrue();
        assertThat(seen.warning()).isEmpty();
        assertThat(seen.latencyMicros().getTotalCount()).isEqualTo(720);
    }

    @Test
    void anUnnoticedFaultIsARowOfZeros() {
        Watch watch = new Watch(SCHEDULE, 0.9, 0);
        feed(watch, 0, 500, Result.GOOD, 0);
        Repetition seen = watch.finish("web", SCHEDULE.dueNanos(100), 0, SCHEDULE.dueNanos(500));
        assertThat(seen.outages()).isEmpty();
        assertThat(seen.outageNanos()).isZero();
        assertThat(seen.firstFailureNanos()).isEmpty();
    }

    @Test
    void anOutageThatHasNotEndedIsCensored() {
        Watch watch = new Watch(SCHEDULE, 0.9, 0);
        feed(watch, 0, 100, Result.GOOD, 0);
        feed(watch, 100, 300, Result.FAILED, 0);
        Repetition seen = watch.finish("web", SCHEDULE.dueNanos(100), 0, SCHEDULE.dueNanos(300));
        assertThat(seen.outages()).hasSize(1);
        assertThat(seen.outages().get(0).end()).isEqualTo(Outage.End.CENSORED);
        assertThat(seen.outageNanos()).isEqualTo(2_000 * MS);
    }

    @Test
    void lateProbesAndVagueStampsAreSaid() {
        Watch watch = new Watch(SCHEDULE, 0.9, 0);
        feed(watch, 0, 100, Result.GOOD, 0);
        feed(watch, 100, 103, Result.GOOD, 11 * MS);
        feed(watch, 103, 104, Result.GOOD, 10 * MS);
        feed(watch, 104, 106, Result.LATE, 1_500 * MS);
        Repetition seen = watch.finish("web", SCHEDULE.dueNanos(0), 11 * MS, SCHEDULE.dueNanos(106));
        assertThat(seen.lateSends()).isEqualTo(5);
        assertThat(seen.late()).isEqualTo(2);
        assertThat(seen.trustworthy()).isFalse();
        assertThat(seen.warning()).hasValueSatisfying(text -> assertThat(text).contains("held up"));
        Watch vague = new Watch(SCHEDULE, 0.9, 0);
        feed(vague, 0, 100, Result.GOOD, 0);
        assertThat(vague.finish("web", SCHEDULE.dueNanos(0), 11 * MS, SCHEDULE.dueNanos(100))
                        .warning())
                .hasValueSatisfying(text -> assertThat(text).contains("±11.0 ms"));
    }
}
