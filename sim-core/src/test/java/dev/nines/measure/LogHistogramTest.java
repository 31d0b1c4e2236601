package dev.nines.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LogHistogramTest {
    @Test
    @DisplayName("quantiles within a thousandth, from nanoseconds to years")
    void quantiles() {
        for (long scale : new long[] {1, 7, 1_000, 1_000_000_007L, 40_000_000_000_000L}) {
            LogHistogram histogram = new LogHistogram();
            for (long i = 1; i <= 10_000; i++) {
                histogram.add(i * scale);
            }
            for (double p : new double[] {0.1, 0.5, 0.99, 1}) {
                double expected = p * 10_000 * scale;
                assertThat(histogram.quantile(p))
                        .as("%s of %s", p, scale)
                        .isCloseTo(expected, within(1 + 1e-3 * expected));
            }
        }
    }

    @Test
    void ofNothingThereIsNoQuantile() {
        assertThat(new LogHistogram().quantile(0.5)).isNaN();
    }
}
