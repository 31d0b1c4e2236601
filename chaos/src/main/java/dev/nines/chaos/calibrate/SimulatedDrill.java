package dev.nines.chaos.calibrate;

import dev.nines.chaos.plan.Forecasts;
import dev.nines.measure.Phases;
import dev.nines.measure.ServiceRecord;
import dev.nines.model.Trial;
import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A drill, simulated at random phases with holds that were measured.
 *
 * @param outageSeconds one for each trial
 * @param phases as of {@link MeasuredRun.Series}
 */
record SimulatedDrill(List<Double> outageSeconds, Map<String, List<Double>> phases) {
    /** @throws IllegalArgumentException if the design has no such drill, or does not measure the service */
    static SimulatedDrill of(Design design, MeasuredRun.Series series, int trials, long seed) {
        DrillSpec drill = design.drills().stream()
                .filter(candidate -> candidate.name().equals(series.drill()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the scenario has no drill " + series.drill()));
        List<ServiceRecord> records = IntStream.range(0, trials)
                .parallel()
                .mapToObj(trial -> {
                    long hold =
                            series.holdNanos().get(trial % series.holdNanos().size());
                    Design alone = Forecasts.alone(design, drill, hold, List.of(series.service()));
                    return new Trial(alone, seed, trial, TrialOptions.DEFAULT)
                            .run().drills().get(0).services().stream()
                                    .filter(record -> record.service().equals(series.service()))
                                    .findFirst()
                                    .orElseThrow(() -> new IllegalArgumentException(
                                            "the scenario has no service " + series.service()));
                })
                .toList();
        Map<String, List<Double>> phases = new TreeMap<>();
        for (ServiceRecord record : records) {
            if (record.outages().size() == 1 && record.outages().get(0).phases() != null) {
                add(phases, record.outages().get(0).phases());
            }
        }
        return new SimulatedDrill(
                records.stream().map(record -> record.outageNanos() / 1e9).toList(), phases);
    }

    private static void add(Map<String, List<Double>> phases, Phases one) {
        long[] lengths = {one.detectNanos(), one.decideNanos(), one.actNanos(), one.convergeNanos()};
        for (int i = 0; i < lengths.length; i++) {
            phases.computeIfAbsent(MeasuredRun.PHASES.get(i), p -> new ArrayList<>())
                    .add(lengths[i] / 1e9);
        }
    }
}
