package dev.nines.chaos.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.kernel.Law;
import dev.nines.kernel.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Oracles: closed formulas, and known laws that made the data. */
class FittedTest {
    private static final int SEEDS = 20;
    private static final int COVERED_LEAST = 16;
    private static final double DAY = 86_400;

    private static Lifetimes complete(double... seconds) {
        boolean[] ended = new boolean[seconds.length];
        Arrays.fill(ended, true);
        double[] windows = Arrays.stream(seconds).map(s -> 1e12).toArray();
        return new Lifetimes(seconds, ended, windows, false);
    }

    /** Ten components, watched for a year each. */
    private static Lifetimes renewed(Law law, int seed) {
        double[] windows = new double[10];
        Arrays.fill(windows, 365 * DAY);
        Lifetimes watched = new Lifetimes(new double[0], new boolean[0], windows, true);
        return watched.drawn(law, new RandomStream(seed, "test", "failures"));
    }

    private static Lifetimes repairs(Law law, int seed, int n, double limit) {
        double[] windows = new double[n];
        Arrays.fill(windows, limit);
        Lifetimes watched = new Lifetimes(new double[0], new boolean[0], windows, false);
        return watched.drawn(law, new RandomStream(seed, "test", "repairs"));
    }

    @Test
    @DisplayName(
            "exponential: total time ÷ count; chi-square interval of 5 events in 1000 s is 2·1000/23.337 to 2·1000/3.247")
    void exponential() {
        Fitted fitted = Fitted.of(LogScale.Family.WEIBULL, complete(100, 150, 200, 250, 300));
        assertThat(fitted.mean().orElseThrow().value()).isCloseTo(200, within(1e-9));
        assertThat(fitted.mean().orElseThrow().low()).isCloseTo(2000 / 23.3367, within(1e-2));
        assertThat(fitted.mean().orElseThrow().high()).isCloseTo(2000 / 3.24697, within(1e-2));
    }

    @Test
    @DisplayName("no event: only a lower bound, total ÷ 2.9957; four events: no second law")
    void few() {
        Lifetimes none = new Lifetimes(new double[] {300}, new boolean[] {false}, new double[] {300}, true);
        Interval mean = Fitted.of(LogScale.Family.WEIBULL, none).mean().orElseThrow();
        assertThat(mean.low()).isCloseTo(300 / 2.995732, within(1e-4));
        assertThat(mean.high()).isInfinite();
        assertThat(Fitted.of(LogScale.Family.WEIBULL, complete(1, 2, 3, 4)).second())
                .isEmpty();
        assertThat(Fitted.of(LogScale.Family.WEIBULL, complete(2, 2, 2, 2, 2, 2))
                        .second())
                .isEmpty();
    }

    @Test
    @DisplayName(
            "lognormal without censoring: mean and standard deviation of the logarithms; the equation of Weibull's shape holds")
    void closedForms() {
        double[] times = {1, 2, 4, 8, 16, 32};
        LogScale lognormal =
                LogScale.fit(LogScale.Family.LOGNORMAL, complete(times)).orElseThrow();
        assertThat(Math.exp(lognormal.location())).isCloseTo(Math.pow(2, 2.5), within(1e-9));
        assertThat(lognormal.scale()).isCloseTo(Math.log(2) * Math.sqrt(35.0 / 12), within(1e-9));
        LogScale weibull =
                LogScale.fit(LogScale.Family.WEIBULL, complete(times)).orElseThrow();
        double k = 1 / weibull.scale();
        double powers = Arrays.stream(times).map(t -> Math.pow(t, k)).sum();
        double weighted =
                Arrays.stream(times).map(t -> Math.pow(t, k) * Math.log(t)).sum();
        assertThat(weighted / powers - 1 / k).isCloseTo(Math.log(2) * 2.5, within(1e-9));
        assertThat(Math.exp(weibull.location())).isCloseTo(Math.pow(powers / 6, 1 / k), within(1e-9));
    }

    @Test
    @DisplayName(
            "Kaplan and Meier: 1, 2+, 3 the estimate is 1/3 from the first event and 1 from the last, and is compared on both sides of each")
    void distance() {
        Lifetimes times =
                new Lifetimes(new double[] {1, 2, 3}, new boolean[] {true, false, true}, new double[] {9, 2, 9}, false);
        assertThat(times.distance(t -> t < 3 ? 0 : 1.0 / 3)).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(times.distance(t -> t / 3)).isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    @DisplayName(
            "an exponential law is found again: its mean lies within the interval for at least 16 of 20 seeds, and it fits")
    void exponentialCoverage() {
        int covered = 0;
        int fits = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Fitted fitted = Fitted.of(LogScale.Family.WEIBULL, renewed(new Law.Exponential(90 * DAY * 1e9), seed));
            covered += fitted.mean().orElseThrow().holds(90 * DAY) ? 1 : 0;
            fits += fitted.exponentialFits() > 0.05 ? 1 : 0;
        }
        assertThat(covered).isGreaterThanOrEqualTo(COVERED_LEAST);
        assertThat(fits).isGreaterThanOrEqualTo(COVERED_LEAST);
    }

    @Test
    @DisplayName("Weibull's law with shape 3 is found again, is seen to age, and the exponential one does not fit")
    void weibullCoverage() {
        Law law = new Law.Weibull(60 * DAY * 1e9, 3);
        int scale = 0;
        int shape = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Fitted fitted = Fitted.of(LogScale.Family.WEIBULL, renewed(law, seed));
            scale += fitted.first().orElseThrow().holds(60 * DAY) ? 1 : 0;
            shape += fitted.other().orElseThrow().holds(3) ? 1 : 0;
            assertThat(fitted.ages()).isTrue();
            assertThat(fitted.exponentialFits()).isLessThan(0.05);
        }
        assertThat(scale).isGreaterThanOrEqualTo(COVERED_LEAST);
        assertThat(shape).isGreaterThanOrEqualTo(COVERED_LEAST);
    }

    @Test
    @DisplayName(
            "a lognormal law of 25 repairs, those beyond 90 min cut off, is found again: p50 and p95 for at least 16 of 20 seeds")
    void lognormalCoverage() {
        Law law = new Law.Lognormal(20 * 60 * 1e9, 120 * 60 * 1e9);
        int median = 0;
        int p95 = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Fitted fitted = Fitted.of(LogScale.Family.LOGNORMAL, repairs(law, seed, 25, 90 * 60));
            median += fitted.first().orElseThrow().holds(20 * 60) ? 1 : 0;
            p95 += fitted.other().orElseThrow().holds(120 * 60) ? 1 : 0;
        }
        assertThat(median).isGreaterThanOrEqualTo(COVERED_LEAST);
        assertThat(p95).isGreaterThanOrEqualTo(COVERED_LEAST);
    }

    @Test
    @DisplayName(
            "the law that made the data is not contradicted for at least 16 of 20 seeds; one three times as long always is")
    void scenarioLaw() {
        int fits = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Lifetimes times = renewed(new Law.Exponential(30 * DAY * 1e9), seed);
            fits += Fitted.fits(new Law.Exponential(30 * DAY * 1e9), times) > 0.05 ? 1 : 0;
            assertThat(Fitted.fits(new Law.Exponential(90 * DAY * 1e9), times)).isLessThan(0.05);
        }
        assertThat(fits).isGreaterThanOrEqualTo(COVERED_LEAST);
    }
}
