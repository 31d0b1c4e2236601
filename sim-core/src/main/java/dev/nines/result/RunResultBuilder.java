package dev.nines.result;

import dev.nines.measure.DetectionRecord;
import dev.nines.measure.ServiceRecord;
import dev.nines.measure.TrialRecord;
import dev.nines.model.spec.Assumption;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.ObjectiveSpec;
import dev.nines.model.spec.ProbeSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.stats.Estimate;
import dev.nines.stats.Mean;
import dev.nines.stats.Ratio;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Takes the trials of one design, in the order of their index, and makes the result. Keeps a few numbers per trial and
 * outage, not the records.
 */
public final class RunResultBuilder {
    private final Design design;
    private final String version;
    private final long seed;
    private final int requestedTrials;
    private final Map<String, ServiceSamples> samples = new LinkedHashMap<>();
    private final Map<String, DetectorSamples> detectors = new LinkedHashMap<>();
    private final ViolationSamples violations;
    private int trials;
    private long events;

    /**
     * @param version of the program
     * @param seed of the run
     * @param requestedTrials that were asked for: an objective {@code = 0} is met only when all of them were run
     */
    public RunResultBuilder(Design design, String version, long seed, int requestedTrials) {
        this.design = design;
        this.version = version;
        this.seed = seed;
        this.requestedTrials = requestedTrials;
        violations = new ViolationSamples(design.name());
        violations.checked(design.expectedViolations());
    }

    /** Names the safety properties that are watched, so that those never broken are listed with 0 trials. */
    public RunResultBuilder checking(Collection<String> invariants) {
        violations.checked(invariants);
        return this;
    }

    /** The next trial, in order of index from 0. Nothing of the record is kept but its numbers. */
    public void add(TrialRecord trial) {
        if (trial.trial() != trials) {
            throw new IllegalStateException("trial " + trial.trial() + " came when " + trials + " was due");
        }
        trials++;
        events += trial.events();
        for (TrialRecord.DrillRecord drill : trial.drills()) {
            for (ServiceRecord record : drill.services()) {
                service(record.service()).addDrill(drill.drill(), record);
            }
            for (DetectionRecord record : drill.detections()) {
                detector(record.service()).addDrill(drill.drill(), record);
            }
        }
        if (trial.year() != null) {
            for (ServiceRecord record : trial.year().services()) {
                service(record.service()).addYear(trial.year().horizonNanos(), record);
            }
            for (DetectionRecord record : trial.year().detections()) {
                detector(record.service()).addYear(trial.year().horizonNanos(), record);
            }
        }
        violations.add(trial);
    }

    private ServiceSamples service(String name) {
        return samples.computeIfAbsent(name, n -> new ServiceSamples());
    }

    private DetectorSamples detector(String name) {
        return detectors.computeIfAbsent(name, n -> new DetectorSamples());
    }

    /** Trials taken so far. */
    public int trials() {
        return trials;
    }

    /**
     * How wide the widest interval of the main service is so far: half of it ÷ its value, of the unavailability when
     * there are years and of the mean outage of every drill. What {@code --precision} compares with. Infinite while an
     * interval is missing; what never failed counts as known.
     */
    public double relativeHalfWidth() {
        ServiceSamples main = samples.get(mainService());
        if (main == null) {
            return Double.POSITIVE_INFINITY;
        }
        double widest = 0;
        if (main.hasYears()) {
            YearSamples years = main.years;
            widest = relativeHalfWidth(
                    Ratio.unavailability(years.downtimeSeconds.toArray(), years.horizonSeconds.toArray()));
        }
        for (DrillSamples drill : main.drills.values()) {
            if (drill.outageSeconds.max() > 0) {
                widest = Math.max(widest, relativeHalfWidth(Mean.of(drill.outageSeconds.toArray())));
            }
        }
        return widest;
    }

    private static double relativeHalfWidth(Estimate e) {
        return e.hasInterval() ? (e.high() - e.low()) / 2 / e.value() : Double.POSITIVE_INFINITY;
    }

    /** @param stopped {@code trials}, {@code precision} or {@code interrupted} */
    public RunResult build(boolean complete, String stopped) {
        Map<String, ServiceResult> services = new LinkedHashMap<>();
        inDesignOrder().forEach((name, s) -> services.put(name, s.result()));
        Map<String, DetectorResult> detectorResults = new LinkedHashMap<>();
        detectors.forEach((name, s) -> detectorResults.put(name, s.result()));
        List<ViolationResult> broken = violations.result(design.expectedViolations());
        ObjectiveEvaluation evaluation = new ObjectiveEvaluation(
                services,
                detectorResults,
                samples,
                broken,
                violations,
                mainService(),
                complete && trials >= requestedTrials);
        List<ObjectiveResult> objectives = new ArrayList<>();
        for (ObjectiveSpec objective : design.objectives()) {
            objectives.add(evaluation.evaluate(objective));
        }
        return new RunResult(
                version,
                design.name(),
                design.title(),
                services.containsKey(mainService()) || services.isEmpty()
                        ? mainService()
                        : services.keySet().iterator().next(),
                design.inputHash(),
                seed,
                trials,
                complete,
                stopped,
                definitions(),
                services,
                broken,
                objectives,
                assumptions(),
                events,
                detectorResults);
    }

    private Definitions definitions() {
        ProbeSpec probe = design.probe();
        return new Definitions(
                probe.intervalNanos() / 1e9, probe.outageThreshold(), probe.timeoutNanos() / 1e9, probe.addresses());
    }

    private List<AssumptionResult> assumptions() {
        List<AssumptionResult> rows = new ArrayList<>();
        for (Assumption a : design.assumptions()) {
            String source = a.source().name().toLowerCase(Locale.ROOT);
            rows.add(new AssumptionResult(a.parameter(), a.value(), source, a.from()));
        }
        return rows;
    }

    private Map<String, ServiceSamples> inDesignOrder() {
        Map<String, ServiceSamples> ordered = new LinkedHashMap<>();
        for (ServiceSpec spec : design.services()) {
            if (samples.containsKey(spec.name())) {
                ordered.put(spec.name(), samples.get(spec.name()));
            }
        }
        samples.forEach(ordered::putIfAbsent);
        return ordered;
    }

    /** The service that objectives and comparisons mean when they name none: the first that clients call. */
    String mainService() {
        if (!design.clients().isEmpty()) {
            return design.clients().get(0).calls();
        }
        return samples.isEmpty() ? "" : inDesignOrder().keySet().iterator().next();
    }

    String name() {
        return design.name();
    }

    Map<String, ServiceSamples> samples() {
        return inDesignOrder();
    }

    ViolationSamples violations() {
        return violations;
    }
}
