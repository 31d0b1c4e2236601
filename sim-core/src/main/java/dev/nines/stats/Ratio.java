package dev.nines.stats;

/**
 * A ratio of two totals over independent trials (downtime ÷ time), by the ratio estimator: R = Σy ÷ Σx, its interval
 * from the residuals y − R·x, which are independent and have mean zero.
 */
public final class Ratio {
    private Ratio() {}

    /**
     * @param y numerators, one per trial, in order of trial index
     * @param x denominators, not all zero
     */
    public static Estimate of(double[] y, double[] x) {
        int n = y.length;
        double meanX = n == 0 ? 0 : Mean.mean(x);
        if (meanX == 0) {
            return Estimate.missing(n, "no trials", Bound.NONE);
        }
        if (allEqual(x)) {
            return Mean.of(y).times(1 / x[0]);
        }
        double ratio = Mean.mean(y) / meanX;
        double[] residuals = new double[n];
        for (int i = 0; i < n; i++) {
            residuals[i] = (y[i] - ratio * x[i]) / meanX;
        }
        Estimate e = Mean.of(residuals);
        if (e.value() == 0 && !e.hasInterval() && n > 1) {
            return Estimate.of(ratio, ratio, ratio, "t", n);
        }
        return e.hasInterval()
                ? Estimate.of(ratio, ratio + e.low(), ratio + e.high(), e.method(), n)
                : Estimate.withoutInterval(ratio, n, e.reason(), Bound.NONE);
    }

    /**
     * The unavailable share of time. When no trial had downtime the value is missing and the bound is the upper 95 %
     * bound of the share of trials with any: even if such a trial were down all the time, no more is lost.
     *
     * @param downtime one per trial
     * @param time one per trial
     */
    public static Estimate unavailability(double[] downtime, double[] time) {
        int n = downtime.length;
        boolean any = false;
        for (double d : downtime) {
            any |= d != 0;
        }
        if (!any && n > 0) {
            return Estimate.missing(n, "no downtime in " + n + " trials", Bound.atMost(Proportion.upperBound(0, n)));
        }
        return of(downtime, time).clampedTo(0, 1);
    }

    private static boolean allEqual(double[] x) {
        for (double value : x) {
            if (value != x[0]) {
                return false;
            }
        }
        return true;
    }
}
