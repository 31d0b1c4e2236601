package dev.nines.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.kernel.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** statistics.md section 4: batch means where trials are few, shares of years, and how many trials a question needs. */
class LongRunsTest {

    private static double[] ones(int n) {
        double[] x = new double[n];
        Arrays.fill(x, 1);
        return x;
    }

    private static double exponential(RandomStream random) {
        return -StrictMath.log(random.nextDouble());
    }

    @Test
    @DisplayName("Batch means by hand: twenty batches of 1 … 4 hours down in 100")
    void batchMeansByHand() {
        double[] down = new double[20];
        for (int i = 0; i < 20; i++) {
            down[i] = new double[] {1, 4, 2, 3}[i % 4];
        }
        double[] time = new double[20];
        Arrays.fill(time, 100);
        Estimate e = BatchMeans.unavailability(down, time, 20);
        // Variance of five times 1, 4, 2, 3: 25 ÷ 19; t(19, 0.975) = 2.093024054408263.
        double half = 2.093024054408263 * Math.sqrt(25.0 / 19 / 20) / 100;
        assertThat(e.value()).isCloseTo(0.025, within(1e-12));
        assertThat(e.low()).isCloseTo(0.025 - half, within(1e-9));
        assertThat(e.high()).isCloseTo(0.025 + half, within(1e-9));
        assertThat(e.method()).isEqualTo("batch-means-t");
    }

    @Test
    void batchesThatGoOnInOneAnotherGiveNoInterval() {
        double[] down = new double[40];
        Arrays.fill(down, 12, 28, 1);
        Estimate e = BatchMeans.unavailability(down, ones(40), 20);
        assertThat(e.hasInterval()).isFalse();
        assertThat(e.reason()).contains("horizon is too short");
        assertThat(BatchMeans.unavailability(new double[19], ones(19), 19).reason())
                .isEqualTo("19 batches, 20 are needed");
    }

    @Test
    @DisplayName("The 95 % interval of one long trial covers in at least 93 % of 1000 cases")
    void oneLongTrialIsCovered() {
        int covered = 0;
        int made = 0;
        for (int c = 0; c < 1000; c++) {
            // Up 9, down 1 on average, for 4000: about 400 outages, 20 in each of 20 batches.
            RandomStream random = new RandomStream(RandomStream.trialSeed(7, c), "batches", "one");
            double[] down = new double[20];
            double t = 0;
            while (t < 4000) {
                t += 9 * exponential(random);
                double end = t + exponential(random);
                for (int batch = (int) (t / 200); batch < 20 && batch * 200 < end; batch++) {
                    down[batch] += Math.max(0, Math.min(end, 200 * batch + 200) - Math.max(t, 200 * batch));
                }
                t = end;
            }
            double[] time = new double[20];
            Arrays.fill(time, 200);
            Estimate e = BatchMeans.unavailability(down, time, 20);
            made += e.hasInterval() ? 1 : 0;
            covered += e.hasInterval() && e.low() <= 0.1 && 0.1 <= e.high() ? 1 : 0;
        }
        assertThat(made).as("one in twenty looks dependent by chance").isBetween(920, 990);
        assertThat(covered / (double) made).isBetween(0.93, 0.98);
    }

    @Test
    void aShareOfYearsIsClopperPearsonWhenEachTrialHasOne() {
        double[] hits = new double[1000];
        assertThat(ClusteredShare.of(hits, 1).high()).isCloseTo(0.0036821, within(5e-8));
        hits[0] = 1;
        assertThat(ClusteredShare.of(hits, 1)).isEqualTo(Proportion.of(1, 1000));
    }

    @Test
    @DisplayName(
            "The years of a trial are no independent years: ten trials of 100 years bound a share by ten, not by 1000")
    void yearsOfOneTrialDependOnEachOther() {
        double[] hits = new double[10];
        assertThat(ClusteredShare.of(hits, 100).value()).isZero();
        assertThat(ClusteredShare.of(hits, 100).high()).isEqualTo(Proportion.upperBound(0, 10));
        Arrays.fill(hits, 100);
        assertThat(ClusteredShare.of(hits, 100).low()).isEqualTo(1 - Proportion.upperBound(0, 10));
        assertThat(ClusteredShare.of(hits, 100).high()).isEqualTo(1);
        Arrays.fill(hits, 0);
        hits[3] = 7;
        Estimate one = ClusteredShare.of(hits, 100);
        assertThat(one.value()).isCloseTo(0.007, within(1e-12));
        assertThat(one.low()).isPositive().isLessThan(0.007);
        assertThat(one.high()).isGreaterThan(0.4);
    }

    @Test
    @DisplayName("The interval of a share of years covers in at least 93 % of 1000 cases of 60 trials of ten years")
    void sharesOfYearsAreCovered() {
        int covered = 0;
        for (int c = 0; c < 1000; c++) {
            RandomStream random = new RandomStream(RandomStream.trialSeed(8, c), "years", "share");
            double[] hits = new double[60];
            for (int i = 0; i < hits.length; i++) {
                double bad = random.nextDouble() < 0.3 ? 0.5 : 0.05; // some systems are worse than others
                for (int year = 0; year < 10; year++) {
                    hits[i] += random.nextDouble() < bad ? 1 : 0;
                }
            }
            Estimate e = ClusteredShare.of(hits, 10);
            covered += e.low() <= 0.185 && 0.185 <= e.high() ? 1 : 0;
        }
        assertThat(covered / 1000.0).isBetween(0.93, 0.98);
    }

    @Test
    void zerosNeedNotBeListed() {
        double[] values = {3, 1, 2};
        int[] trial = {0, 1, 1};
        int[] zeros = {9, 8, 10, 10, 10, 10};
        Estimate compact = Quantiles.ofClusters(values, trial, zeros, 0.95);
        double[] all = new double[60];
        int[] trials = new int[60];
        for (int i = 0; i < 60; i++) {
            trials[i] = i / 10;
        }
        all[9] = 3;
        all[18] = 1;
        all[19] = 2;
        assertThat(compact).isEqualTo(Quantiles.ofClusters(all, trials, 6, 0.95));
    }

    @Test
    void questionsThatNeedMoreTrialsSayHowMany() {
        Estimate e = Estimate.of(10, 8, 13, "t", 200);
        assertThat(SampleSize.relativeHalfWidth(e)).isEqualTo(0.25);
        assertThat(SampleSize.forPrecision(e, 200, 0.05)).isEqualTo(5000);
        assertThat(SampleSize.forPrecision(e, 200, 0.5)).isEqualTo(200);
        assertThat(SampleSize.forLimit(e, 200, 11)).isEqualTo(1800);
        assertThat(SampleSize.forLimit(e, 200, 9)).isEqualTo(800);
        assertThat(SampleSize.forLimit(e, 200, 10)).isInfinite();
        assertThat(SampleSize.forLimit(Estimate.missing(0, "none", Bound.NONE), 200, 10))
                .isInfinite();
        // 0 of 1000 is bounded by .0036821
        assertThat(SampleSize.forNoneAtMost(0.0036821)).isEqualTo(1000);
        assertThat(Proportion.upperBound(0, (int) SampleSize.forNoneAtMost(0.05)))
                .isLessThanOrEqualTo(0.05);
    }
}
