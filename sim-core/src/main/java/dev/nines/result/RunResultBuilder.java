package dev.nines.result;

import dev.nines.measure.DetectionRecord;
import dev.nines.measure.ServiceRecord;
import dev.nines.measure.TrialRecord;
import dev.nines.model.spec.Assumption;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DowntimeWindow;
import dev.nines.model.spec.ObjectiveSpec;
import dev.nines.model.spec.ProbeSpec;
import dev.nines.model.spec.ServiceSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes the trials of one design, in the order of their index, and makes the result. Keeps a few numbers per trial and
 * outage, not the records.
 */
public final class RunResultBuilder {
    /** Why a run stopped: {@code --precision} was reached. */
    public static final String PRECISION = "precision";

    private final Design design;
    private final String version;
    private final long seed;
    private final int requestedTrials;
    private final Map<String, ServiceSamples> samples = new LinkedHashMap<>();
    private final Map<String, DetectorSamples> detectors = new LinkedHashMap<>();
    private final ViolationSamples violations;
    private final Set<Integer> windows = new TreeSet<>();
    private final List<PrecisionTarget> targets = new ArrayList<>();
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
        design.objectives().forEach(objective -> keep(objective.window()));
    }

    private void keep(DowntimeWindow window) {
        if (window.days() > 0) {
            windows.add(window.days());
        }
    }

    /** What the run wants to know how well; before the first trial. */
    public RunResultBuilder aimingAt(Collection<PrecisionTarget> precision) {
        targets.addAll(precision);
        precision.forEach(target -> keep(target.window()));
        return this;
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
        return samples.computeIfAbsent(name, n -> new ServiceSamples(windows, hasSlo(n)));
    }

    /** Whether clients of the service say what is good enough. */
    private boolean hasSlo(String service) {
        return design.clients().stream()
                .anyMatch(client -> client.calls().equals(service)
                        && (client.sloLatencyP99Nanos() > 0 || client.sloErrorShare() < 1));
    }

    private DetectorSamples detector(String name) {
        return detectors.computeIfAbsent(name, n -> new DetectorSamples());
    }

    /** Trials taken so far. */
    public int trials() {
        return trials;
    }

    /** The run looks at its precision now; see {@link PrecisionTarget}. */
    public boolean isPrecise() {
        List<PrecisionResult> rows = precision(detectorResults());
        return !targets.isEmpty() && rows.stream().allMatch(PrecisionResult::isReached);
    }

    private Map<String, DetectorResult> detectorResults() {
        Map<String, DetectorResult> results = new LinkedHashMap<>();
        detectors.forEach((name, s) -> results.put(name, s.result()));
        return results;
    }

    private List<PrecisionResult> precision(Map<String, DetectorResult> detectorResults) {
        List<PrecisionResult> rows = new ArrayList<>();
        for (PrecisionTarget target : targets) {
            PrecisionCheck check = new PrecisionCheck(samples, trials, evaluation(Map.of(), detectorResults, false));
            rows.addAll(check.of(target.in(design), !target.path().isEmpty()));
        }
        return rows;
    }

    /** @param stopped {@code trials}, {@code precision} or {@code interrupted} */
    public RunResult build(boolean complete, String stopped) {
        Map<String, ServiceResult> services = new LinkedHashMap<>();
        inDesignOrder().forEach((name, s) -> services.put(name, s.result()));
        Map<String, DetectorResult> detectorResults = detectorResults();
        List<ViolationResult> broken = violations.result(design.expectedViolations());
        ObjectiveEvaluation evaluation = evaluation(
                services, detectorResults, complete && (trials >= requestedTrials || stopped.equals(PRECISION)));
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
                detectorResults,
                precision(detectorResults),
                Ignorance.NONE);
    }

    /** @param services with their results; one that is not among them is made when it is asked for */
    private ObjectiveEvaluation evaluation(
            Map<String, ServiceResult> services, Map<String, DetectorResult> detectorResults, boolean allTrialsRun) {
        return new ObjectiveEvaluation(
                services,
                detectorResults,
                samples,
                violations.result(design.expectedViolations()),
                violations,
                mainService(),
                trials,
                requestedTrials,
                allTrialsRun);
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

    Map<String, DetectorSamples> detectors() {
        return detectors;
    }

    ViolationSamples violations() {
        return violations;
    }
}
