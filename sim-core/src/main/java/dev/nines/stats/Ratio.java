package dev.nines.stats;

/**
 * A ratio of two totals over independent trials (downtime ÷ time): R = Σy ÷ Σx. Its interval comes from the residuals
 * y − R·x, which are independent and have mean zero; from the jackknife (Tukey 1958) when there are fewer than {@link
 * #JACKKNIFE} trials, whose ratio is biased; from the numerators alone when nearly all of them are zero.
 */
public final class Ratio {
    private static final int JACKKNIFE = 50;

    private Ratio() {}

    /**
     * @param y numerators, one per trial, in order of trial index
     * @param x denominators; a trial in which both are zero says nothing and is left out
     */
    public static Estimate of(double[] y, double[] x) {
        int n = 0;
        for (int i = 0; i < y.length; i++) {
            n += y[i] != 0 || x[i] != 0 ? 1 : 0;
        }
        double[] numerators = new double[n];
        double[] denominators = new double[n];
        int k = 0;
        for (int i = 0; i < y.length; i++) {
            if (y[i] != 0 || x[i] != 0) {
                numerators[k] = y[i];
                denominators[k++] = x[i];
            }
        }
        return ofAny(numerators, denominators);
    }

    /**
     * The ratio as a mean: one value per trial, whose mean is R and whose scatter is that of R by the delta method. So two
     * ratios of the same trials are compared as two means are.
     *
     * @param x denominators, whose sum is not zero
     */
    public static double[] linear(double[] y, double[] x) {
        double meanX = Mean.mean(x);
        double ratio = Mean.mean(y) / meanX;
        double[] values = new double[y.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = ratio + (y[i] - ratio * x[i]) / meanX;
        }
        return values;
    }

    private static Estimate ofAny(double[] y, double[] x) {
        int n = y.length;
        double meanX = n == 0 ? 0 : Mean.mean(x);
        if (meanX == 0) {
            return Estimate.missing(n, "no trials", Bound.NONE);
        }
        if (allEqual(x)) {
            return Mean.of(y).times(1 / x[0]);
        }
        int nonZero = 0;
        for (double value : y) {
            nonZero += value != 0 ? 1 : 0;
        }
        if (nonZero < Math.min(n, Mean.FEW)) {
            return Mean.of(y).times(1 / meanX);
        }
        double ratio = Mean.mean(y) / meanX;
        return n < JACKKNIFE ? jackknife(y, x, ratio) : byResiduals(y, x, ratio, meanX);
    }

    private static Estimate byResiduals(double[] y, double[] x, double ratio, double meanX) {
        int n = y.length;
        double[] residuals = new double[n];
        for (int i = 0; i < n; i++) {
            residuals[i] = (y[i] - ratio * x[i]) / meanX;
        }
        Estimate e = Mean.of(residuals);
        if (e.value() == 0 && !e.hasInterval()) {
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

    /** The mean of the pseudo-values n·R − (n − 1)·R₍₋ᵢ₎, which are nearly independent. */
    private static Estimate jackknife(double[] y, double[] x, double ratio) {
        int n = y.length;
        double sumY = n * Mean.mean(y);
        double sumX = n * Mean.mean(x);
        double[] pseudo = new double[n];
        for (int i = 0; i < n; i++) {
            pseudo[i] = n * ratio - (n - 1) * (sumY - y[i]) / (sumX - x[i]);
        }
        Estimate e = Mean.of(pseudo);
        return e.by("jackknife-" + e.method());
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
