package dev.nines.stats;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Quantiles of independent observations. The interval is a pair of order statistics whose exact binomial coverage is at
 * least 95 %, whatever the law; equal tails where there are enough observations, unequal ones where there are just
 * enough, none where there are not.
 */
public final class Quantiles {
    private static final double ALPHA = 0.05;

    private Quantiles() {}

    /**
     * @param low rank of the lower end, from 1
     * @param high rank of the upper end
     * @param coverage exact probability that they enclose the quantile, for a continuous law
     */
    public record Ranks(int low, int high, double coverage) {}

    /**
     * @param sorted ascending; may end in infinities
     * @param p between 0 and 1, both excluded
     */
    public static Estimate of(double[] sorted, double p) {
        int n = sorted.length;
        if (n == 0) {
            return Estimate.missing(0, "no observations", Bound.NONE);
        }
        Optional<Ranks> found = ranks(n, p);
        if (found.isEmpty()) {
            String reason = "not enough data: " + name(p) + " needs " + needed(p) + " observations, there are " + n;
            return Estimate.missing(n, reason, Bound.atLeast(lowerBound(sorted, p)));
        }
        Ranks ranks = found.get();
        return Estimate.of(value(sorted, p), sorted[ranks.low() - 1], sorted[ranks.high() - 1], "order-statistics", n)
                .covering(ranks.coverage());
    }

    /** The smallest observation that at least the share {@code p} does not exceed. */
    public static double value(double[] sorted, double p) {
        return sorted[rank(sorted.length, p) - 1];
    }

    static int rank(int n, double p) {
        return Math.max(1, Math.min(n, (int) Math.ceil(n * p - 1e-9)));
    }

    /** {@code p50}, {@code p99.9}. */
    static String name(double p) {
        double percent = Rounding.digits(100 * p, 6);
        return "p" + (percent == Math.rint(percent) ? String.valueOf((long) percent) : String.valueOf(percent));
    }

    /** Ranks of the 95 % interval; empty when there are too few observations. */
    public static Optional<Ranks> ranks(int n, double p) {
        BinomialDistribution below = BinomialDistribution.of(n, p);
        int low = below.inverseCumulativeProbability(ALPHA / 2);
        int high = below.inverseCumulativeProbability(1 - ALPHA / 2) + 1;
        if (high > n) {
            double left = ALPHA - StrictMath.pow(p, n);
            high = n;
            low = left <= 0 ? 0 : below.inverseCumulativeProbability(left);
        } else if (low < 1) {
            double left = ALPHA - StrictMath.pow(1 - p, n);
            low = 1;
            high = left <= 0 ? n + 1 : below.inverseCumulativeProbability(1 - left) + 1;
        }
        if (low < 1 || high > n || low > high) {
            return Optional.empty();
        }
        double coverage = below.cumulativeProbability(high - 1) - below.cumulativeProbability(low - 1);
        return coverage < 1 - ALPHA - 1e-9 ? Optional.empty() : Optional.of(new Ranks(low, high, coverage));
    }

    /** The smallest number of observations for which a two-sided 95 % interval exists. */
    public static int needed(double p) {
        int n = oneSidedNeeded(Math.max(p, 1 - p), 1 - ALPHA);
        while (ranks(n, p).isEmpty()) {
            n++;
        }
        return n;
    }

    /** Observations after which the largest exceeds the quantile with this confidence: 59 for 95/95 (Wilks 1941). */
    public static int oneSidedNeeded(double p, double confidence) {
        return (int) Math.ceil(StrictMath.log(1 - confidence) / StrictMath.log(p) - 1e-9);
    }

    /** The quantile is not below this, with one-sided confidence of 95 %; NaN when nothing can be said. */
    private static double lowerBound(double[] sorted, double p) {
        int rank = BinomialDistribution.of(sorted.length, p).inverseCumulativeProbability(ALPHA);
        return rank < 1 ? Double.NaN : sorted[rank - 1];
    }

    /**
     * A quantile of observations that come in clusters: the outages of a trial, which are not independent. The interval
     * is a percentile bootstrap over trials.
     *
     * @param values one per outage
     * @param trial of each value, 0 … trials − 1
     */
    public static Estimate ofClusters(double[] values, int[] trial, int trials, double p) {
        return values.length == 0
                ? Estimate.missing(0, "no outages in " + trials + " trials", Bound.NONE)
                : ofClusters(values, trial, new int[trials], p);
    }

    /**
     * The same with observations that are zero, which are counted and not listed: a trial has many years without any
     * downtime.
     *
     * @param values other than zero and positive
     * @param zeros further observations of each trial
     */
    public static Estimate ofClusters(double[] values, int[] trial, int[] zeros, double p) {
        int trials = zeros.length;
        int none = 0;
        for (int more : zeros) {
            none += more;
        }
        int n = values.length + none;
        int[] order = Sorting.order(values);
        double[] sorted = new double[n];
        for (int i = 0; i < values.length; i++) {
            sorted[none + i] = values[order[i]];
        }
        if (n == 0 || ranks(n, p).isEmpty()) {
            return of(sorted, p);
        }
        Bootstrap bootstrap = new Bootstrap("clusters", trials);
        int[] times = new int[trials];
        double[] quantiles = new double[bootstrap.resamples()];
        int kept = 0;
        for (int b = 0; b < quantiles.length; b++) {
            bootstrap.draw(times);
            double q = weighted(values, order, trial, zeros, times, p);
            if (!Double.isNaN(q)) {
                quantiles[kept++] = q;
            }
        }
        double[] drawn = Arrays.copyOf(quantiles, kept);
        Arrays.sort(drawn);
        return Estimate.of(
                value(sorted, p),
                Bootstrap.quantileOfSorted(drawn, ALPHA / 2),
                Bootstrap.quantileOfSorted(drawn, 1 - ALPHA / 2),
                "bootstrap",
                n);
    }

    private static double weighted(double[] values, int[] order, int[] trial, int[] zeros, int[] times, double p) {
        long none = 0;
        for (int i = 0; i < zeros.length; i++) {
            none += (long) times[i] * zeros[i];
        }
        long total = none;
        for (int index : order) {
            total += times[trial[index]];
        }
        if (total == 0) {
            return Double.NaN;
        }
        long rank = Math.max(1, (long) Math.ceil(total * p - 1e-9));
        long seen = none;
        if (seen >= rank) {
            return 0;
        }
        for (int index : order) {
            seen += times[trial[index]];
            if (seen >= rank) {
                return values[index];
            }
        }
        return values[order[order.length - 1]];
    }
}
