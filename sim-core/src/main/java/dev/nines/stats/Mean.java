package dev.nines.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean of independent trials with a 95 % interval.
 *
 * <ul>
 *   <li>Student's t when the sample is large for its skewness (Cochran's rule, n &gt; 25 g₁²);
 *   <li>the studentised bootstrap ("bootstrap-t", Efron 1981) when it is not;
 *   <li>when fewer than ten trials differ from zero, all to one side: the Clopper–Pearson interval of their share times
 *       the t interval of their mean, each at 97.5 % (Bonferroni), because resampling cannot know what it did not see;
 *   <li>no interval when only one trial, or none, differs from zero.
 * </ul>
 */
public final class Mean {
    private static final double ALPHA = 0.05;
    /** Trials other than zero below which a resample cannot know what it did not see. */
    static final int FEW = 10;

    /** The method of an interval from {@link #FEW} trials or less that differ from zero. */
    static final String FEW_METHOD = "clopper-pearson-t";

    private Mean() {}

    /** @param x one value per trial, in order of trial index */
    public static Estimate of(double[] x) {
        int n = x.length;
        if (n == 0) {
            return Estimate.missing(0, "no trials", Bound.NONE);
        }
        int infinite = 0;
        int nonZero = 0;
        for (double value : x) {
            infinite += Double.isInfinite(value) ? 1 : 0;
            nonZero += value != 0 ? 1 : 0;
        }
        if (infinite > 0) {
            return ofInfinite(x, infinite);
        }
        double mean = mean(x);
        if (nonZero == 0) {
            return Estimate.withoutInterval(0, n, "nothing seen in " + n + " trials", Bound.NONE);
        }
        if (n == 1) {
            return Estimate.withoutInterval(mean, 1, "one trial only", Bound.NONE);
        }
        if (nonZero < n && nonZero < FEW) {
            return ofFew(x, nonZero, mean);
        }
        double deviation = Math.sqrt(variance(x));
        double skewness = deviation == 0 ? 0 : skewness(x, mean, deviation);
        if (n > 25 * skewness * skewness || deviation == 0) {
            double error = deviation / Math.sqrt(n);
            double half = tQuantile(n - 1, 1 - ALPHA / 2) * error;
            return Estimate.of(mean, mean - half, mean + half, "t", n).withP(tTest(n - 1, mean, error));
        }
        return bootstrapT(x, mean, deviation);
    }

    /** The arithmetic mean; summed in order of index. */
    public static double mean(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value;
        }
        return sum / x.length;
    }

    /** The unbiased sample variance; 0 for one value. */
    public static double variance(double[] x) {
        double mean = mean(x);
        double sum = 0;
        for (double value : x) {
            sum += (value - mean) * (value - mean);
        }
        return x.length < 2 ? 0 : sum / (x.length - 1);
    }

    static double tQuantile(double degrees, double p) {
        return TDistribution.of(degrees).inverseCumulativeProbability(p);
    }

    /** Two-sided p-value of Student's test of zero. */
    static double tTest(double degrees, double mean, double standardError) {
        double t = standardError == 0 ? Double.POSITIVE_INFINITY : Math.abs(mean) / standardError;
        return mean == 0 ? 1 : 2 * TDistribution.of(degrees).survivalProbability(t);
    }

    private static double skewness(double[] x, double mean, double deviation) {
        double sum = 0;
        for (double value : x) {
            double z = (value - mean) / deviation;
            sum += z * z * z;
        }
        return sum / x.length;
    }

    private static Estimate ofInfinite(double[] x, int infinite) {
        String reason = "infinite in " + infinite + " of " + x.length + " trials";
        double sum = 0;
        for (double value : x) {
            sum += value;
        }
        return Double.isNaN(sum)
                ? Estimate.missing(x.length, reason, Bound.NONE)
                : Estimate.withoutInterval(sum, x.length, reason, Bound.NONE);
    }

    private static Estimate ofFew(double[] x, int nonZero, double mean) {
        double[] seen = new double[nonZero];
        int k = 0;
        int positive = 0;
        for (double value : x) {
            if (value != 0) {
                seen[k++] = value;
                positive += value > 0 ? 1 : 0;
            }
        }
        boolean mixed = positive > 0 && positive < nonZero;
        if (nonZero == 1 || mixed) {
            String reason = "other than zero in " + nonZero + " of " + x.length + " trials only";
            return Estimate.withoutInterval(mean, x.length, reason, Bound.NONE);
        }
        double sign = positive > 0 ? 1 : -1;
        double size = Math.abs(mean(seen));
        double error = Math.sqrt(variance(seen) / nonZero);
        double half = tQuantile(nonZero - 1, 1 - ALPHA / 4) * error;
        double p = 2 * tTest(nonZero - 1, size, error);
        double low = Proportion.low(nonZero, x.length, ALPHA / 4) * Math.max(0, size - half);
        double high = Proportion.high(nonZero, x.length, ALPHA / 4) * (size + half);
        return sign > 0
                ? Estimate.of(mean, low, high, FEW_METHOD, x.length).withP(p)
                : Estimate.of(mean, -high, -low, FEW_METHOD, x.length).withP(p);
    }

    private static Estimate bootstrapT(double[] x, double mean, double deviation) {
        int n = x.length;
        Bootstrap bootstrap = new Bootstrap("mean", n);
        double[] t = new double[bootstrap.resamples()];
        int[] times = new int[n];
        for (int b = 0; b < t.length; b++) {
            bootstrap.draw(times);
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double centred = x[i] - mean;
                sum += times[i] * centred;
                squares += times[i] * centred * centred;
            }
            double shift = sum / n;
            double error = Math.sqrt(Math.max(0, (squares - n * shift * shift) / (n - 1)));
            t[b] = shift * Math.sqrt(n) / error;
        }
        Arrays.sort(t);
        double high = mean - Bootstrap.quantileOfSorted(t, ALPHA / 2) * deviation / Math.sqrt(n);
        double low = mean - Bootstrap.quantileOfSorted(t, 1 - ALPHA / 2) * deviation / Math.sqrt(n);
        if (!Double.isFinite(high) || !Double.isFinite(low)) {
            return Estimate.withoutInterval(mean, n, "too few different values for an interval", Bound.NONE);
        }
        return Estimate.of(mean, low, high, "bootstrap-t", n)
                .withP(Bootstrap.pValue(t, mean * Math.sqrt(n) / deviation));
    }
}
