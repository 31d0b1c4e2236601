package dev.nines.result;

import dev.nines.model.spec.ObjectiveSpec;
import dev.nines.stats.Bound;
import dev.nines.stats.Estimate;
import dev.nines.stats.Proportion;
import dev.nines.stats.Verdict;
import java.util.List;
import java.util.Map;

/**
 * Holds objectives against the result.
 *
 * <p>An interval must lie wholly on one side of the limit. Where the trials showed nothing bad at all, the rule for
 * {@code = 0} holds for every limit (an objective cannot be harder to meet than a stricter one): met when all requested
 * trials were run, with the bound printed beside it.
 */
final class ObjectiveEvaluation {
    private final Map<String, ServiceResult> services;
    private final Map<String, DetectorResult> detectors;
    private final Map<String, ServiceSamples> samples;
    private final List<ViolationResult> violations;
    private final String mainService;
    private final boolean allTrialsRun;
    private final ViolationSamples violationSamples;

    ObjectiveEvaluation(
            Map<String, ServiceResult> services,
            Map<String, DetectorResult> detectors,
            Map<String, ServiceSamples> samples,
            List<ViolationResult> violations,
            ViolationSamples violationSamples,
            String mainService,
            boolean allTrialsRun) {
        this.services = services;
        this.detectors = detectors;
        this.samples = samples;
        this.violations = violations;
        this.violationSamples = violationSamples;
        this.mainService = mainService;
        this.allTrialsRun = allTrialsRun;
    }

    ObjectiveResult evaluate(ObjectiveSpec objective) {
        String service = objective.service().isEmpty() ? meant(objective.path()) : objective.service();
        Measure measure = find(objective.path(), service);
        return new ObjectiveResult(objective.text(), service, measure.value(), verdict(measure, objective));
    }

    /** The service that is meant when none is named: the main one, or the first with failure detectors. */
    private String meant(String path) {
        boolean detection = detectors.values().stream()
                .anyMatch(detector -> ObjectivePaths.ofDetector(path, detector).isPresent());
        return detection ? detectors.keySet().iterator().next() : mainService;
    }

    private Measure find(String path, String service) {
        if (path.equals(ObjectivePaths.VIOLATIONS)) {
            return Measure.largest(counted(unexpectedViolations()));
        }
        if (path.startsWith(ObjectivePaths.VIOLATIONS + ".")) {
            String name = path.substring(ObjectivePaths.VIOLATIONS.length() + 1);
            return Measure.largest(counted(violationSamples.byTrial(name)));
        }
        if (detectors.containsKey(service)) {
            return ObjectivePaths.ofDetector(path, detectors.get(service))
                    .orElseGet(() -> Measure.worst(Value.missing("nothing was measured for " + path)));
        }
        ServiceResult result = services.get(service);
        if (result == null) {
            return Measure.worst(Value.missing("service " + service + " was not probed"));
        }
        if (path.equals("lost-transactions")) {
            return Measure.largest(mostLost(samples.get(service)));
        }
        return ObjectivePaths.ofYears(path, result.years())
                .or(() -> ObjectivePaths.ofDrills(path, result.drills()))
                .orElseGet(() -> Measure.worst(Value.missing("nothing was measured for " + path)));
    }

    private double[] unexpectedViolations() {
        double[] any = violationSamples.byTrial("");
        for (ViolationResult violation : violations) {
            double[] one = violationSamples.byTrial(violation.name());
            for (int i = 0; i < any.length && !violation.expected(); i++) {
                any[i] = Math.max(any[i], one[i]);
            }
        }
        return any;
    }

    /** Trials that had it; for none, the bound of the share that may have it. */
    private static Value counted(double[] byTrial) {
        double sum = 0;
        for (double one : byTrial) {
            sum += one;
        }
        return withBoundForNone(sum, byTrial.length);
    }

