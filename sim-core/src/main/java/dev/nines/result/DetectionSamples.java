package dev.nines.result;

import dev.nines.measure.DetectionRecord;
import dev.nines.stats.Estimate;
import dev.nines.stats.Quantiles;
import dev.nines.stats.Ratio;
import java.util.List;

/** What the failure detectors of one heartbeat service did in one drill, or in the years: some numbers per trial. */
final class DetectionSamples {
    final DoubleColumn horizonYears = new DoubleColumn();
    final DoubleColumn falselySuspected = new DoubleColumn();
    private final DoubleColumn suspicions = new DoubleColumn();
    final DoubleColumn falseSuspicions = new DoubleColumn();
    final DoubleColumn watchedSeconds = new DoubleColumn();
    private final Pool silence = new Pool();
    final Pool detection = new Pool();
    final Pool mistakes = new Pool();
    private long suspected;
    private long wrongObserver;
    private long wrongTarget;
    private long wrongNetwork;

    /** Durations of all trials, and whose they are. */
    static final class Pool {
        private static final double NANOS = 1e9;

        private final DoubleColumn seconds = new DoubleColumn();
        private final DoubleColumn trialOf = new DoubleColumn();
        final DoubleColumn sums = new DoubleColumn();
        final DoubleColumn counts = new DoubleColumn();

        void add(List<Long> nanos) {
            double sum = 0;
            for (long value : nanos) {
                seconds.add(value / NANOS);
                trialOf.add(counts.size());
                sum += value / NANOS;
            }
            sums.add(sum);
            counts.add(nanos.size());
        }

        Distribution distribution(String reason) {
            if (seconds.size() == 0) {
                return Distribution.missing(reason);
            }
            double[] values = seconds.toArray();
            double[] numbers = trialOf.toArray();
            int[] trials = new int[values.length];
            for (int i = 0; i < trials.length; i++) {
                trials[i] = (int) numbers[i];
            }
            // Several of one trial are not independent.
            boolean single = counts.max() <= 1;
            double[] sorted = seconds.sorted();
            return Figures.distribution(
                    sorted,
                    Ratio.of(sums.toArray(), counts.toArray()).clampedTo(0, Double.POSITIVE_INFINITY),
                    p -> single ? Quantiles.of(sorted, p) : Quantiles.ofClusters(values, trials, counts.size(), p),
                    Double.POSITIVE_INFINITY);
        }
    }

    void add(DetectionRecord record, double years) {
        horizonYears.add(years);
        suspicions.add(record.suspicions());
        falseSuspicions.add(record.falseSuspicions());
        watchedSeconds.add(record.watchedSeconds());
        suspected += record.suspicions() > 0 ? 1 : 0;
        falselySuspected.add(record.falseSuspicions() > 0 ? 1 : 0);
        wrongObserver += record.falseByObserver();
        wrongTarget += record.falseByTarget();
        wrongNetwork += record.falseByNetwork();
        silence.add(record.silenceNanos());
        detection.add(record.detectionNanos());
        mistakes.add(record.mistakeNanos());
    }

    DetectionResult result() {
        return new DetectionResult(
                suspicions.size(),
                suspected,
                (long) falselySuspected.sum(),
                silence.distribution("no suspicions"),
                detection.distribution("no suspicion of a peer that had stopped"),
                mistakes.distribution("no false suspicion that ended"),
                wrongObserver,
                wrongTarget,
                wrongNetwork);
    }

    Value suspicionsPerYear() {
        return perYear(suspicions, "suspicions");
    }

    Value falseSuspicionsPerYear() {
        return perYear(falseSuspicions, "false suspicions");
    }

    /** The inverse of how often they were wrong in the time in which they could be. */
    Value mistakeRecurrence() {
        double watched = watchedSeconds.sum();
        if (watched == 0) {
            return Value.missing("no years in which a node watched another");
        }
        Estimate rate = falseSuspicions.sum() == 0
                ? Figures.neverSeen("false suspicions", watchedSeconds.size(), watched)
                : Ratio.of(falseSuspicions.toArray(), watchedSeconds.toArray()).clampedTo(0, Double.POSITIVE_INFINITY);
        return Value.of(rate.inverse());
    }

    private Value perYear(DoubleColumn counts, String what) {
        if (counts.size() == 0) {
            return Value.missing("no years were simulated");
        }
        Estimate rate = counts.sum() == 0
                ? Figures.neverSeen(what, counts.size(), horizonYears.sum())
                : Ratio.of(counts.toArray(), horizonYears.toArray()).clampedTo(0, Double.POSITIVE_INFINITY);
        return Value.of(rate);
    }
}
