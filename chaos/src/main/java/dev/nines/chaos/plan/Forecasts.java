package dev.nines.chaos.plan;

import dev.nines.measure.Outage;
import dev.nines.measure.ServiceRecord;
import dev.nines.measure.TrialRecord;
import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.RunSpec;
import dev.nines.scenario.trial.Trials;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the simulator says about a drill, its repair replaced by the hold. */
public final class Forecasts {
    private Forecasts() {}

    /** The design with nothing but this drill, repaired after the hold. */
    public static Design alone(Design design, DrillSpec drill, long holdNanos) {
        List<DrillSpec.Step> steps = drill.steps().stream()
                .map(step -> new DrillSpec.Step(step.atNanos(), step.fault(), holdNanos, step.planned()))
                .toList();
        return reduced(design, List.of(new DrillSpec(drill.name(), steps)), 0);
    }

    /** The design with these drills and no years; objectives are those of the drills. */
    public static Design reduced(Design d, List<DrillSpec> drills, int trials) {
        return new Design(
                d.name(),
                d.title(),
                d.inputHash(),
                d.hosts(),
                d.network(),
                d.services(),
                d.clients(),
                d.probe(),
                drills,
                List.of(),
                d.objectives().stream()
                        .filter(objective -> drills.stream()
                                .anyMatch(drill -> objective.path().startsWith("drills." + drill.name() + ".")))
                        .toList(),
                d.expectedViolations(),
                new RunSpec(0, trials, d.run().seed()),
                d.assumptions());
    }

    /** @param services that are measured */
    static Map<String, Plan.Forecast> of(
            Design design, DrillSpec drill, long holdNanos, int trials, long seed, Collection<String> services) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        services.forEach(service -> samples.put(service, new Sample(trials)));
        int threads = Runtime.getRuntime().availableProcessors();
        Design alone = alone(design, drill, holdNanos);
        Trials.run(
                List.of(alone),
                seed,
                trials,
                new TrialOptions(true, false),
                threads,
                records -> {
                    TrialRecord trial = records.get(0);
                    for (TrialRecord.DrillRecord one : trial.drills()) {
                        one.services().stream()
                                .filter(record -> samples.containsKey(record.service()))
                                .forEach(record -> samples.get(record.service())
                                        .add(trial.trial(), one.faultNanos(), holdNanos, record));
                    }
                },
                () -> false);
        Map<String, Plan.Forecast> forecasts = new LinkedHashMap<>();
        samples.forEach((service, sample) -> forecasts.put(service, sample.forecast(trials, seed)));
        return forecasts;
    }

    private static final class Sample {
        private final long[] outageNanos;
        private int infinite;
        private int atHeal;
        private long lost;

        Sample(int trials) {
            outageNanos = new long[trials];
        }

        void add(int trial, long faultNanos, long holdNanos, ServiceRecord record) {
            outageNanos[trial] = record.outageNanos();
            lost = Math.max(lost, record.losses().lost());
            boolean never = record.outages().stream().anyMatch(outage -> outage.end() != Outage.End.CLOSED);
            infinite += never ? 1 : 0;
            boolean late = record.outages().stream().anyMatch(outage -> outage.startNanos() >= faultNanos + holdNanos);
            atHeal += late ? 1 : 0;
        }

        Plan.Forecast forecast(int trials, long seed) {
            java.util.Arrays.sort(outageNanos);
            List<Long> sorted = java.util.Arrays.stream(outageNanos).boxed().toList();
            return new Plan.Forecast(trials, seed, sorted, infinite, atHeal, lost);
        }
    }
}
