package dev.nines.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.WeibullDistribution;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Laws against the distributions of Commons Statistics. */
class LawTest {
    private static final double SMALLEST_U = 0x1.0p-53;
    private static final double LARGEST_U = 1 - 0x1.0p-53;
    private static final double MINUTE = 6e10;

    @Test
    @DisplayName("normal quantile within 1e-12 from 2^-53 to 1 − 2^-53")
    void normalQuantile() {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        for (int i = 1; i < 20_000; i++) {
            assertQuantile(normal, i / 20_000.0);
        }
        for (double p = 0.5; p >= SMALLEST_U; p *= 0.9) {
            assertQuantile(normal, p);
            assertQuantile(normal, 1 - p);
        }
        assertQuantile(normal, SMALLEST_U);
        assertQuantile(normal, LARGEST_U);
        assertThat(Normal.quantile(0.5)).isZero();
    }

    private static void assertQuantile(NormalDistribution normal, double p) {
        double expected = normal.inverseCumulativeProbability(p);
        assertThat(Normal.quantile(p)).as("p = %s", p).isCloseTo(expected, within(1e-12 * (1 + Math.abs(expected))));
    }

    private static void assertFollows(Law law, ContinuousDistribution reference) {
        for (int i = 1; i < 2000; i++) {
            double u = i / 2000.0;
            double expected = reference.inverseCumulativeProbability(u);
            assertThat((double) law.nanosAt(u))
                    .as("%s at %s", law, u)
                    .isCloseTo(expected, within(1 + 1e-11 * expected));
        }
        assertThat(law.meanNanos()).as("%s", law).isCloseTo(reference.getMean(), within(1e-11 * reference.getMean()));
    }

    @Test
    void exponential() {
        assertFollows(new Law.Exponential(90 * 24 * 60 * MINUTE), ExponentialDistribution.of(90 * 24 * 60 * MINUTE));
    }

    @Test
    @DisplayName("lognormal by its median and its 95th percentile")
    void lognormal() {
        double median = 20 * MINUTE;
        double p95 = 120 * MINUTE;
        Law law = new Law.Lognormal(median, p95);
        double z95 = NormalDistribution.of(0, 1).inverseCumulativeProbability(0.95);
        assertFollows(law, LogNormalDistribution.of(Math.log(median), Math.log(p95 / median) / z95));
        assertThat((double) law.nanosAt(0.5)).isCloseTo(median, within(1.0));
        assertThat((double) law.nanosAt(0.95)).isCloseTo(p95, within(10.0));
    }

    @Test
    void weibull() {
        for (double shape : new double[] {0.5, 0.7, 1, 1.5, 2, 3.6, 10}) {
            assertFollows(new Law.Weibull(60 * MINUTE, shape), WeibullDistribution.of(shape, 60 * MINUTE));
        }
    }

    @Test
    void uniform() {
        Law law = new Law.Uniform(100, 300);
        assertThat(law.nanosAt(SMALLEST_U)).isEqualTo(100);
        assertThat(law.nanosAt(0.5)).isEqualTo(200);
        assertThat(law.nanosAt(LARGEST_U)).isEqualTo(299);
        assertThat(law.meanNanos()).isEqualTo(200);
        assertThat(law.isConstant()).isFalse();
    }

    @Test
    void constant() {
        Law law = Law.constant(42);
        assertThat(law.nanosAt(SMALLEST_U)).isEqualTo(42);
        assertThat(law.nanosAt(LARGEST_U)).isEqualTo(42);
        assertThat(law.meanNanos()).isEqualTo(42);
        assertThat(law.isConstant()).isTrue();
    }

    @Test
    @DisplayName("never negative, and never so long that adding it to a time of the trial overflows")
    void extremesStayInRange() {
        List<Law> laws = List.of(
                Law.constant(0),
                Law.constant(-5),
                Law.constant(Long.MAX_VALUE),
                new Law.Uniform(0, Long.MAX_VALUE),
                new Law.Uniform(Long.MAX_VALUE - 1, Long.MAX_VALUE),
                new Law.Uniform(-1000, 1000),
                new Law.Uniform(Long.MIN_VALUE, Long.MAX_VALUE),
                new Law.Exponential(1),
                new Law.Exponential(1e300),
                new Law.Exponential(Double.POSITIVE_INFINITY),
                new Law.Lognormal(1, 1e300),
                new Law.Lognormal(MINUTE, MINUTE),
                new Law.Weibull(MINUTE, 0.001),
                new Law.Weibull(1e18, 50));
        for (Law law : laws) {
            for (double u : new double[] {SMALLEST_U, 1e-9, 0.25, 0.5, 0.75, 1 - 1e-9, LARGEST_U}) {
                assertThat(law.nanosAt(u)).as("%s at %s", law, u).isBetween(0L, Normal.LONGEST_NANOS);
            }
        }
        assertThat(new Law.Exponential(Double.POSITIVE_INFINITY).nanosAt(0.5)).isEqualTo(Normal.LONGEST_NANOS);
    }

    @Test
    @DisplayName("variates never fall when u grows: one uniform number, one variate, no surprises in pairs of designs")
    void monotoneInTheUniformNumber() {
        for (Law law : List.of(
                new Law.Uniform(5, 50),
                new Law.Exponential(MINUTE),
                new Law.Lognormal(MINUTE, 9 * MINUTE),
                new Law.Weibull(MINUTE, 0.7))) {
            long last = 0;
            for (int i = 1; i < 100_000; i++) {
                long nanos = law.nanosAt(i / 100_000.0);
                assertThat(nanos).as("%s at %d", law, i).isGreaterThanOrEqualTo(last);
                last = nanos;
            }
        }
    }
}
