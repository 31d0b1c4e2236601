package dev.nines.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.ProbeSpec;
import dev.nines.result.CompareResult;
import dev.nines.result.Comparison;
import dev.nines.result.Difference;
import dev.nines.result.RunResultBuilder;
import dev.nines.scenario.trial.SharedStreams;
import dev.nines.scenario.trial.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How availability is measured must not decide which design is better. */
class VerdictStabilityTest {
    private static final long SEED = 1;
    /** About ten hangs of the active server: fewer leave the verdict on availability open, and it would not be tested. */
    private static final int TRIALS = 20;

    private static final int THREADS = 2;
    private static final long MILLISECOND = 1_000_000L;

    @Test
    @DisplayName("Verdicts do not flip with probes each 5 to 50 ms and outage thresholds of 80 to 95 %")
    void verdictsDoNotFlip() {
        Map<String, String> conclusive = new TreeMap<>();
        List<String> flips = new ArrayList<>();
        for (long milliseconds : new long[] {5, 10, 20, 50}) {
            for (double threshold : new double[] {0.80, 0.90, 0.95}) {
                for (Difference row :
                        compare(milliseconds * MILLISECOND, threshold).differences()) {
                    boolean known = row.verdict().equals(Difference.A_BETTER)
                            || row.verdict().equals(Difference.B_BETTER);
                    String before = known ? conclusive.putIfAbsent(row.metric(), row.verdict()) : null;
                    if (before != null && !before.equals(row.verdict())) {
                        flips.add(row.metric() + ": " + before + ", but " + row.verdict() + " with probes each "
                                + milliseconds + " ms and a threshold of " + threshold + " (seed " + SEED + ")");
                    }
                }
            }
        }
        assertThat(flips).isEmpty();
        assertThat(conclusive)
                .containsEntry("availability", Difference.A_BETTER)
                .containsEntry("drills.web-crash.downtime", Difference.A_BETTER)
                .containsEntry("drills.web-hang.outage.mean", Difference.A_BETTER);
    }

    private static CompareResult compare(long intervalNanos, double threshold) {
        List<Design> designs = List.of(
                with(ScenarioReader.design("web-active-active"), intervalNanos, threshold),
                with(ScenarioReader.design("web-active-standby"), intervalNanos, threshold));
        List<RunResultBuilder> builders = new ArrayList<>();
        designs.forEach(design -> builders.add(new RunResultBuilder(design, "test", SEED, TRIALS)));
        Trials.run(
                designs,
                SEED,
                TRIALS,
                TrialOptions.DEFAULT,
                THREADS,
                records -> {
                    for (int i = 0; i < records.size(); i++) {
                        builders.get(i).add(records.get(i));
                    }
                },
                () -> false);
        return Comparison.of(
                builders,
                builders.stream().map(builder -> builder.build(true, "trials")).toList(),
                0,
                SharedStreams.of(designs));
    }

    private static Design with(Design d, long intervalNanos, double threshold) {
        ProbeSpec p = d.probe();
        return new Design(
                d.name(),
                d.title(),
                d.inputHash(),
                d.hosts(),
                d.network(),
                d.services(),
                d.clients(),
                new ProbeSpec(p.services(), intervalNanos, p.addresses(), p.timeoutNanos(), threshold, p.connections()),
                d.drills(),
                d.faults(),
                d.objectives(),
                d.expectedViolations(),
                d.run(),
                d.assumptions());
    }
}
