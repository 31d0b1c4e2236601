package dev.nines.result;

import dev.nines.stats.Estimate;
import dev.nines.stats.Mean;
import dev.nines.stats.SampleSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at how well the measures that were asked for are known so far. */
final class PrecisionCheck {
    private static final String DRILLS = "drills.";

    private final Map<String, ServiceSamples> samples;
    private final int trials;
    private final ObjectiveEvaluation evaluation;

    /** @param evaluation over the same samples, for measures that it alone knows */
    PrecisionCheck(Map<String, ServiceSamples> samples, int trials, ObjectiveEvaluation evaluation) {
        this.samples = samples;
        this.trials = trials;
        this.evaluation = evaluation;
    }

    /** One row per target; a drill that no trial noticed is as well known as it can be, and has none. */
    List<PrecisionResult> of(List<PrecisionTarget> targets, boolean byName) {
        List<PrecisionResult> rows = new ArrayList<>();
        for (PrecisionTarget target : targets) {
            String service = target.service().isEmpty() ? evaluation.meant(target.path()) : target.service();
            ServiceSamples of = samples.get(service);
            DrillSamples drill = of == null ? null : drill(of, target.path());
            boolean unnoticed = drill != null && drill.unnoticed == drill.outageSeconds.size();
            if (byName || !unnoticed) {
                long outages = drill != null
                        ? drill.outageSeconds.size() - drill.unnoticed
                        : of == null ? 0 : (long) of.years.outages.sum();
                rows.add(row(target, estimate(target, service, of, drill), outages));
            }
        }
        return rows;
    }

    private PrecisionResult row(PrecisionTarget target, Estimate e, long outages) {
        double reached = SampleSize.relativeHalfWidth(e);
        double needed = Math.max(
                SampleSize.forPrecision(e, trials, target.share()),
                Math.ceil(trials * (double) PrecisionTarget.LEAST_OUTAGES / outages));
        return new PrecisionResult(
                target.text(),
                target.share(),
                Double.isFinite(reached) ? Value.observed(reached) : Value.missing("there is no interval"),
                outages,
                Double.isFinite(needed) && needed > trials ? Value.observed(needed) : Value.missing(""));
    }

    private Estimate estimate(PrecisionTarget target, String service, ServiceSamples of, DrillSamples drill) {
        boolean share = target.path().equals("unavailability") || target.path().equals("availability");
        if (share && of != null && of.hasYears()) {
            return of.years.unavailability();
        }
        if (drill != null && target.path().endsWith(".outage.mean") && drill.infinite + drill.censored == 0) {
            return Mean.of(drill.outageSeconds.toArray());
        }
        Value v = evaluation.find(target.path(), target.window(), service).value();
        return new Estimate(v.value(), v.low(), v.high(), v.method(), v.n(), v.reason(), v.bound());
    }

    private static DrillSamples drill(ServiceSamples of, String path) {
        for (Map.Entry<String, DrillSamples> drill : of.drills.entrySet()) {
            if (path.startsWith(DRILLS + drill.getKey() + ".")) {
                return drill.getValue();
            }
        }
        return null;
    }
}
