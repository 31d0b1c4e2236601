package dev.nines.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.kernel.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EstimatorsTest {

    private static void assertInterval(Estimate e, double value, double low, double high, double tolerance) {
        assertThat(e.value()).isCloseTo(value, within(tolerance));
        assertThat(e.low()).isCloseTo(low, within(tolerance));
        assertThat(e.high()).isCloseTo(high, within(tolerance));
    }

    @Test
    void meanOfFiveByHand() {
        Estimate e = Mean.of(new double[] {1, 2, 3, 4, 5});
        assertInterval(e, 3, 3 - 1.9632431614775606, 3 + 1.9632431614775606, 1e-9);
        assertThat(e.method()).isEqualTo("t");
        assertThat(e.n()).isEqualTo(5);
    }

    @Test
    void meansWithoutAnHonestIntervalSayWhy() {
        assertThat(Mean.of(new double[0]).reason()).isEqualTo("no trials");
        assertThat(Mean.of(new double[] {4}).hasInterval()).isFalse();
        Estimate none = Mean.of(new double[300]);
        assertThat(none.value()).isZero();
        assertThat(none.hasInterval()).isFalse();
        assertThat(none.reason()).isEqualTo("nothing seen in 300 trials");
        double[] one = new double[300];
        one[17] = 5;
        assertThat(Mean.of(one).hasInterval()).isFalse();
        assertThat(Mean.of(one).reason()).contains("1 of 300");
        double[] infinite = new double[300];
        infinite[3] = Double.POSITIVE_INFINITY;
        assertThat(Mean.of(infinite).value()).isInfinite();
        assertThat(Mean.of(infinite).reason()).isEqualTo("infinite in 1 of 300 trials");
    }

    @Test
    void fewTrialsThatDifferFromZeroGiveAProductOfTwoIntervals() {
        double[] x = new double[1000];
        x[10] = 3;
        x[500] = 3.2;
        x[900] = 2.8;
        Estimate e = Mean.of(x);
        assertThat(e.method()).isEqualTo("clopper-pearson-t");
        // Share 3 of 1000 at 97.5 %: 0.00046 … 0.0096; size 3 ± t(2, 0.9875) × 0.2 / √3.
        assertThat(e.value()).isCloseTo(0.009, within(1e-12));
        assertThat(e.low()).isBetween(0.0008, 0.0014);
        assertThat(e.high()).isBetween(0.030, 0.037);
        for (int i = 0; i < x.length; i++) {
            x[i] = -x[i];
        }
        Estimate mirrored = Mean.of(x);
        assertInterval(mirrored, -e.value(), -e.high(), -e.low(), 0);
    }

    @Test
    @DisplayName("statistics.md section 4: zero of 1000 has the upper bound .0036821")
    void clopperPearson() {
        assertInterval(Proportion.of(0, 1000), 0, 0, 0.0036820837, 1e-9);
        assertThat(Proportion.upperBound(0, 1000)).isCloseTo(0.0036821, within(5e-8));
        assertInterval(Proportion.of(10, 100), 0.1, 0.049004689221, 0.176222597696, 1e-9);
        assertInterval(Proportion.of(1000, 1000), 1, 1 - 0.0036820837, 1, 1e-9);
    }

    @Test
    @DisplayName("statistics.md section 4: ratio estimator within 1e-9 of a hand-worked example")
    void ratioByHand() {
        double[] y = new double[69];
        double[] x = new double[69];
        for (int i = 0; i < y.length; i++) {
            y[i] = 1 + i % 3;
            x[i] = new double[] {10, 20, 40}[i % 3];
        }
        // R = 6/70; residuals (1 − R·10), … = 1/7, 2/7, −3/7; s² = 23 × (14/49) ÷ 68, ÷ mean x = 70/3.
        double error = Math.sqrt(23 * (14 / 49.0) / 68) / (70 / 3.0) / Math.sqrt(69);
        double half = Mean.tQuantile(68, 0.975) * error;
        assertInterval(Ratio.of(y, x), 6 / 70.0, 6 / 70.0 - half, 6 / 70.0 + half, 1e-9);
    }

    @Test
    @DisplayName("statistics.md section 4: the jackknife for fewer than 50, within 1e-9 of a hand-worked example")
    void jackknifeByHand() {
        // R = 6/70; without one of them 5/60, 4/50, 3/30; pseudo-values 3R − 2R₍₋ᵢ₎.
        Estimate e = Ratio.of(new double[] {1, 2, 3}, new double[] {10, 20, 40});
        double[] pseudo = {18 / 70.0 - 10 / 60.0, 18 / 70.0 - 8 / 50.0, 18 / 70.0 - 6 / 30.0};
        double mean = (pseudo[0] + pseudo[1] + pseudo[2]) / 3;
        double half = 4.302652729911275 * Math.sqrt(Mean.variance(pseudo) / 3);
        assertInterval(e, mean, mean - half, mean + half, 1e-9);
        assertThat(e.method()).isEqualTo("jackknife-t");
    }

    @Test
    void trialsInWhichNothingCouldBeSeenDoNotCount() {
        Estimate e = Ratio.of(new double[] {1, 0, 2, 0, 3}, new double[] {10, 0, 20, 0, 40});
        assertThat(e).isEqualTo(Ratio.of(new double[] {1, 2, 3}, new double[] {10, 20, 40}));
    }

    @Test
    void aRatioOfVeryFewIsNotMoreCertainThanTheyAre() {
        double[] y = new double[200];
        double[] x = new double[200];
        for (int i = 0; i < x.length; i++) {
            x[i] = 1 + i % 2;
        }
        y[17] = 3;
        assertThat(Ratio.of(y, x).hasInterval()).isFalse();
        y[18] = 3.5;
        assertThat(Ratio.of(y, x).method()).isEqualTo("clopper-pearson-t");
    }

    @Test
    void aRatioThatIsTheSameInEveryTrialIsNoRatioOfNothing() {
        assertInterval(Ratio.of(new double[] {1, 2, 4}, new double[] {2, 4, 8}), 0.5, 0.5, 0.5, 0);
    }

    @Test
    @DisplayName("statistics.md section 4: zero outages seen never print 100 %")
    void noDowntimeGivesABound() {
        double[] year = new double[1000];
        Arrays.fill(year, 31_536_000);
        Estimate e = Ratio.unavailability(new double[1000], year);
        assertThat(e.hasValue()).isFalse();
        assertThat(e.bound().value()).isCloseTo(0.0036820837, within(1e-9));
        assertThat(e.reason()).isEqualTo("no downtime in 1000 trials");
    }

    @Test
    void unavailabilityStaysBetweenNoneAndAll() {
        double[] time = {10, 10, 10, 10, 10};
        Estimate e = Ratio.unavailability(new double[] {10, 9, 10, 8, 9.5}, time);
        assertThat(e.high()).isEqualTo(1);
        assertThat(e.low()).isBetween(0.7, 0.9);
    }

    @Test
    @DisplayName("statistics.md section 4: one-sided 95/95 needs 59 observations")
    void observationsNeeded() {
        assertThat(Quantiles.oneSidedNeeded(0.95, 0.95)).isEqualTo(59);
        assertThat(Quantiles.oneSidedNeeded(0.99, 0.95)).isEqualTo(299);
        assertThat(Quantiles.needed(0.5)).isEqualTo(6);
        assertThat(Quantiles.needed(0.99)).isEqualTo(299);
        assertThat(Quantiles.needed(0.999)).isGreaterThan(2990);
    }

    @Test
    void ranksOfTheMedianAreThoseOfTheTables() {
        assertThat(Quantiles.ranks(10, 0.5)).hasValueSatisfying(r -> {
            assertThat(r.low()).isEqualTo(2);
            assertThat(r.high()).isEqualTo(9);
            assertThat(r.coverage()).isCloseTo(0.978515625, within(1e-9));
        });
        assertThat(Quantiles.ranks(20, 0.5)).hasValueSatisfying(r -> {
            assertThat(r.low()).isEqualTo(6);
            assertThat(r.high()).isEqualTo(15);
            assertThat(r.coverage()).isCloseTo(0.958610534, within(1e-8));
        });
        assertThat(Quantiles.ranks(5, 0.5)).isEmpty();
    }

    @Test
    void everyPairOfRanksCoversAtLeastNinetyFivePercent() {
        for (double p : new double[] {0.01, 0.05, 0.5, 0.9, 0.95, 0.99}) {
            for (int n = 1; n < 1500; n += 7) {
                int size = n;
                Quantiles.ranks(n, p).ifPresent(r -> {
                    assertThat(r.coverage()).isBetween(0.95 - 1e-9, 1.0);
                    assertThat(r.low()).isBetween(1, r.high());
                    assertThat(r.high()).isLessThanOrEqualTo(size);
                });
            }
        }
    }

    @Test
    void aTailThatIsNotReachedIsMissing() {
        double[] sorted = new double[200];
        for (int i = 0; i < 200; i++) {
            sorted[i] = i + 1;
        }
        Estimate p99 = Quantiles.of(sorted, 0.99);
        assertThat(p99.hasValue()).isFalse();
        assertThat(p99.reason()).isEqualTo("not enough data: p99 needs 299 observations, there are 200");
        assertThat(p99.bound().value()).isBetween(190.0, 198.0);
        Estimate p50 = Quantiles.of(sorted, 0.5);
        assertInterval(p50, 100, 86, 115, 0);
        assertThat(p50.method()).isEqualTo("order-statistics");
        assertThat(p50.coverage())
                .isCloseTo(Quantiles.ranks(200, 0.5).orElseThrow().coverage(), within(0.0));
    }

    @Test
    void quantilesReachIntoInfinity() {
        double[] sorted = new double[100];
        Arrays.fill(sorted, 60, 100, Double.POSITIVE_INFINITY);
        assertThat(Quantiles.of(sorted, 0.5).value()).isZero();
        assertThat(Quantiles.of(sorted, 0.9).value()).isInfinite();
        assertThat(Quantiles.of(sorted, 0.9).low()).isInfinite();
    }

    @Test
    void clusteredOutagesHaveWiderIntervalsThanIndependentOnes() {
        RandomStream random = new RandomStream(11, "stats", "clusters");
        double[] values = new double[1000];
        int[] cluster = new int[1000];
        int[] alone = new int[1000];
        double common = 0;
        for (int i = 0; i < 1000; i++) {
            common = i % 10 == 0 ? random.nextDouble() : common;
            values[i] = common + 0.01 * random.nextDouble();
            cluster[i] = i / 10;
            alone[i] = i;
        }
        Estimate clustered = Quantiles.ofClusters(values, cluster, 100, 0.5);
        Estimate independent = Quantiles.ofClusters(values, alone, 1000, 0.5);
        assertThat(clustered.value()).isEqualTo(independent.value());
        assertThat(clustered.high() - clustered.low()).isGreaterThan(2 * (independent.high() - independent.low()));
        assertThat(Quantiles.ofClusters(new double[0], new int[0], 30, 0.5).reason())
                .isEqualTo("no outages in 30 trials");
    }

    @Test
    void pairedDifferencesUseTheSharedLuck() {
        RandomStream random = new RandomStream(12, "stats", "paired");
        double[] a = new double[400];
        double[] b = new double[400];
        for (int i = 0; i < 400; i++) {
            double luck = random.nextDouble();
            a[i] = 10 + 5 * luck;
            b[i] = 10.2 + 5 * luck + 0.2 * random.nextDouble();
        }
        Estimate paired = Differences.ofPairedMeans(a, b);
        Estimate unpaired = Differences.ofUnpairedMeans(a, b);
        assertThat(paired.value()).isCloseTo(unpaired.value(), within(1e-9));
        assertThat(paired.low()).isGreaterThan(0.28);
        assertThat(paired.high()).isLessThan(0.32);
        assertThat(unpaired.high() - unpaired.low()).isGreaterThan(10 * (paired.high() - paired.low()));
        assertThat(Differences.varianceRatio(a, b)).isGreaterThan(100);
        Estimate median = Differences.ofQuantiles(a, b, 0.5, true);
        assertThat(median.value()).isCloseTo(0.3, within(0.1));
        assertThat(median.low()).isGreaterThan(0.1);
        assertThat(Differences.ofQuantiles(a, b, 0.5, false).low()).isLessThan(0);
    }

    @Test
    void welchByHand() {
        // Means 2 and 5, variances 1 and 4 of three each: se² = 5/3, 50/17 degrees of freedom.
        Estimate e = Differences.ofUnpairedMeans(new double[] {1, 2, 3}, new double[] {3, 5, 7});
        double half = Mean.tQuantile(50.0 / 17, 0.975) * Math.sqrt(5.0 / 3);
        assertInterval(e, 3, 3 - half, 3 + half, 1e-9);
        assertThat(half).isBetween(4.1, 4.3);
    }

    @Test
    void equalDesignsHaveNoDifferenceAndNoInterval() {
        double[] a = {1, 2, Double.POSITIVE_INFINITY, 4, 5, 6, 7};
        assertThat(Differences.ofPairedMeans(a, a.clone()).reason()).isEqualTo(Differences.EQUAL);
        assertThat(Differences.ofPairedMeans(a, a.clone()).value()).isZero();
        assertThat(Differences.ofQuantiles(a, a.clone(), 0.5, true).reason()).isEqualTo(Differences.EQUAL);
        assertThat(Differences.varianceRatio(a, a)).isNaN();
    }

    @Test
    void trialsToSettleGrowWithTheSquareOfTheWidth() {
        assertThat(Differences.trialsToSettle(Estimate.of(1, -2, 4, "t", 100))).isEqualTo(900);
        assertThat(Differences.trialsToSettle(Estimate.of(0, -2, 2, "t", 100))).isNaN();
    }

    @Test
    void kolmogorovSmirnovTellsLawsApart() {
        RandomStream random = new RandomStream(13, "stats", "ks");
        double[] uniform = new double[10_000];
        double[] bent = new double[10_000];
        for (int i = 0; i < uniform.length; i++) {
            uniform[i] = 2.609 + random.nextDouble();
            bent[i] = 2.609 + Math.pow(random.nextDouble(), 1.1);
        }
        assertThat(KolmogorovSmirnov.pValueUniform(uniform, 2.609, 3.609)).isGreaterThan(1e-4);
        assertThat(KolmogorovSmirnov.pValueUniform(bent, 2.609, 3.609)).isLessThan(1e-4);
        assertThat(KolmogorovSmirnov.pValueTwoSamples(uniform, bent)).isLessThan(1e-4);
        // D = 0.4 for one of five points: Q(0.4) exactly from the Durbin matrix is 0.3 … 0.4.
        assertThat(KolmogorovSmirnov.pValueUniform(new double[] {0.1, 0.2, 0.3, 0.4, 0.6}, 0, 1))
                .isBetween(0.3, 0.4);
    }

    @Test
    void roundingKeepsNineDigits() {
        assertThat(Rounding.nine(1.23456789012)).isEqualTo(1.23456789);
        assertThat(Rounding.nine(-1.2345678951e-20)).isEqualTo(-1.2345679e-20);
        assertThat(Rounding.nine(0)).isZero();
        assertThat(1 / Rounding.nine(-0.0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Rounding.nine(Double.POSITIVE_INFINITY)).isInfinite();
        assertThat(Rounding.nine(Double.NaN)).isNaN();
    }

    @Test
    void verdictsNeedTheWholeInterval() {
        Estimate e = Estimate.of(3, 2, 4, "t", 100);
        assertThat(Verdict.atMost(e, 4)).isEqualTo(Verdict.MET);
        assertThat(Verdict.atMost(e, 3.5)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Verdict.atMost(e, 1.9)).isEqualTo(Verdict.MISSED);
        assertThat(Verdict.atLeast(e, 2)).isEqualTo(Verdict.MET);
        assertThat(Verdict.atLeast(e, 3)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Verdict.atLeast(e, 4.1)).isEqualTo(Verdict.MISSED);
        assertThat(Verdict.ofEveryTrial(true, false)).isEqualTo(Verdict.MISSED);
        assertThat(Verdict.ofEveryTrial(false, true)).isEqualTo(Verdict.MET);
        assertThat(Verdict.ofEveryTrial(false, false)).isEqualTo(Verdict.INCONCLUSIVE);
    }
}
