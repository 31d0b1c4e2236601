package dev.nines.bench.report;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A ratio of two times with its 95 % interval: Welch's t on the logarithms of the iterations, because what disturbs a
 * benchmark multiplies. The iterations of one fork are not independent, so the interval is a lower limit of the doubt.
 *
 * @param logarithm natural, of the ratio
 * @param error standard error of the logarithm; NaN: too few iterations
 * @param degrees of freedom
 */
public record LogRatio(double logarithm, double error, double degrees) {

    /** How many times slower {@code slow} is than {@code fast}. */
    public static LogRatio of(List<Double> slow, List<Double> fast) {
        double va = variance(slow) / slow.size();
        double vb = variance(fast) / fast.size();
        double sum = va + vb;
        double degrees = sum == 0 ? 1 : sum * sum / (part(va, slow.size()) + part(vb, fast.size()));
        return new LogRatio(mean(slow) - mean(fast), Math.sqrt(sum), degrees);
    }

    private static double part(double variance, int n) {
        return n < 2 ? Double.NaN : variance * variance / (n - 1);
    }

    /** The ratio of two ratios: this one now to that one before. */
    public LogRatio over(LogRatio before) {
        return new LogRatio(
                logarithm - before.logarithm, Math.hypot(error, before.error), Math.min(degrees, before.degrees));
    }

    public double value() {
        return Math.exp(logarithm);
    }

    public double low() {
        return Math.exp(logarithm - half());
    }

    public double high() {
        return Math.exp(logarithm + half());
    }

    private double half() {
        if (error == 0) {
            return 0;
        }
        return degrees >= 1 ? TDistribution.of(degrees).inverseCumulativeProbability(0.975) * error : Double.NaN;
    }

    private static double mean(List<Double> x) {
        double sum = 0;
        for (double value : x) {
            sum += Math.log(value);
        }
        return sum / x.size();
    }

    private static double variance(List<Double> x) {
        double mean = mean(x);
        double sum = 0;
        for (double value : x) {
            sum += (Math.log(value) - mean) * (Math.log(value) - mean);
        }
        return x.size() < 2 ? 0 : sum / (x.size() - 1);
    }
}
