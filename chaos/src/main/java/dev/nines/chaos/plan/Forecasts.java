package dev.nines.chaos.plan;

import dev.nines.measure.Outage;
import dev.nines.measure.Phases;
import dev.nines.measure.ServiceRecord;
import dev.nines.measure.TrialRecord;
import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.ProbeSpec;
import dev.nines.model.spec.RunSpec;
import dev.nines.scenario.trial.Trials;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What the simulator says about a drill, its repair replaced by the hold. */
public final class Forecasts {
    private Forecasts() {}

    /** The design with nothing but this drill, repaired after the hold; these services are probed. */
    public static Design alone(Design design, DrillSpec drill, long holdNanos, Collection<String> services) {
        List<DrillSpec.Step> steps = drill.steps().stream()
                .map(step -> new DrillSpec.Step(step.atNanos(), step.fault(), holdNanos, step.planned()))
                .toList();
        return reduced(design, List.of(new DrillSpec(drill.name(), steps)), 0, services);
    }

    /**
     * The design with these drills and no years; objectives are those of the drills.
     *
     * @param services that are probed, also those that no client calls
     */
    public static Design reduced(Design d, List<DrillSpec> drills, int trials, Collection<String> services) {
        ProbeSpec p = d.probe();
        List<String> probed = Stream.concat(p.services().stream(), services.stream())
                .distinct()
                .toList();
        return new Design(
                d.name(),
                d.title(),
                d.inputHash(),
                d.hosts(),
                d.network(),
                d.services(),
                d.clients(),
                new ProbeSpec(
                        probed,
                        p.intervalNanos(),
                        p.addresses(),
                        p.timeoutNanos(),
                        p.outageThreshold(),
                        p.connections()),
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
        Design alone = alone(design, drill, holdNanos, services);
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
        private int losing;
        private final List<List<Long>> phases =
                List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

        Sample(int trials) {
            outageNanos = new long[trials];
        }

        void add(int trial, long faultNanos, long holdNanos, ServiceRecord record) {
            outageNanos[trial] = record.outageNanos();
            lost = Math.max(lost, record.losses().lost());
            losing += record.losses().lost() > 0 ? 1 : 0;
            phases(record);
            boolean never = record.outages().stream().anyMatch(outage -> outage.end() != Outage.End.CLOSED);
            infinite += never ? 1 : 0;
            boolean late = record.outages().stream().anyMatch(outage -> outage.startNanos() >= faultNanos + holdNanos);
            atHeal += late ? 1 : 0;
        }

        /** Of all outages of a trial together, as a drill's row has them. */
        private void phases(ServiceRecord record) {
            List<Phases> known = record.outages().stream()
                    .map(Outage::phases)
                    .filter(Objects::nonNull)
                    .toList();
            if (!known.isEmpty()) {
                phases.get(0).add(known.stream().mapToLong(Phases::detectNanos).sum());
                phases.get(1).add(known.stream().mapToLong(Phases::decideNanos).sum());
                phases.get(2).add(known.stream().mapToLong(Phases::actNanos).sum());
                phases.get(3)
                        .add(known.stream().mapToLong(Phases::convergeNanos).sum());
            }
        }

        private List<Long> medians() {
            return phases.get(0).isEmpty()
                    ? List.of()
                    : phases.stream()
                            .map(all -> all.stream().sorted().toList().get((all.size() - 1) / 2))
                            .toList();
        }

        Plan.Forecast forecast(int trials, long seed) {
            java.util.Arrays.sort(outageNanos);
            List<Long> sorted = java.util.Arrays.stream(outageNanos).boxed().toList();
            return new Plan.Forecast(trials, seed, sorted, infinite, atHeal, lost, losing, medians());
        }
    }
}
