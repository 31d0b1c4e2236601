package dev.nines.chaos.calibrate;

import dev.nines.kernel.Law;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A law whose logarithm has a location and a scale, fitted by maximum likelihood. Weibull: location ln(scale), scale
 * 1 ÷ shape. Lognormal: location ln(median), scale the standard deviation of the logarithm.
 */
record LogScale(Family family, double location, double scale) {
    static final double Z95 = 1.6448536269514722;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final int STEPS = 200;
    private static final double NANOS = 1e9;

    enum Family {
        WEIBULL,
        LOGNORMAL
    }

    /** Empty: the times that ended do not differ, or are fewer than two. */
    static Optional<LogScale> fit(Family family, Lifetimes times) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int i = 0; i < times.size(); i++) {
            if (times.ended(i)) {
                least = Math.min(least, times.seconds(i));
                most = Math.max(most, times.seconds(i));
            }
        }
        if (!(most > least)) {
            return Optional.empty();
        }
        return Optional.of(family == Family.WEIBULL ? weibull(times) : lognormal(times));
    }

    /** In a scenario's words a law of durations. */
    Law law() {
        double middle = Math.exp(location) * NANOS;
        return family == Family.WEIBULL
                ? new Law.Weibull(middle, 1 / scale)
                : new Law.Lognormal(middle, middle * Math.exp(Z95 * scale));
    }

    /** The probability of a time of at most so many seconds. */
    double probability(double seconds) {
        double z = (Math.log(seconds) - location) / scale;
        return family == Family.WEIBULL ? -Math.expm1(-Math.exp(z)) : NORMAL.cumulativeProbability(z);
    }

    /** The equation for the shape increases in it, so it is found by halving, on a logarithmic scale. */
    private static LogScale weibull(Lifetimes times) {
        double longest = 0;
        double logs = 0;
        for (int i = 0; i < times.size(); i++) {
            longest = Math.max(longest, times.seconds(i));
            logs += times.ended(i) ? Math.log(times.seconds(i)) : 0;
        }
        double mean = logs / times.count() - Math.log(longest);
        double low = Math.log(1e-2);
        double high = Math.log(1e4);
        for (int i = 0; i < 60; i++) {
            double shape = Math.exp(0.5 * (low + high));
            double powers = 0;
            double weighted = 0;
            for (int j = 0; j < times.size(); j++) {
                double time = times.seconds(j);
                double log = Math.log(time / longest);
                double power = Math.exp(shape * log);
                powers += power;
                weighted += power * log;
            }
            boolean above = weighted / powers - 1 / shape - mean > 0;
            high = above ? 0.5 * (low + high) : high;
            low = above ? low : 0.5 * (low + high);
        }
        double shape = Math.exp(0.5 * (low + high));
        double powers = 0;
        for (int i = 0; i < times.size(); i++) {
            double time = times.seconds(i);
            powers += Math.pow(time / longest, shape);
        }
        return new LogScale(Family.WEIBULL, Math.log(longest) + Math.log(powers / times.count()) / shape, 1 / shape);
    }

    /** Expectation and maximisation: what was not seen to its end counts with its expected logarithm and its square. */
    private static LogScale lognormal(Lifetimes times) {
        int n = times.size();
        double location = 0;
        double scale = 0;
        for (int step = 0; step < STEPS; step++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double log = Math.log(times.seconds(i));
                double mean = log;
                double square = log * log;
                if (!times.ended(i) && step > 0) {
                    double z = (log - location) / scale;
                    double hazard = NORMAL.density(z) / Math.max(1e-300, NORMAL.survivalProbability(z));
                    mean = location + scale * hazard;
                    square = location * location + scale * scale + scale * hazard * (log + location);
                }
                sum += mean;
                squares += square;
            }
            double next = sum / n;
            double nextScale = Math.sqrt(Math.max(0, squares / n - next * next));
            boolean still = Math.abs(next - location) < 1e-10 && Math.abs(nextScale - scale) < 1e-10;
            location = next;
            scale = Math.max(1e-9, nextScale);
            if (still) {
                break;
            }
        }
        return new LogScale(Family.LOGNORMAL, location, scale);
    }
}
