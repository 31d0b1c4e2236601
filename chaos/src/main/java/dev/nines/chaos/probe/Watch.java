package dev.nines.chaos.probe;

import dev.nines.measure.Outage;
import dev.nines.measure.OutageMeter;
import dev.nines.measure.RawOutage;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Feeds outcomes to the meter of simulated services, in its terms: probe after probe is sent when it is due, whether or not word of it
 * has come, and outcomes are booked as they become known. So prediction and measurement share one definition of an outage.
 */
final class Watch {
    private static final long LONGEST_MICROS = 3_600_000_000L;

    private final Schedule schedule;
    private final OutageMeter meter;
    private final long first;
    private final Histogram latency = new Histogram(1, LONGEST_MICROS, 3);
    private final Histogram lateness = new Histogram(1, LONGEST_MICROS, 3);

    private long next;
    private long late;
    private long lateSends;

    /** @param first number of the first probe that counts */
    Watch(Schedule schedule, double threshold, long first) {
        this.schedule = schedule;
        this.first = first;
        next = first;
        meter = new OutageMeter(schedule.intervalNanos(), threshold);
        meter.startAt(schedule.dueNanos(first));
    }

    void outcome(ProbeOutcome outcome) {
        if (outcome.sequence() < first) {
            return;
        }
        while (next <= outcome.sequence()) {
            meter.sent(schedule.dueNanos(next++));
        }
        meter.outcome(outcome.dueNanos(), outcome.good());
        lateness.recordValue(micros(outcome.latenessNanos()));
        late += outcome.result() == ProbeOutcome.Result.LATE ? 1 : 0;
        lateSends += outcome.latenessNanos() > schedule.intervalNanos() ? 1 : 0;
        if (outcome.good()) {
            latency.recordValue(micros(outcome.latencyNanos()));
        }
    }

    private static long micros(long nanos) {
        return Math.min(LONGEST_MICROS, nanos / 1_000);
    }

    boolean open() {
        return meter.open();
    }

    double shareOfLastSecond() {
        return meter.shareOfLastSecond();
    }

    Repetition finish(String probe, long faultNanos, long uncertaintyNanos, long settledNanos) {
        meter.finish(settledNanos, Outage.End.CENSORED);
        long intervalNanos = schedule.intervalNanos();
        List<RawOutage> seen = meter.outages().stream()
                .filter(outage -> outage.endNanos() >= faultNanos - uncertaintyNanos - intervalNanos)
                .filter(outage -> outage.startNanos() <= settledNanos)
                .toList();
        return new Repetition(
                probe,
                faultNanos,
                uncertaintyNanos,
                settledNanos,
                seen,
                intervalNanos,
                meter.probes(),
                meter.failedProbes(),
                late,
                lateSends,
                meter.downtimeNanos(),
                latency.copy(),
                lateness.copy());
    }
}
