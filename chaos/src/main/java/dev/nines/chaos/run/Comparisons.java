package dev.nines.chaos.run;

import dev.nines.chaos.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that is laid beside each other: outages by drill and service, losses by drill.
 *
 * @param losses of drills whose writes were read back
 */
public record Comparisons(List<Comparison> outages, List<LossComparison> losses) {
    public Comparisons {
        outages = List.copyOf(outages);
        losses = List.copyOf(losses);
    }

    /** Of those repetitions that count. */
    public static Comparisons of(Plan plan, List<Measurement> measurements) {
        List<Comparison> outages = new ArrayList<>();
        List<LossComparison> losses = new ArrayList<>();
        for (Plan.Drill drill : plan.drills()) {
            List<Measurement> those = measurements.stream()
                    .filter(m -> m.drill().equals(drill.name()) && m.counts())
                    .toList();
            if (!those.isEmpty()) {
                drill.predicted()
                        .forEach((service, forecast) ->
                                outages.add(Comparison.of(drill.name(), service, those, forecast)));
                // All services share one ledger, also in the simulator.
                LossComparison.of(
                                drill.name(),
                                those,
                                drill.predicted().values().iterator().next())
                        .ifPresent(losses::add);
            }
        }
        return new Comparisons(outages, losses);
    }

    /** Whether any of them rejects the prediction. */
    public boolean rejected() {
        return outages.stream().anyMatch(Comparison::rejected)
                || losses.stream().anyMatch(LossComparison::rejected);
    }
}
