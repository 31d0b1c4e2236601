package dev.nines.validation;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;
import org.apache.commons.statistics.distribution.WeibullDistribution;

/**
 * A law of durations as the exact answers need it; made of library distributions, not of the simulator's.
 *
 * @param survival P(X &gt; t)
 * @param mean in the caller's unit of time
 * @param variance in its square
 * @param breaks where the survival function is not smooth, and its scale; ascending, not empty
 */
record Duration(DoubleUnaryOperator survival, double mean, double variance, double... breaks) {
    private static final double Z95 = 1.6448536269514722;

    static Duration constant(double value) {
        return new Duration(t -> t < value ? 1 : 0, value, 0, value);
    }

    static Duration exponential(double mean) {
        return of(ExponentialDistribution.of(mean));
    }

    static Duration uniform(double from, double to) {
        UniformContinuousDistribution law = UniformContinuousDistribution.of(from, to);
        double[] breaks = from > 0 ? new double[] {from, to} : new double[] {to};
        return new Duration(law::survivalProbability, law.getMean(), law.getVariance(), breaks);
    }

    static Duration weibull(double scale, double shape) {
        return of(WeibullDistribution.of(shape, scale));
    }

    static Duration lognormal(double median, double p95) {
        return of(LogNormalDistribution.of(Math.log(median), Math.log(p95 / median) / Z95));
    }

    static Duration gamma(double mean, double shape) {
        return of(GammaDistribution.of(shape, mean / shape));
    }

    /** Two exponential branches of equal load ("balanced means") with the coefficient of variation {@code cv} ≥ 1. */
    static Duration hyperexponential(double mean, double cv) {
        double p = hyperexponentialShare(cv);
        double a = 2 * p / mean;
        double b = 2 * (1 - p) / mean;
        return new Duration(
                t -> p * Math.exp(-a * t) + (1 - p) * Math.exp(-b * t), mean, cv * cv * mean * mean, mean / 10, mean);
    }

    /** The probability of the faster branch. */
    static double hyperexponentialShare(double cv) {
        return 0.5 * (1 + Math.sqrt((cv * cv - 1) / (cv * cv + 1)));
    }

    private static Duration of(ContinuousDistribution law) {
        double mean = law.getMean();
        return new Duration(law::survivalProbability, mean, law.getVariance(), mean / 100, mean / 10, mean);
    }

    double secondMoment() {
        return variance + mean * mean;
    }

    /** E(exp(−s·X)) = 1 − s·∫ exp(−s·t)·P(X &gt; t) dt. */
    double laplace(double s) {
        return 1 - s * Numeric.tail(t -> Math.exp(-s * t) * survival.applyAsDouble(t), breaks);
    }

    double at(double t) {
        return survival.applyAsDouble(t);
    }

    /** Break points of both, ascending. */
    double[] breaksWith(Duration other) {
        return Arrays.stream(new double[][] {breaks, other.breaks})
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .distinct()
                .toArray();
    }
}
