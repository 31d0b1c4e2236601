package dev.nines.result;

import dev.nines.stats.Bound;
import dev.nines.stats.Estimate;
import dev.nines.stats.Mean;
import dev.nines.stats.Proportion;
import dev.nines.stats.Quantiles;
import dev.nines.stats.Ratio;
import java.util.Arrays;
import java.util.function.DoubleFunction;

/** From columns of samples to the values of the result. */
final class Figures {
    static final double YEAR_SECONDS = 31_536_000;

    private static final String UNSEEN_END = "the end of some outages was not seen";

    private Figures() {}

    /** The mean of what cannot be negative. */
    static Estimate meanOfSizes(DoubleColumn column) {
        return Mean.of(column.toArray()).clampedTo(0, Double.POSITIVE_INFINITY);
    }

    static Estimate quantile(DoubleColumn column, double p) {
        return Quantiles.of(column.sorted(), p);
    }

    /** Median and maximum, as observed. */
    static Spread spread(DoubleColumn perTrial) {
        if (perTrial.size() == 0) {
            Value none = Value.missing("not measured");
            return new Spread(none, none);
        }
        return new Spread(Value.observed(Quantiles.value(perTrial.sorted(), 0.5)), Value.observed(perTrial.max()));
    }

    /**
     * @param sorted all values, ascending
     * @param seenMean their mean, as far as they were seen
     * @param leastCensored the shortest outage whose end was not seen, or infinity
     */
    static Distribution distribution(
            double[] sorted, Estimate seenMean, DoubleFunction<Estimate> quantile, double leastCensored) {
        if (sorted.length == 0) {
            return Distribution.missing("no outages");
        }
        DoubleFunction<Value> at = p -> Value.of(uncensored(quantile.apply(p), leastCensored));
        Estimate mean = seenMean;
        if (leastCensored < Double.POSITIVE_INFINITY && !Double.isInfinite(mean.value())) {
            mean = Estimate.missing(mean.n(), UNSEEN_END, Bound.atLeast(mean.value()));
        }
        return new Distribution(
                extreme(sorted[0], leastCensored),
                at.apply(0.5),
                at.apply(0.9),
                at.apply(0.95),
                at.apply(0.99),
                extreme(sorted[sorted.length - 1], leastCensored),
                Value.of(mean));
    }

    /** The smallest or largest: at least what was seen, when it may be an outage whose end was not. */
    private static Value extreme(double seconds, double leastCensored) {
        return seconds < leastCensored || Double.isInfinite(seconds)
                ? Value.observed(seconds)
                : Value.of(Estimate.missing(1, UNSEEN_END, Bound.atLeast(seconds)));
    }

    /** A quantile among outages whose end was not seen is at least as long as they were when watching stopped. */
    private static Estimate uncensored(Estimate quantile, double leastCensored) {
        if (Double.isInfinite(leastCensored)) {
            return quantile;
        }
        if (quantile.value() >= leastCensored) {
            return Estimate.missing(quantile.n(), UNSEEN_END, Bound.atLeast(leastCensored));
        }
        return quantile.high() >= leastCensored
                ? Estimate.of(
                        quantile.value(), quantile.low(), Double.POSITIVE_INFINITY, quantile.method(), quantile.n())
                : quantile;
    }

    /**
     * A yearly figure in seconds.
     *
     * @param horizonYears of each trial
     */
    static PerYear secondsPerYear(DoubleColumn seconds, DoubleColumn horizonYears) {
        return perYear(seconds, horizonYears, meanSecondsPerYear(seconds, horizonYears));
    }

    static Estimate meanSecondsPerYear(DoubleColumn seconds, DoubleColumn horizonYears) {
        Estimate mean = Ratio.of(seconds.toArray(), horizonYears.toArray());
        if (mean.value() == 0 && seconds.max() == 0) {
            double bound = Proportion.upperBound(0, seconds.size()) * YEAR_SECONDS;
            mean = Estimate.withoutInterval(0, mean.n(), mean.reason(), Bound.atMost(bound));
        }
        return mean.clampedTo(0, YEAR_SECONDS);
    }

    static PerYear countPerYear(DoubleColumn counts, DoubleColumn horizonYears) {
        Estimate mean = Ratio.of(counts.toArray(), horizonYears.toArray());
        return perYear(counts, horizonYears, mean.clampedTo(0, Double.POSITIVE_INFINITY));
    }

    private static PerYear perYear(DoubleColumn perTrial, DoubleColumn horizonYears, Estimate mean) {
        double[] sorted = rates(perTrial, horizonYears);
        Arrays.sort(sorted);
        return new PerYear(
                Value.of(mean),
                Value.of(Quantiles.of(sorted, 0.5)),
                Value.of(Quantiles.of(sorted, 0.95)),
                Value.of(Quantiles.of(sorted, 0.99)));
    }

    /**
     * The trial of each of many values that stand in the order of the trials.
     *
     * @param counts how many belong to each trial
     * @param all how many there are
     */
    static int[] trials(DoubleColumn counts, int all) {
        int[] trials = new int[all];
        int next = 0;
        for (int trial = 0; trial < counts.size(); trial++) {
            int end = next + (int) counts.get(trial);
            Arrays.fill(trials, next, end, trial);
            next = end;
        }
        return trials;
    }

    /** The rate of what was not seen once. */
    static Estimate neverSeen(String what, int trials, double time) {
        // Poisson: −ln 0.025 events are the most that zero is compatible with.
        double bound = -StrictMath.log(0.025) / time;
        String reason = "no " + what + " in " + trials + " trials; the bound takes them as independent events";
        return Estimate.missing(trials, reason, Bound.atMost(bound));
    }

    /** Each trial's figure per year. */
    static double[] rates(DoubleColumn perTrial, DoubleColumn horizonYears) {
        double[] rates = perTrial.toArray();
        double[] years = horizonYears.toArray();
        for (int i = 0; i < rates.length; i++) {
            rates[i] = rates[i] == 0 ? 0 : rates[i] / years[i];
        }
        return rates;
    }
}
