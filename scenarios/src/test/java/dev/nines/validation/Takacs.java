package dev.nines.validation;

import java.util.function.IntToDoubleFunction;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * The law of the downtime within a horizon of a unit with exponential working times. Downtime stays within x exactly if
 * the repairs of all failures during the first T − x of working time take no longer than x: Takács, Acta Math. Acad.
 * Sci. Hung. 8 (1957).
 */
final class Takacs {
    private Takacs() {}

    /**
     * @param sums for n ≥ 1 the probability that n repairs take no longer than x
     * @return P(downtime in {@code horizon} ≤ x)
     */
    static double within(double x, double horizon, double failureRate, IntToDoubleFunction sums) {
        double mean = failureRate * (horizon - x);
        if (mean <= 0) {
            return 1;
        }
        PoissonDistribution failures = PoissonDistribution.of(mean);
        double sum = failures.probability(0);
        int most = (int) (mean + 12 * Math.sqrt(mean) + 60);
        for (int n = 1; n <= most; n++) {
            sum += failures.probability(n) * sums.applyAsDouble(n);
        }
        return sum;
    }

    /** Repairs with a gamma law (shape 1: exponential): n of them have n times the shape. */
    static IntToDoubleFunction gammaSums(double mean, double shape, double x) {
        return n -> GammaDistribution.of(n * shape, mean / shape).cumulativeProbability(x);
    }

    static IntToDoubleFunction constantSums(double repair, double x) {
        return n -> n * repair <= x ? 1 : 0;
    }
}
