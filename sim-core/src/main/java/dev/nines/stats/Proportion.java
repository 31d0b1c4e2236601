package dev.nines.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;

/** How often something happened: the exact interval of Clopper and Pearson (1934). */
public final class Proportion {
    private static final double ALPHA = 0.05;

    private Proportion() {}

    /** {@code k} of {@code n} trials; the two-sided 95 % interval. */
    public static Estimate of(long k, long n) {
        if (n == 0) {
            return Estimate.missing(0, "no trials", Bound.NONE);
        }
        return Estimate.of((double) k / n, low(k, n, ALPHA / 2), high(k, n, ALPHA / 2), "clopper-pearson", n);
    }

    /** The upper end of the two-sided 95 % interval: 0 of 1000 gives 0.0036821. */
    public static double upperBound(long k, long n) {
        return high(k, n, ALPHA / 2);
    }

    static double low(long k, long n, double tail) {
        if (k == 0) {
            return 0;
        }
        return k == n
                ? StrictMath.pow(tail, 1.0 / n)
                : BetaDistribution.of(k, n - k + 1.0).inverseCumulativeProbability(tail);
    }

    static double high(long k, long n, double tail) {
        if (k == n) {
            return 1;
        }
        // 1 − tail^(1/n) without cancellation.
        return k == 0
                ? -StrictMath.expm1(StrictMath.log(tail) / n)
                : BetaDistribution.of(k + 1.0, n - k).inverseSurvivalProbability(tail);
    }
}
