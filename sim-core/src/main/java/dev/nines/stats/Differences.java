package dev.nines.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** b − a for two designs, over trials that share their luck (paired: equal index) or do not (unpaired). */
public final class Differences {
    /** The reason why a difference has no interval and needs none. */
    public static final String EQUAL = "equal in every trial";

    private static final double ALPHA = 0.05;

    private Differences() {}

    /** Difference of means over paired trials: a mean of differences, see {@link Mean}. */
    public static Estimate ofPairedMeans(double[] a, double[] b) {
        double[] difference = new double[Math.min(a.length, b.length)];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = a[i] == b[i] ? 0 : b[i] - a[i];
        }
        Estimate e = Mean.of(difference);
        boolean same = e.value() == 0 && !e.hasInterval() && difference.length > 1;
        return same ? equal(difference.length) : e.method().equals(Mean.FEW_METHOD) ? byFew(difference, e) : e;
    }

    /**
     * A few trials differ, all to one side. Two of them may do so by chance: the sign test (McNemar's, for counts) has
     * the last word, and where it does not tell them apart the interval reaches to the other side as far as a share of
     * trials that was not seen may.
     */
    private static Estimate byFew(double[] difference, Estimate e) {
        int other = 0;
        for (double d : difference) {
            other += d != 0 ? 1 : 0;
        }
        double p = Math.max(e.p(), 2 * StrictMath.pow(0.5, other));
        if (p <= ALPHA) {
            return e.withP(p);
        }
        int n = difference.length;
        double shareSeen = Proportion.high(other, n, ALPHA / 4);
        double beyond = Math.max(Math.abs(e.low()), Math.abs(e.high())) / shareSeen * Proportion.upperBound(0, n);
        boolean positive = e.value() > 0;
        double low = positive ? -beyond : e.low();
        double high = positive ? e.high() : beyond;
        return Estimate.of(e.value(), low, high, "sign-test", n).withP(p);
    }

    /** Difference of means over independent trials: Welch's t. */
    public static Estimate ofUnpairedMeans(double[] a, double[] b) {
        long n = Math.min(a.length, b.length);
        if (n < 2) {
            return Estimate.missing(n, "too few trials", Bound.NONE);
        }
        double value = Mean.mean(b) - Mean.mean(a);
        double partA = Mean.variance(a) / a.length;
        double partB = Mean.variance(b) / b.length;
        double variance = partA + partB;
        if (!Double.isFinite(value) || !Double.isFinite(variance)) {
            return Estimate.missing(n, "infinite in some trials", Bound.NONE);
        }
        if (variance == 0) {
            return value == 0
                    ? equal(n)
                    : Estimate.of(value, value, value, "t", n).withP(0);
        }
        double degrees = variance * variance / (partA * partA / (a.length - 1) + partB * partB / (b.length - 1));
        double half = Mean.tQuantile(degrees, 1 - ALPHA / 2) * Math.sqrt(variance);
        double p = Mean.tTest(degrees, value, Math.sqrt(variance));
        return Estimate.of(value, value - half, value + half, "welch-t", n).withP(p);
    }

    /** Difference of quantiles; a percentile bootstrap over trials, drawn together when {@code paired}. */
    public static Estimate ofQuantiles(double[] a, double[] b, double p, boolean paired) {
        if (paired && a.length != b.length) {
            throw new IllegalArgumentException("paired trials must be as many: " + a.length + ", " + b.length);
        }
        int n = Math.min(a.length, b.length);
        if (n == 0 || Quantiles.ranks(n, p).isEmpty()) {
            String reason = "not enough data: " + Quantiles.name(p) + " needs " + Quantiles.needed(p) + " trials";
            return Estimate.missing(n, reason, Bound.NONE);
        }
        if (paired && Arrays.equals(a, b)) {
            return equal(n);
        }
        int[] orderA = Sorting.order(a);
        int[] orderB = Sorting.order(b);
        Bootstrap bootstrap = new Bootstrap("difference", Math.max(a.length, b.length));
        int[] timesA = new int[a.length];
        int[] timesB = paired ? timesA : new int[b.length];
        double[] drawn = new double[bootstrap.resamples()];
        for (int i = 0; i < drawn.length; i++) {
            bootstrap.draw(timesA);
            if (!paired) {
                bootstrap.draw(timesB);
            }
            drawn[i] = minus(quantile(b, orderB, timesB, p), quantile(a, orderA, timesA, p));
        }
        Arrays.sort(drawn);
        Arrays.fill(timesA, 1);
        Arrays.fill(timesB, 1);
        double value = minus(quantile(b, orderB, timesB, p), quantile(a, orderA, timesA, p));
        return Estimate.of(
                        value,
                        Bootstrap.quantileOfSorted(drawn, ALPHA / 2),
                        Bootstrap.quantileOfSorted(drawn, 1 - ALPHA / 2),
                        paired ? "paired-bootstrap" : "bootstrap",
                        n)
                .withP(Bootstrap.pValue(drawn, 0));
    }

    /** Variance of the difference of means, unpaired ÷ paired: what sharing the luck saved. NaN when undefined. */
    public static double varianceRatio(double[] a, double[] b) {
        double[] difference = new double[Math.min(a.length, b.length)];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = b[i] - a[i];
        }
        double paired = Mean.variance(difference);
        double unpaired = Mean.variance(a) + Mean.variance(b);
        return paired == 0 || !Double.isFinite(paired) || !Double.isFinite(unpaired) ? Double.NaN : unpaired / paired;
    }

    /** About how many trials would make the interval exclude zero, if the estimate stayed; NaN when it never will. */
    public static double trialsToSettle(Estimate difference) {
        return trialsToSettle(difference, ALPHA);
    }

    /** The same for an interval of another confidence, as a table of several differences asks for. */
    public static double trialsToSettle(Estimate difference, double level) {
        if (!difference.hasInterval() || difference.value() == 0 || !Double.isFinite(difference.value())) {
            return Double.NaN;
        }
        double wider = normalQuantile(1 - level / 2) / normalQuantile(1 - ALPHA / 2);
        double half = wider * (difference.high() - difference.low()) / 2;
        double times = half / difference.value();
        return Double.isFinite(times) ? Math.ceil(difference.n() * Math.max(1, times * times)) : Double.NaN;
    }

    private static double normalQuantile(double p) {
        return NormalDistribution.of(0, 1).inverseCumulativeProbability(p);
    }

    private static Estimate equal(long n) {
        return Estimate.withoutInterval(0, n, EQUAL, Bound.NONE).withP(1);
    }

    private static double minus(double b, double a) {
        return a == b ? 0 : b - a;
    }

    private static double quantile(double[] x, int[] order, int[] times, double p) {
        int rank = Quantiles.rank(x.length, p);
        int seen = 0;
        for (int index : order) {
            seen += times[index];
            if (seen >= rank) {
                return x[index];
            }
        }
        return x[order[order.length - 1]];
    }
}
