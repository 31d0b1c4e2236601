package dev.nines.result;

import static dev.nines.model.spec.ObjectiveSpec.Comparison.AT_MOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.kernel.RandomStream;
import dev.nines.measure.DailyDowntime;
import dev.nines.measure.Outage;
import dev.nines.measure.OutageMeter;
import dev.nines.measure.TrialRecord;
import dev.nines.model.spec.DowntimeWindow;
import dev.nines.model.spec.ObjectiveSpec;
import dev.nines.stats.Bound;
import dev.nines.stats.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BadYearsTest {
    private static final long DAY = 86_400 * Samples.SECOND;

    private static ObjectiveSpec about(String path, int days, double seconds, double limit) {
        return new ObjectiveSpec(path, "", path, new DowntimeWindow(days, seconds), AT_MOST, limit);
    }

    /** Ten years: a bad one has an outage of ten minutes in its middle. */
    private static RunResult decades(int trials, double share, ObjectiveSpec... objectives) {
        RunResultBuilder builder = new RunResultBuilder(Samples.design("a", objectives), "0.1.0", 1, trials);
        for (int i = 0; i < trials; i++) {
            RandomStream random = new RandomStream(RandomStream.trialSeed(3, i), "years", "bad");
            List<Outage> outages = new ArrayList<>();
            for (int year = 0; year < 10; year++) {
                if (random.nextDouble() < share) {
                    long at = year * Samples.YEAR + 180 * DAY;
                    outages.add(Samples.outage(at, 600 * Samples.SECOND, 1, Outage.End.CLOSED, "crash lb1"));
                }
            }
            TrialRecord.YearRecord year =
                    new TrialRecord.YearRecord(10 * Samples.YEAR, List.of(Samples.service(outages, 0)), List.of());
            builder.add(new TrialRecord(i, List.of(), year, 1));
        }
        return builder.build(true, "trials");
    }

    private static YearsResult years(RunResult run) {
        return run.services().get("web").years();
    }

    @Test
    @DisplayName("A horizon of ten years gives ten years, not one average: the bad ones stay bad")
    void yearsAreNotAveragedOverTheHorizon() {
        YearsResult years = years(decades(100, 0.1));
        assertThat(years.yearlyDowntime().years()).isEqualTo(1000);
        assertThat(years.downtime().p50().value()).isZero();
        assertThat(years.downtime().p95().value()).isCloseTo(600, within(0.02));
        assertThat(years.yearlyDowntime().max().value()).isCloseTo(600, within(0.02));
        assertThat(years.downtime().mean().value()).isBetween(40.0, 80.0);
        YearlyDowntime.Beyond fiveNines = years.yearlyDowntime().beyond().get(1);
        assertThat(fiveNines.seconds()).isEqualTo(315.36);
        assertThat(0.1).isBetween(fiveNines.share().low(), fiveNines.share().high());
        assertThat(years.yearlyDowntime().beyond().get(2).share().value())
                .as("more than 52 min")
                .isZero();
        assertThat(years.yearlyDowntime().beyond().get(2).share().high()).isCloseTo(0.0362, within(1e-4));
    }

    @Test
    @DisplayName("P(downtime/year > 5m15s) <= limit is decided by the interval, and says how many trials it needs")
    void chanceOfABadYear() {
        RunResult run = decades(
                100,
                0.1,
                about(ObjectivePaths.EXCEEDING, 365, 315, 0.2),
                about(ObjectivePaths.EXCEEDING, 365, 315, 0.05),
                about(ObjectivePaths.EXCEEDING, 365, 315, 0.11),
                about(ObjectivePaths.EXCEEDING, 365, 3000, 0.01));
        assertThat(run.objectives())
                .extracting(ObjectiveResult::verdict)
                .containsExactly(Verdict.MET, Verdict.MISSED, Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE);
        assertThat(run.objectives().get(2).trialsToSettle().value()).isGreaterThan(100);
        assertThat(run.objectives().get(3).value().value()).isZero();
        assertThat(run.objectives().get(3).trialsToSettle().value())
                .as("0 of 368 is bounded by 1 %")
                .isEqualTo(368);
    }

    @Test
    @DisplayName("An error budget of 99.9 % of 30 days is 2592 s; ten minutes use 23 % of it")
    void errorBudget() {
        double budget = 2592;
        RunResult run = decades(
                200,
                0.9,
                about("error-budget.used.max", 30, budget, 0.25),
                about("error-budget.used.max", 30, budget, 0.2),
                about("error-budget.used.p95", 30, budget, 0.5),
                about("error-budget.used.p99", 30, budget, 0.5),
                about("error-budget.used.mean", 30, budget, 0.02),
                about("error-budget.used.mean", 30, budget, 0.01));
        assertThat(run.objectives())
                .extracting(ObjectiveResult::verdict)
                .containsExactly(Verdict.MET, Verdict.MISSED, Verdict.MET, Verdict.MET, Verdict.MET, Verdict.MISSED);
        assertThat(run.objectives().get(0).value().value()).isCloseTo(600 / budget, within(1e-5));
        // 0.9 × ten minutes a year, 121 windows of 30 days in ten years: 0.9 × 10 ÷ 121 of them have one, 1 in 13
        assertThat(run.objectives().get(2).value().value()).isCloseTo(600 / budget, within(1e-5));
        assertThat(run.objectives().get(4).value().value()).isCloseTo(0.9 * 10 / 121 * 600 / budget, within(0.0005));
    }

    @Test
    void aHorizonShorterThanTheWindowSaysSo() {
        RunResultBuilder builder = new RunResultBuilder(
                Samples.design("a", about(ObjectivePaths.EXCEEDING, 365, 315, 0.2)), "0.1.0", 1, 1);
        TrialRecord.YearRecord year =
                new TrialRecord.YearRecord(90 * DAY, List.of(Samples.service(List.of(), 0)), List.of());
        builder.add(new TrialRecord(0, List.of(), year, 1));
        RunResult run = builder.build(true, "trials");
        assertThat(run.objectives().get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.objectives().get(0).value().reason()).isEqualTo("the horizon is shorter than a year");
        assertThat(years(run).downtime().p95().reason()).isEqualTo("the horizon is shorter than a year");
    }

    @Test
    @DisplayName("An outage over midnight belongs to both days, one of two years to both years")
    void daysAndYears() {
        OutageMeter meter = new OutageMeter(10 * Samples.MS, 0.9);
        meter.startAt(600 * Samples.SECOND);
        meter.skip(600 * Samples.SECOND + DAY - 30 * Samples.SECOND, 600 * Samples.SECOND + 3 * DAY, 0.25);
        DailyDowntime daily = meter.daily();
        assertThat(daily.size()).isEqualTo(3);
        assertThat(daily.day(0)).isZero();
        assertThat(daily.nanos(0)).isEqualTo(30 * Samples.SECOND / 4);
        assertThat(daily.nanos(1)).isEqualTo(DAY / 4);
        assertThat(daily.nanos(0) + daily.nanos(1) + daily.nanos(2)).isEqualTo(meter.downtimeNanos());
        DailyDowntime parts = new DailyDowntime();
        parts.startAt(7);
        parts.down(7 + DAY - 3, 7 + 2 * DAY + 4);
        assertThat(parts.size()).isEqualTo(3);
        assertThat(parts.nanos(0)).isEqualTo(3);
        assertThat(parts.nanos(1)).isEqualTo(DAY);
        assertThat(parts.nanos(2)).isEqualTo(4);
    }

    @Test
    @DisplayName("One long trial has an interval all the same: batches of its horizon")
    void oneLongTrial() {
        Value unavailability = years(decades(1, 0.9)).unavailability();
        assertThat(unavailability.method()).startsWith("batch-means");
        assertThat(0.9 * 600 / 31_536_000).isBetween(unavailability.low(), unavailability.high());
        Value many = years(decades(20, 0.9)).unavailability();
        assertThat(many.method()).doesNotContain("batch");
    }

    @Test
    @DisplayName("DR limits: the longest outage and the most lost seconds of a drill, each trial having a say")
    void limitsOfDrills() {
        double[] seconds = DoubleStream.generate(() -> 3).limit(100).toArray();
        ObjectiveSpec[] limits = {
            Samples.objective("drills.lb-crash.outage.max", AT_MOST, 3),
            Samples.objective("drills.lb-crash.outage.max", AT_MOST, 2.9),
            Samples.objective("drills.lb-crash.lost-seconds", AT_MOST, 0),
            Samples.objective("drills.lb-crash.lost-seconds.max", AT_MOST, 0)
        };
        assertThat(Samples.drills(Samples.design("a", limits), 100, Outage.End.CLOSED, seconds)
                        .build(true, "trials")
                        .objectives())
                .extracting(ObjectiveResult::verdict)
                .containsExactly(Verdict.MET, Verdict.MISSED, Verdict.MET, Verdict.MET);
        assertThat(Samples.builder(
                                Samples.design(
                                        "a",
                                        Samples.objective("drills.lb-crash.lost-seconds.max", AT_MOST, 0.009),
                                        Samples.objective("drills.lb-crash.lost-seconds.max", AT_MOST, 0.01)),
                                400,
                                0)
                        .build(true, "trials")
                        .objectives())
                .extracting(ObjectiveResult::verdict)
                .containsExactly(Verdict.MISSED, Verdict.MET);
    }

    @Test
    @DisplayName("An outage whose end was not seen is at least as long: it can miss a limit, and not meet one")
    void aLimitOnWhatWasCutOff() {
        double[] seconds = DoubleStream.generate(() -> 3).limit(100).toArray();
        seconds[0] = 50;
        ObjectiveSpec[] limits = {
            Samples.objective("drills.lb-crash.outage.max", AT_MOST, 60),
            Samples.objective("drills.lb-crash.outage.max", AT_MOST, 40)
        };
        RunResult run = Samples.drills(Samples.design("a", limits), 100, Outage.End.CENSORED, seconds)
                .build(true, "trials");
        assertThat(run.objectives())
                .extracting(ObjectiveResult::verdict)
                .containsExactly(Verdict.INCONCLUSIVE, Verdict.MISSED);
        assertThat(run.objectives().get(0).value().bound()).isEqualTo(Bound.atLeast(50));
    }
}
