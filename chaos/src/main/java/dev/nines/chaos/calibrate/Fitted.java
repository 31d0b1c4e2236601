package dev.nines.chaos.calibrate;

import dev.nines.kernel.Law;
import dev.nines.kernel.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Laws that fit some times.
 *
 * @param mean of the exponential law, in seconds; empty: no time at all
 * @param second Weibull's or the lognormal law; empty: too few
 * @param first its scale (Weibull) or median (lognormal), in seconds
 * @param other its shape (Weibull) or 95th percentile in seconds (lognormal)
 * @param exponentialFits p-value of the exponential law's distance; NaN: too few
 * @param secondFits p-value of the second law's distance; NaN: too few
 */
record Fitted(
        Optional<Interval> mean,
        Optional<LogScale> second,
        Optional<Interval> first,
        Optional<Interval> other,
        double exponentialFits,
        double secondFits) {
    /** Fewer say nothing about the form of a law. */
    static final int LEAST = 5;

    private static final int RESAMPLES = 999;
    private static final long SEED = 1;

    static Fitted of(LogScale.Family family, Lifetimes times) {
        if (times.size() == 0) {
            return new Fitted(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Double.NaN, Double.NaN);
        }
        Interval mean = exponential(times);
        Optional<LogScale> fit = times.count() < LEAST ? Optional.empty() : LogScale.fit(family, times);
        double fits = times.count() < LEAST ? Double.NaN : exponentialFits(times, mean.value());
        if (fit.isEmpty()) {
            return new Fitted(Optional.of(mean), fit, Optional.empty(), Optional.empty(), fits, Double.NaN);
        }
        return new Pivots(fit.get(), times).fitted(mean, fits);
    }

    /** Exact for times that are looked at until so many have ended, and for ones that are looked at so long, too wide. */
    private static Interval exponential(Lifetimes times) {
        double total = times.totalSeconds();
        int count = times.count();
        if (count == 0) {
            double low = 2 * total / ChiSquaredDistribution.of(2).inverseCumulativeProbability(0.95);
            return new Interval(Double.POSITIVE_INFINITY, low, Double.POSITIVE_INFINITY);
        }
        double low = 2 * total / ChiSquaredDistribution.of(2.0 * count + 2).inverseCumulativeProbability(0.975);
        double high = 2 * total / ChiSquaredDistribution.of(2.0 * count).inverseCumulativeProbability(0.025);
        return new Interval(total / count, low, high);
    }

    private static double exponentialFits(Lifetimes times, double mean) {
        double seen = times.distance(t -> -Math.expm1(-t / mean));
        RandomStream random = new RandomStream(SEED, "calibrate", "exponential");
        int further = 0;
        for (int i = 0; i < RESAMPLES; i++) {
            Lifetimes drawn = times.drawn(new Law.Exponential(mean * 1e9), random);
            double its = drawn.totalSeconds() / Math.max(1, drawn.count());
            further += drawn.distance(t -> -Math.expm1(-t / its)) >= seen ? 1 : 0;
        }
        return (further + 1.0) / (RESAMPLES + 1);
    }

    /** How likely times by that law are at least as far from it as these are. */
    static double fits(Law law, Lifetimes times) {
        double seen = times.distance(Lifetimes.distribution(law));
        RandomStream random = new RandomStream(SEED, "calibrate", "law");
        int further = 0;
        for (int i = 0; i < RESAMPLES; i++) {
            further += times.drawn(law, random).distance(Lifetimes.distribution(law)) >= seen - 1e-12 ? 1 : 0;
        }
        return (further + 1.0) / (RESAMPLES + 1);
    }

    /** Resamples of a law with a location and a scale: the errors divided by the scale hardly depend on either. */
    private static final class Pivots {
        private final LogScale fit;
        private final List<LogScale> resampled = new ArrayList<>();
        private int further;

        Pivots(LogScale fit, Lifetimes times) {
            this.fit = fit;
            double seen = distance(fit, times);
            RandomStream random =
                    new RandomStream(SEED, "calibrate", fit.family().name());
            for (int i = 0; i < RESAMPLES; i++) {
                Lifetimes drawn = times.drawn(fit.law(), random);
                LogScale.fit(fit.family(), drawn).ifPresent(again -> {
                    resampled.add(again);
                    further += distance(again, drawn) >= seen ? 1 : 0;
                });
            }
        }

        private static double distance(LogScale fit, Lifetimes times) {
            return times.distance(fit::probability);
        }

        Fitted fitted(Interval mean, double exponentialFits) {
            boolean weibull = fit.family() == LogScale.Family.WEIBULL;
            Interval first = quantile(0);
            Interval scale = scale();
            Interval other =
                    weibull ? new Interval(1 / fit.scale(), 1 / scale.high(), 1 / scale.low()) : quantile(LogScale.Z95);
            double fits = (further + 1.0) / (resampled.size() + 1);
            return new Fitted(
                    Optional.of(mean), Optional.of(fit), Optional.of(first), Optional.of(other), exponentialFits, fits);
        }

        private Interval quantile(double z) {
            double value = fit.location() + z * fit.scale();
            double[] pivots = resampled.stream()
                    .mapToDouble(r -> (r.location() + z * r.scale() - value) / r.scale())
                    .sorted()
                    .toArray();
            return new Interval(
                    Math.exp(value),
                    Math.exp(value - at(pivots, 0.975) * fit.scale()),
                    Math.exp(value - at(pivots, 0.025) * fit.scale()));
        }

        private Interval scale() {
            double[] pivots = resampled.stream()
                    .mapToDouble(r -> r.scale() / fit.scale())
                    .sorted()
                    .toArray();
            return new Interval(fit.scale(), fit.scale() / at(pivots, 0.975), fit.scale() / at(pivots, 0.025));
        }

        private static double at(double[] sorted, double p) {
            int rank = (int) Math.ceil(p * (sorted.length + 1));
            return sorted[Math.max(1, Math.min(sorted.length, rank)) - 1];
        }
    }

    /** Of Weibull's law: whether the rate surely changes with age. */
    boolean ages() {
        return other.isPresent() && !other.get().holds(1);
    }
}
