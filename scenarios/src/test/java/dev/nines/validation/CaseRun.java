package dev.nines.validation;

import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.ObjectiveSpec;
import dev.nines.result.RunResultBuilder;
import dev.nines.result.Value;
import dev.nines.scenario.Scenario;
import dev.nines.scenario.ScenarioReader;
import dev.nines.scenario.trial.Trials;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What the simulator answers to a case.
 *
 * @param estimate as the run prints it, with its 95 % interval
 * @param trials that were run
 */
record CaseRun(Case asked, Value estimate, int trials) {
    private static final Path EXAMPLES = Path.of("../examples/validation");
    /** Two-sided, of an interval that a correct program misses once in 10,000 cases. */
    private static final double TAIL = 0.00005;

    static Path folder(Case asked) {
        return EXAMPLES.resolve(asked.name());
    }

    static Scenario scenario(Case asked) {
        return ScenarioReader.read(folder(asked).resolve("scenario.yaml"));
    }

    /** The objective of the file whose value answers the case. */
    static ObjectiveSpec objective(Design design) {
        return design.objectives().get(0);
    }

    /** Runs the scenario's own trials, or so many times more. */
    static CaseRun of(Case asked, int times) {
        Design design = scenario(asked).base();
        int trials = times * design.run().trials();
        long seed = design.run().seed();
        int threads = Runtime.getRuntime().availableProcessors();
        RunResultBuilder builder = new RunResultBuilder(design, "test", seed, trials);
        Trials.run(
                List.of(design),
                seed,
                trials,
                TrialOptions.DEFAULT,
                threads,
                records -> builder.add(records.get(0)),
                () -> false);
        Value value = builder.build(true, "trials").objectives().get(0).value();
        return new CaseRun(asked, value, trials);
    }

    boolean covers95() {
        return estimate.low() <= asked.exact() && asked.exact() <= estimate.high();
    }

    /**
     * The 99.99 % interval: that of Clopper and Pearson for shares; others are the 95 % interval, each side stretched as
     * Student's or the normal law says.
     */
    boolean covers9999() {
        if (estimate.method().equals("clopper-pearson")) {
            long k = Math.round(estimate.value() * estimate.n());
            double n = estimate.n();
            double low = k == 0 ? 0 : BetaDistribution.of(k, n - k + 1).inverseCumulativeProbability(TAIL);
            double high = k == n ? 1 : BetaDistribution.of(k + 1.0, n - k).inverseSurvivalProbability(TAIL);
            return low <= asked.exact() && asked.exact() <= high;
        }
        double stretch = stretch();
        double value = estimate.value();
        return value - stretch * (value - estimate.low()) <= asked.exact()
                && asked.exact() <= value + stretch * (estimate.high() - value);
    }

    private double stretch() {
        if (estimate.method().equals("t")) {
            TDistribution t = TDistribution.of(estimate.n() - 1.0);
            return t.inverseSurvivalProbability(TAIL) / t.inverseSurvivalProbability(0.025);
        }
        NormalDistribution normal = NormalDistribution.of(0, 1);
        return normal.inverseSurvivalProbability(TAIL) / normal.inverseSurvivalProbability(0.025);
    }

    /** Half of the 95 % interval ÷ the exact value. */
    double halfWidth() {
        return (estimate.high() - estimate.low()) / 2 / asked.exact();
    }
}
