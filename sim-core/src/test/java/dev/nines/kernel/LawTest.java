package dev.nines.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.ParetoDistribution;
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
    @DisplayName("gamma and Erlang by their mean, also with a shape below 1 and a large one")
    void gamma() {
        for (double shape : new double[] {0.1, 0.5, 1, 1.5, 2, 3, 10, 100, 1000}) {
            ContinuousDistribution reference = GammaDistribution.of(shape, 60 * MINUTE / shape);
            Law law = new Law.Gamma(60 * MINUTE, shape);
            for (double u : new double[] {1e-6, 0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999, 1 - 1e-6, 1 - 1e-9}) {
                double expected = reference.inverseCumulativeProbability(u);
                assertThat((double) law.nanosAt(u))
                        .as("%s at %s", law, u)
                        .isCloseTo(expected, within(1 + 1e-8 * expected));
            }
            assertThat(Gamma.quantile(SMALLEST_U, shape)).isBetween(0.0, shape);
        }
    }

    @Test
    @DisplayName("Pareto: never shorter than its scale; a shape of 1 has no mean")
    void pareto() {
        for (double shape : new double[] {1.5, 2, 5}) {
            assertFollows(new Law.Pareto(MINUTE, shape), ParetoDistribution.of(MINUTE, shape));
        }
        assertThat(new Law.Pareto(MINUTE, 1).meanNanos()).isInfinite();
        assertThat(new Law.Pareto(MINUTE, 0.1).nanosAt(LARGEST_U)).isEqualTo(Normal.LONGEST_NANOS);
    }

    @Test
    @DisplayName("hyperexponential with balanced means: its quantiles put back into its distribution give u again")
    void hyperexponential() {
        for (double cv : new double[] {1, 1.5, 4, 100}) {
            Law law = new Law.Hyperexponential(1e14, cv);
            double often = 0.5 * (1 + Math.sqrt((cv * cv - 1) / (cv * cv + 1)));
            double sum = 0;
            double squares = 0;
            int n = 20_000;
            for (int i = 0; i < n; i++) {
                double u = (i + 0.5) / n;
                double x = law.nanosAt(u) / 1e14;
                double survival = often * Math.exp(-2 * often * x) + (1 - often) * Math.exp(-2 * (1 - often) * x);
                assertThat(survival).as("cv %s at %s", cv, u).isCloseTo(1 - u, within(1e-12));
                sum += x;
                squares += x * x;
            }
            assertThat(sum / n).isCloseTo(1, within(cv < 5 ? 0.01 : 0.5));
            if (cv < 2) {
                assertThat(Math.sqrt(squares / n - 1)).isCloseTo(cv, within(0.02 * cv));
            }
        }
    }

    @Test
    void never() {
        assertThat(Law.isNever(Law.never().nanosAt(0.5))).isTrue();
        assertThat(Law.isNever(Law.constant(1).nanosAt(0.5))).isFalse();
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
                new Law.Weibull(MINUTE, 0.7),
                new Law.Gamma(MINUTE, 3),
                new Law.Pareto(MINUTE, 2),
                new Law.Hyperexponential(MINUTE, 3))) {
            long last = 0;
            for (int i = 1; i < 100_000; i++) {
                long nanos = law.nanosAt(i / 100_000.0);
                assertThat(nanos).as("%s at %d", law, i).isGreaterThanOrEqualTo(last);
                last = nanos;
            }
        }
    }
}
