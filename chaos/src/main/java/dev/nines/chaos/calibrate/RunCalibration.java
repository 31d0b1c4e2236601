package dev.nines.chaos.calibrate;

import dev.nines.model.spec.Design;
import dev.nines.scenario.ScenarioReader;
import dev.nines.scenario.problem.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/**
 * A scenario beside what a chaos run has measured: how far apart they are, and which values of its durations the measurement
 * allows. A value is allowed as long as the distance of Kolmogorov and Smirnov does not reject it at 5 %; so the interval of
 * allowed values holds the true one in 95 % of runs at least, if the simulator's machines are right. All other values are held
 * as the scenario has them.
 */
public final class RunCalibration {
    /** Simulated drills for each value that is tried. */
    public static final int TRIALS = 200;

    private static final int RESAMPLES = 1000;
    private static final long SEED = 1;

    /**
     * Predicted against measured.
     *
     * @param of outage, or one of its phases
     * @param p of the distance
     * @param biasSeconds measured minus predicted median, {@code biasLow} and {@code biasHigh} its 95 % interval
     */
    public record Comparison(
            String drill,
            String service,
            String of,
            int n,
            double measuredMedian,
            double predictedMedian,
            double distance,
            double p,
            double biasSeconds,
            double biasLow,
            double biasHigh) {}

    /** What the data say of a parameter. */
    public enum Finding {
        /** An interval with both ends. */
        IDENTIFIED,
        /** Values up to an end of what was tried are allowed. */
        ONE_SIDED,
        /** The measured outages would be the same with half and with twice of it. */
        NOT_IDENTIFIED,
        /** No value that was tried is allowed: something else is wrong. */
        CONTRADICTED
    }

    /**
     * A parameter.
     *
     * @param text as it stands in the scenario, {@code seconds} long
     * @param low and {@code high}: least and most allowed seconds, as far as was tried; NaN where there is none
     * @param best the least distant value, seconds
     * @param drills that it has an influence on
     */
    public record Estimate(
            String path,
            String text,
            double seconds,
            Finding finding,
            double low,
            double best,
            double high,
            List<String> drills) {
        /** Whether the scenario's own value is among those allowed. */
        public boolean allowsScenario() {
            return seconds >= low && seconds <= high;
        }

        /** The best value in the scenario's words. */
        public String bestText() {
            return DurationKeys.text(best * 1e9);
        }
    }

    private final String file;
    private final String variant;
    private final String source;
    private final MeasuredRun run;
    private final Map<String, Optional<Design>> designs = new HashMap<>();
    private final Map<String, SimulatedDrill> simulated = new HashMap<>();

    /**
     * @param file of the scenario, for problems in it
     * @param variant empty: the base
     * @param source its text
     */
    public RunCalibration(String file, String variant, String source, MeasuredRun run) {
        this.file = file;
        this.variant = variant;
        this.source = source;
        this.run = run;
    }

    /** As {@code run}, with other measurements of the same scenario: what was simulated is kept. */
    RunCalibration with(MeasuredRun other) {
        RunCalibration calibration = new RunCalibration(file, variant, source, other);
        calibration.designs.putAll(designs);
        calibration.simulated.putAll(simulated);
        return calibration;
    }

    /** Everything that was measured, beside the scenario as it is. */
    public List<Comparison> comparisons() {
        List<Comparison> all = new ArrayList<>();
        for (MeasuredRun.Series series : run.series()) {
            if (series.outageSeconds().isEmpty()) {
                continue;
            }
            SimulatedDrill drill = drill(series, List.of()).orElseThrow();
            all.add(compare(series, "outage", array(series.outageSeconds()), array(drill.outageSeconds())));
            for (String phase : MeasuredRun.PHASES) {
                double[] measured = array(series.phases().get(phase));
                double[] predicted = array(drill.phases().get(phase));
                if (measured.length > 0 && predicted.length > 0) {
                    all.add(compare(series, phase, measured, predicted));
                }
            }
        }
        return all;
    }

    private static double[] array(List<Double> values) {
        return values == null
                ? new double[0]
                : values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Comparison compare(MeasuredRun.Series series, String of, double[] measured, double[] predicted) {
        double median = median(measured);
        double simulatedMedian = median(predicted);
        double[] differences = new double[RESAMPLES];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < RESAMPLES; i++) {
            differences[i] = median(resampled(measured, random)) - simulatedMedian;
        }
        Arrays.sort(differences);
        boolean many = measured.length > 1;
        KolmogorovSmirnovTest test = KolmogorovSmirnovTest.withDefaults();
        return new Comparison(
                series.drill(),
                series.service(),
                of,
                measured.length,
                median,
                simulatedMedian,
                many ? test.test(measured, predicted).getStatistic() : Double.NaN,
                many ? test.test(measured, predicted).getPValue() : Double.NaN,
                median - simulatedMedian,
                many ? differences[(int) (0.025 * RESAMPLES)] : Double.NaN,
                many ? differences[(int) (0.975 * RESAMPLES)] : Double.NaN);
    }

