package dev.nines.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.stats.KolmogorovSmirnov;
import java.util.Arrays;
import org.assertj.core.api.Assertions;

/** What samples of a figure, one per trial from trial 0 on, are held to. */
final class Samples {
    /** A law is refuted below this probability: no seed needs choosing. */
    static final double REFUTED = 1e-4;

    private Samples() {}

    static void within(double[] sample, double low, double high) {
        for (int trial = 0; trial < sample.length; trial++) {
            assertThat(sample[trial]).as("trial %d", trial).isBetween(low, high);
        }
    }

    /**
     * Counts of clients' requests, which arrive at random (Poisson): on average and each by itself as many as expected.
     *
     * @param tolerance of the expectation, for what else varies
     */
    static void arrivals(double[] sample, double expected, double tolerance) {
        double deviation = Math.sqrt(expected);
        within(sample, expected - tolerance - 6 * deviation - 3, expected + tolerance + 6 * deviation + 3);
        assertThat(Arrays.stream(sample).average().orElseThrow())
                .as("mean of %d", sample.length)
                .isCloseTo(expected, Assertions.within(tolerance + 4 * deviation / Math.sqrt(sample.length)));
    }

    /** All on [low, high], and uniform there (Kolmogorov–Smirnov). */
    static void uniform(double[] sample, double low, double high) {
        within(sample, low - 1e-9, high + 1e-9);
        assertThat(KolmogorovSmirnov.pValueUniform(sample, low, high))
                .as("p-value of being uniform on [%f, %f]", low, high)
                .isGreaterThan(REFUTED);
    }
}