    private static Value mostLost(ServiceSamples samples) {
        double most = samples.hasYears() ? samples.years.lostTransactions.max() : 0;
        int trials = samples.years.lostTransactions.size();
        for (DrillSamples drill : samples.drills.values()) {
            most = Math.max(most, drill.lostTransactions.max());
            trials = Math.max(trials, drill.lostTransactions.size());
        }
        return withBoundForNone(most, trials);
    }

    private static Value withBoundForNone(double value, int trials) {
        if (value > 0 || trials == 0) {
            return trials == 0 ? Value.missing("no trials") : Value.observed(value);
        }
        String reason = "none in " + trials + " trials; the bound is for the share of trials with any";
        Bound bound = Bound.atMostOfTrials(Proportion.upperBound(0, trials));
        return Value.of(Estimate.withoutInterval(0, trials, reason, bound));
    }

    private Verdict verdict(Measure measure, ObjectiveSpec objective) {
        Value v = measure.value();
        double limit = objective.limit();
        boolean seen = measure.kind() == Measure.Kind.LARGEST || measure.kind() == Measure.Kind.SMALLEST;
        if (seen && !v.hasValue()) {
            return Verdict.INCONCLUSIVE;
        }
        return switch (objective.comparison()) {
            case AT_MOST -> seen ? mostSeen(measure, limit) : atMost(measure, limit);
            case AT_LEAST -> seen ? leastSeen(measure, limit) : atLeast(measure, limit);
            case EQUAL -> seen ? Verdict.ofEveryTrial(v.value() != limit, allTrialsRun) : equal(measure, limit);
        };
    }

    private Verdict mostSeen(Measure measure, double limit) {
        boolean within = measure.value().value() <= limit;
        return measure.kind() == Measure.Kind.LARGEST
                ? Verdict.ofEveryTrial(!within, allTrialsRun)
                : within ? Verdict.MET : Verdict.MISSED;
    }

    private Verdict leastSeen(Measure measure, double limit) {
        boolean within = measure.value().value() >= limit;
        return measure.kind() == Measure.Kind.SMALLEST
                ? Verdict.ofEveryTrial(!within, allTrialsRun)
                : within ? Verdict.MET : Verdict.MISSED;
    }

    private Verdict atMost(Measure measure, double limit) {
        Value v = measure.value();
        if (measure.nothingSeen() && measure.kind() != Measure.Kind.AVAILABLE && limit >= 0) {
            return Verdict.ofEveryTrial(false, allTrialsRun);
        }
        Verdict byInterval = Verdict.atMost(estimate(v), limit);
        return byInterval == Verdict.INCONCLUSIVE
                        && isAtLeastBound(v)
                        && v.bound().value() > limit
                ? Verdict.MISSED
                : byInterval;
    }

    private Verdict atLeast(Measure measure, double limit) {
        Value v = measure.value();
        if (measure.nothingSeen() && measure.kind() == Measure.Kind.AVAILABLE && limit <= 1) {
            return Verdict.ofEveryTrial(false, allTrialsRun);
        }
        Verdict byInterval = Verdict.atLeast(estimate(v), limit);
        return byInterval == Verdict.INCONCLUSIVE
                        && isAtLeastBound(v)
                        && v.bound().value() >= limit
                ? Verdict.MET
                : byInterval;
    }

    private static boolean isAtLeastBound(Value v) {
        return !v.hasInterval() && v.bound().kind() == Bound.Kind.AT_LEAST;
    }

    private Verdict equal(Measure measure, double limit) {
        Value v = measure.value();
        boolean best = limit == (measure.kind() == Measure.Kind.AVAILABLE ? 1 : 0);
        if (best && measure.nothingSeen()) {
            return Verdict.ofEveryTrial(false, allTrialsRun);
        }
        boolean excluded = v.hasInterval() && (limit < v.low() || limit > v.high());
        return excluded || (best && v.hasValue() && v.value() != limit) ? Verdict.MISSED : Verdict.INCONCLUSIVE;
    }

    private static Estimate estimate(Value v) {
        return new Estimate(v.value(), v.low(), v.high(), v.method(), v.n(), v.reason(), v.bound());
    }
}