    private static double[] resampled(double[] values, SplittableRandom random) {
        return random.ints(values.length, 0, values.length)
                .mapToDouble(i -> values[i])
                .toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Every duration that stands in the scenario for its services. */
    public List<Estimate> estimates() {
        return DurationKeys.of(file, source).stream().map(this::estimate).toList();
    }

    /** @throws IllegalArgumentException if no duration stands at that path */
    public Estimate estimate(String path) {
        return DurationKeys.of(file, source).stream()
                .filter(key -> key.path().equals(path))
                .findFirst()
                .map(this::estimate)
                .orElseThrow(() -> new IllegalArgumentException("no duration of a service stands at " + path));
    }

    private Estimate estimate(DurationKeys.Key key) {
        List<MeasuredRun.Series> moved = run.series().stream()
                .filter(series -> series.outageSeconds().size() > 1 && series.censored() == 0)
                .filter(series -> moves(key, series))
                .toList();
        List<String> drills = moved.stream()
                .map(series -> series.drill() + ", " + series.service())
                .toList();
        if (moved.isEmpty()) {
            return none(key, Finding.NOT_IDENTIFIED, drills);
        }
        AllowedValues.Range range = AllowedValues.of(factor -> verdict(key, factor, moved));
        if (!range.any()) {
            return none(key, Finding.CONTRADICTED, drills);
        }
        double seconds = key.nanos() / 1e9;
        return new Estimate(
                key.path(),
                key.text(),
                seconds,
                range.open() ? Finding.ONE_SIDED : Finding.IDENTIFIED,
                seconds * range.low(),
                seconds * range.best(),
                seconds * range.high(),
                drills);
    }

    /** Of the drill that it fits worst; its p counts as many times as there are drills (Bonferroni). */
    private AllowedValues.Verdict verdict(DurationKeys.Key key, double factor, List<MeasuredRun.Series> moved) {
        double distance = 0;
        double p = 1;
        for (MeasuredRun.Series series : moved) {
            Optional<SimulatedDrill> drill = drill(series, List.of(change(key, factor)));
            if (drill.isEmpty()) {
                return new AllowedValues.Verdict(1, 0);
            }
            KolmogorovSmirnovTest.TwoResult test = KolmogorovSmirnovTest.withDefaults()
                    .test(array(series.outageSeconds()), array(drill.get().outageSeconds()));
            distance = Math.max(distance, test.getStatistic());
            p = Math.min(p, test.getPValue() * moved.size());
        }
        return new AllowedValues.Verdict(distance, p);
    }

    private static Estimate none(DurationKeys.Key key, Finding finding, List<String> drills) {
        double nothing = Double.NaN;
        return new Estimate(key.path(), key.text(), key.nanos() / 1e9, finding, nothing, nothing, nothing, drills);
    }

    /** Whether half or twice of it would be seen. */
    private boolean moves(DurationKeys.Key key, MeasuredRun.Series series) {
        SimulatedDrill as = drill(series, List.of()).orElseThrow();
        for (double factor : new double[] {0.5, 2}) {
            Optional<SimulatedDrill> other = drill(series, List.of(change(key, factor)));
            boolean seen = other.isPresent()
                    && KolmogorovSmirnovTest.withDefaults()
                                    .test(
                                            array(as.outageSeconds()),
                                            array(other.get().outageSeconds()))
                                    .getPValue()
                            < AllowedValues.LEVEL / 10;
            if (seen) {
                return true;
            }
        }
        return false;
    }

    private static NewScenario.Change change(DurationKeys.Key key, double factor) {
        return new NewScenario.Change(key.path(), DurationKeys.text(key.nanos() * factor), "tried");
    }

    /** Empty: the scenario refuses such a value. */
    private Optional<SimulatedDrill> drill(MeasuredRun.Series series, List<NewScenario.Change> changes) {
        String text = changes.isEmpty() ? source : NewScenario.of(file, source, changes);
        Optional<Design> design = designs.computeIfAbsent(text, this::design);
        String name = series.drill() + "\0" + series.service() + "\0" + text;
        return design.map(
                found -> simulated.computeIfAbsent(name, k -> SimulatedDrill.of(found, series, TRIALS, SEED)));
    }

    private Optional<Design> design(String text) {
        try {
            return Optional.of(ScenarioReader.readText("tried", file, text).design(variant));
        } catch (Problems e) {
            return Optional.empty();
        }
    }
}
