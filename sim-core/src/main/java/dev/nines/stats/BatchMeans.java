package dev.nines.stats;

import java.util.OptionalDouble;

/**
 * The unavailability of one long trial, or of a few: their horizons are cut into batches that are long against what
 * happens in them, so that they are nearly independent, and the batches stand for trials. At least {@link #LEAST} of
 * them; and none of it when the batches are visibly not independent.
 */
public final class BatchMeans {
    /** Fewer batches give no honest interval. */
    public static final int LEAST = 20;

    /** One-sided 5 % point of the normal law. */
    private static final double Z95 = 1.6448536269514722;

    private BatchMeans() {}

    /**
     * @param downtime one per batch, the batches of a trial one after the other
     * @param time one per batch, in the unit of {@code downtime}
     * @param perTrial batches of each trial
     * @return without an interval, and with the reason, when batches follow each other's example or are too few
     */
    public static Estimate unavailability(double[] downtime, double[] time, int perTrial) {
        int n = downtime.length;
        double sumTime = n == 0 ? 0 : n * Mean.mean(time);
        if (sumTime == 0) {
            return Estimate.missing(n, "no trials", Bound.NONE);
        }
        double value = n * Mean.mean(downtime) / sumTime;
        if (n < LEAST) {
            return Estimate.withoutInterval(value, n, n + " batches, " + LEAST + " are needed", Bound.NONE);
        }
        OptionalDouble correlation = lagOne(downtime, time, value, perTrial);
        if (correlation.isPresent() && correlation.getAsDouble() > Z95 / Math.sqrt(n)) {
            String reason = "the horizon is too short for batches: what happens in one goes on in the next";
            return Estimate.withoutInterval(value, n, reason, Bound.NONE);
        }
        Estimate e = Ratio.unavailability(downtime, time);
        return e.by("batch-means-" + e.method());
    }

    /** Correlation of neighbours within trials; empty when the batches do not differ. */
    private static OptionalDouble lagOne(double[] downtime, double[] time, double value, int perTrial) {
        double products = 0;
        double squares = 0;
        double before = 0;
        for (int i = 0; i < downtime.length; i++) {
            double residual = downtime[i] - value * time[i];
            products += i % perTrial == 0 ? 0 : before * residual;
            squares += residual * residual;
            before = residual;
        }
        return squares == 0 ? OptionalDouble.empty() : OptionalDouble.of(products / squares);
    }
}
