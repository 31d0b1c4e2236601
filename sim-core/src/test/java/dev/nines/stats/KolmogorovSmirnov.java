package dev.nines.stats;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/** How well observations fit a law, or each other: p-values of the Kolmogorov–Smirnov test. */
public final class KolmogorovSmirnov {
    private KolmogorovSmirnov() {}

    /** @param cdf of a continuous law */
    public static double pValue(double[] sample, DoubleUnaryOperator cdf) {
        return KolmogorovSmirnovTest.withDefaults().test(sample, cdf).getPValue();
    }

    /** Against the uniform law on [low, high]. */
    public static double pValueUniform(double[] sample, double low, double high) {
        return pValue(sample, x -> Math.max(0, Math.min(1, (x - low) / (high - low))));
    }

    public static double pValueTwoSamples(double[] a, double[] b) {
        return KolmogorovSmirnovTest.withDefaults().test(a, b).getPValue();
    }
}
