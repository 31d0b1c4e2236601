package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.fault.Fault;
import dev.nines.kernel.Law;
import dev.nines.measure.Outage;
import dev.nines.measure.TrialRecord.YearRecord;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.FaultLawSpec;
import dev.nines.model.spec.RunSpec;
import dev.nines.stats.Estimate;
import dev.nines.stats.Ratio;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * statistics.md section 4, transient bias: a start from all-up is not steady; compare both. One server fails every 60
 * days and is repaired in 30: with rates f and r, both exponential, it is down f/(f + r) = 1/3 of the time in the long
 * run, and f/(f + r) × (1 − (1 − e^(−sT))/(sT)), s = f + r, of the first T days.
 */
class WarmUpTest {
    private static final long DAY = 86_400 * S;
    private static final long HORIZON = 15 * DAY;
    private static final int TRIALS = 600;
    private static final double STEADY = 1.0 / 3;
    private static final double FROM_ALL_UP = STEADY * (1 - (1 - StrictMath.exp(-0.75)) / 0.75);

    private static Design design(long warmUpNanos) {
        Design d = Specs.design(List.of(Specs.web("", "a")), Specs.probe(500 * MS, S, 0.9, "web"));
        Fault crash = new Fault.Crash("a");
        FaultLawSpec law = new FaultLawSpec(crash, new Law.Exponential(60 * DAY), new Law.Exponential(30 * DAY), false);
        return new Design(
                d.name(),
                d.title(),
                d.inputHash(),
                d.hosts(),
                d.network(),
                d.services(),
                d.clients(),
                d.probe(),
                d.drills(),
                List.of(law),
                d.objectives(),
                d.expectedViolations(),
                new RunSpec(HORIZON, warmUpNanos, TRIALS, 1),
                d.assumptions());
    }

    private static List<YearRecord> years(long warmUpNanos) {
        Design design = design(warmUpNanos);
        return IntStream.range(0, TRIALS)
                .parallel()
                .mapToObj(trial ->
                        new Trial(design, 1, trial, TrialOptions.DEFAULT).run().year())
                .toList();
    }

    private static Estimate unavailability(List<YearRecord> years) {
        double[] down = years.stream()
                .mapToDouble(year -> year.services().get(0).downtimeNanos())
                .toArray();
        double[] time = new double[down.length];
        Arrays.fill(time, HORIZON);
        return Ratio.unavailability(down, time);
    }

    @Test
    @DisplayName("A start with everything up looks better than the long run; after a warm-up the interval covers it")
    void theWarmUpRemovesTheBias() {
        Estimate biased = unavailability(years(0));
        assertThat(biased.high()).isLessThan(0.5 * STEADY);
        assertThat(FROM_ALL_UP).isBetween(biased.low(), biased.high());
        Estimate steady = unavailability(years(200 * DAY));
        assertThat(STEADY).isBetween(steady.low(), steady.high());
    }

    @Test
    @DisplayName("An outage that was under way when the horizon began counts from there and names its cause")
    void anOutageUnderWay() {
        List<Outage> underWay = years(200 * DAY).stream()
                .flatMap(year -> year.services().get(0).outages().stream().limit(1))
                .filter(outage -> outage.startNanos() < 201 * DAY)
                .toList();
        assertThat(underWay).hasSizeGreaterThan(TRIALS / 5).allSatisfy(outage -> {
            assertThat(outage.causes()).containsExactly("crash a");
            assertThat(outage.lengthNanos()).isLessThanOrEqualTo(HORIZON);
        });
    }

    @Test
    @DisplayName(
            "What a warm-up adds before the horizon is not counted: probes, downtime and outages are of the horizon")
    void nothingElseIsCounted() {
        for (YearRecord year : years(200 * DAY)) {
            assertThat(year.horizonNanos()).isEqualTo(HORIZON);
            assertThat(year.services().get(0).probes()).isBetween(HORIZON / (500 * MS) - 4, HORIZON / (500 * MS) + 4);
            assertThat(year.services().get(0).downtimeNanos()).isLessThanOrEqualTo(HORIZON);
        }
    }
}
