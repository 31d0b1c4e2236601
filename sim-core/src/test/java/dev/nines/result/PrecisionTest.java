package dev.nines.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.kernel.RandomStream;
import dev.nines.measure.Outage;
import dev.nines.measure.TrialRecord;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DowntimeWindow;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** statistics.md section 4, stopping: relative half-width of the unavailability, at least 30 outages, fixed checks. */
class PrecisionTest {
    private static final PrecisionTarget FIVE_PERCENT = PrecisionTarget.of(0.05);

    private static PrecisionTarget of(String path, double share) {
        return new PrecisionTarget(path, "", path, DowntimeWindow.NONE, share);
    }

    private static RunResultBuilder after(int trials, PrecisionTarget... targets) {
        RunResultBuilder builder =
                new RunResultBuilder(Samples.design("a"), "0.1.0", 1, 10_000).aimingAt(List.of(targets));
        for (int i = 0; i < trials; i++) {
            builder.add(Samples.trial(i, 0));
        }
        return builder;
    }

    @Test
    void checksAreFixedAndEachHasHalfAsManyMore() {
        assertThat(IntStream.rangeClosed(1, 1200).filter(PrecisionTarget::isChecked))
                .containsExactly(100, 150, 225, 338, 507, 761, 1142);
        assertThat(PrecisionTarget.isChecked(Integer.MAX_VALUE)).isFalse();
    }

    @Test
    @DisplayName("1.5 outages a year, give or take: 800 years know the unavailability to about 5 %, 100 do not")
    void precisionGrowsWithTheTrials() {
        assertThat(after(100, FIVE_PERCENT).isPrecise()).isFalse();
        assertThat(after(1000, FIVE_PERCENT).isPrecise()).isTrue();
        assertThat(after(0, FIVE_PERCENT).isPrecise()).isFalse();
        assertThat(after(1000).isPrecise()).isFalse();
    }

    @Test
    void whatIsNotReachedSaysHowManyTrialsWouldDo() {
        RunResult run = after(100, FIVE_PERCENT).build(true, "trials");
        PrecisionResult p = run.precision().get(0);
        assertThat(p.measure()).isEqualTo("unavailability");
        assertThat(p.isReached()).isFalse();
        double times = p.reached().value() / 0.05;
        assertThat(p.trialsToReach().value()).isCloseTo(100 * times * times, within(2.0));
        assertThat(p.trialsToReach().value()).isBetween(500.0, 1500.0);
        assertThat(after(1000, FIVE_PERCENT)
                        .build(true, "precision")
                        .precision()
                        .get(0)
                        .trialsToReach()
                        .hasValue())
                .isFalse();
    }

    @Test
    void aNamedMeasureIsWaitedForInstead() {
        assertThat(after(300, of("drills.lb-crash.outage.p50", 0.01)).isPrecise())
                .isFalse();
        assertThat(after(300, of("drills.lb-crash.outage.p50", 0.05)).isPrecise())
                .isTrue();
        assertThat(after(100, of("drills.lb-crash.outage.p99", 0.5)).isPrecise())
                .as("p99 of 100 has no interval")
                .isFalse();
        assertThat(after(300, of("availability", 0.05))
                        .build(true, "trials")
                        .precision()
                        .get(0)
                        .reached()
                        .value())
                .as("of what is missing, not of nearly one")
                .isEqualTo(after(300, FIVE_PERCENT)
                        .build(true, "trials")
                        .precision()
                        .get(0)
                        .reached()
                        .value());
        assertThat(after(300, of("drills.lb-crash.outage.mean", 0.05), FIVE_PERCENT)
                        .isPrecise())
                .as("all of several")
                .isFalse();
    }

    @Test
    void fewerThanThirtyOutagesAreNeverEnough() {
        Design design = Samples.design("a");
        double[] equal = new double[29];
        java.util.Arrays.fill(equal, 3);
        RunResultBuilder few =
                new RunResultBuilder(design, "0.1.0", 1, 29).aimingAt(List.of(of("drills.lb-crash.outage.mean", 0.05)));
        addDrills(few, equal);
        assertThat(few.isPrecise()).isFalse();
        PrecisionResult p = few.build(true, "trials").precision().get(0);
        assertThat(p.outages()).isEqualTo(29);
        assertThat(p.trialsToReach().value()).isEqualTo(30);
    }

    private static void addDrills(RunResultBuilder builder, double... seconds) {
        for (int i = 0; i < seconds.length; i++) {
            List<Outage> outages = List.of(
                    Samples.outage(0, Math.round(seconds[i] * Samples.SECOND), 1, Outage.End.CLOSED, "crash lb1"));
            TrialRecord.DrillRecord drill = new TrialRecord.DrillRecord(
                    "lb-crash", List.of("crash lb1"), 0, List.of(Samples.service(outages, 0)), List.of());
            builder.add(new TrialRecord(i, List.of(drill), null, 10));
        }
    }

    @Test
    void anObjectiveOnEveryTrialIsMetByARunThatIsPrecise() {
        Design design = Samples.design(
                "a",
                Samples.objective("violations.single-writer", dev.nines.model.spec.ObjectiveSpec.Comparison.EQUAL, 0));
        RunResultBuilder builder = new RunResultBuilder(design, "0.1.0", 1, 10_000)
                .checking(List.of("single-writer"))
                .aimingAt(List.of(FIVE_PERCENT));
        for (int i = 0; i < 100; i++) {
            builder.add(Samples.trial(i, 0));
        }
        assertThat(builder.build(true, RunResultBuilder.PRECISION)
                        .objectives()
                        .get(0)
                        .verdict())
                .isEqualTo(dev.nines.stats.Verdict.MET);
        ObjectiveResult cut = builder.build(false, "interrupted").objectives().get(0);
        assertThat(cut.verdict()).isEqualTo(dev.nines.stats.Verdict.INCONCLUSIVE);
        assertThat(cut.trialsToSettle().value()).isEqualTo(10_000);
    }

    @Test
    @DisplayName("An interval at which a run stopped covers as it should: at least 93 % of 1000 runs")
    void stoppingByPrecisionKeepsTheCoverage() {
        int covered = 0;
        int stopped = 0;
        for (int c = 0; c < 1000; c++) {
            RandomStream random = new RandomStream(RandomStream.trialSeed(9, c), "precision", "year");
            double[] downtime = new double[2000];
            double[] time = new double[2000];
            int n = 0;
            boolean enough = false;
            while (!enough && n < 2000) {
                // 0, 1 or 2 outages, exponential: on average one of one.
                for (int i = random.nextInt(3); i > 0; i--) {
                    downtime[n] += -StrictMath.log(random.nextDouble());
                }
                time[n++] = 100;
                if (PrecisionTarget.isChecked(n)) {
                    double[] y = java.util.Arrays.copyOf(downtime, n);
                    double[] x = java.util.Arrays.copyOf(time, n);
                    dev.nines.stats.Estimate e = dev.nines.stats.Ratio.unavailability(y, x);
                    enough = dev.nines.stats.SampleSize.relativeHalfWidth(e) <= 0.12;
                    if (enough) {
                        stopped++;
                        covered += e.low() <= 0.01 && 0.01 <= e.high() ? 1 : 0;
                    }
                }
            }
        }
        assertThat(stopped).isEqualTo(1000);
        assertThat(covered / 1000.0).isBetween(0.93, 0.98);
    }
}
