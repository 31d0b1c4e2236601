package dev.nines.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of one design: what {@code result.json} holds. Nothing in it depends on the clock, the machine or the
 * number of threads.
 *
 * @param version of the program
 * @param mainService the one that objectives and comparisons mean when they name none: what clients call first
 * @param trials in the result
 * @param complete false when the run was interrupted
 * @param stopped why no more trials were run: {@code trials}, {@code precision}, {@code interrupted}
 * @param services by name, in the design's order
 * @param events simulated in all trials
 * @param detectors of heartbeat services by name, in the design's order
 * @param precision what {@code --precision} asked for and what was reached; empty when it did not
 * @param ignorance what the numbers owe to not knowing better; {@link Ignorance#NONE}: everything is taken as known
 */
public record RunResult(
        String version,
        String scenario,
        String title,
        String mainService,
        String inputHash,
        long seed,
        int trials,
        boolean complete,
        String stopped,
        Definitions definitions,
        Map<String, ServiceResult> services,
        List<ViolationResult> violations,
        List<ObjectiveResult> objectives,
        List<AssumptionResult> assumptions,
        long events,
        Map<String, DetectorResult> detectors,
        List<PrecisionResult> precision,
        Ignorance ignorance) {
    /** Version of the shape of the JSON: its key {@code nines}. */
    public static final int SHAPE = 1;

    public RunResult {
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
        violations = List.copyOf(violations);
        objectives = List.copyOf(objectives);
        assumptions = List.copyOf(assumptions);
        detectors = Collections.unmodifiableMap(new LinkedHashMap<>(detectors));
        precision = List.copyOf(precision);
    }

    /** Without failure detectors, and not asked for a precision. */
    public RunResult(
            String version,
            String scenario,
            String title,
            String mainService,
            String inputHash,
            long seed,
            int trials,
            boolean complete,
            String stopped,
            Definitions definitions,
            Map<String, ServiceResult> services,
            List<ViolationResult> violations,
            List<ObjectiveResult> objectives,
            List<AssumptionResult> assumptions,
            long events) {
        this(
                version,
                scenario,
                title,
                mainService,
                inputHash,
                seed,
                trials,
                complete,
                stopped,
                definitions,
                services,
                violations,
                objectives,
                assumptions,
                events,
                Map.of(),
                List.of(),
                Ignorance.NONE);
    }

    public RunResult with(Ignorance what) {
        return new RunResult(
                version,
                scenario,
                title,
                mainService,
                inputHash,
                seed,
                trials,
                complete,
                stopped,
                definitions,
                services,
                violations,
                objectives,
                assumptions,
                events,
                detectors,
                precision,
                what);
    }
}
