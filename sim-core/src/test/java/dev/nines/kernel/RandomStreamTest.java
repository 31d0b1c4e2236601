package dev.nines.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    private static final double LEAST_P = 1e-4;

    @Test
    @DisplayName("golden values, computed apart from this code: they never change silently")
    void goldenValues() {
        RandomStream crash = new RandomStream(1, "lb1", "crash");
        assertThat(crash.longAt(0)).isEqualTo(-6678464744570127616L);
        assertThat(crash.longAt(1)).isEqualTo(-3553556237452748587L);
        assertThat(crash.longAt(2)).isEqualTo(-4201956958526153041L);
        assertThat(crash.longAt(1_000_000)).isEqualTo(3921110880076811809L);
        assertThat(crash.nextDouble()).isEqualTo(0.6379597007534609);
        RandomStream service = new RandomStream(7, "shoppers", "service-time");
        assertThat(service.longAt(1)).isEqualTo(7021013094897059424L);
        assertThat(service.nextDouble()).isEqualTo(0.7513404294828955);
        assertThat(new RandomStream(-1, "서울", "repair").nextDouble()).isEqualTo(0.09269582306235102);
        assertThat(RandomStream.trialSeed(1, 0)).isEqualTo(-4616330145664149646L);
        assertThat(RandomStream.trialSeed(1, 1)).isEqualTo(6869446166584666695L);
        assertThat(RandomStream.trialSeed(7, 299)).isEqualTo(3931152259881774967L);
    }

    @Test
    void drawNumberKIsTheKthDrawWhateverWasDrawnBefore() {
        RandomStream inOrder = new RandomStream(3, "db1", "repair");
        RandomStream atRandom = new RandomStream(3, "db1", "repair");
        atRandom.doubleAt(999);
        for (int k = 0; k < 1000; k++) {
            double expected = atRandom.doubleAt(k);
            assertThat(inOrder.nextDouble()).isEqualTo(expected);
        }
        assertThat(inOrder.drawn()).isEqualTo(1000);
        assertThat(atRandom.drawn()).as("sequential draws").isZero();
        assertThat(atRandom.used()).as("all draws").isEqualTo(1001);
    }

    @Test
    @DisplayName("uniform on (0, 1): chi-square over 1000 cells and 1e6 draws")
    void uniform() {
        int cells = 1000;
        int draws = 1_000_000;
        RandomStream stream = new RandomStream(11, "a", "b");
        int[] counts = new int[cells];
        for (int i = 0; i < draws; i++) {
            double u = stream.nextDouble();
            assertThat(u > 0 && u < 1).isTrue();
            counts[(int) (u * cells)]++;
        }
        assertPlausible(chiSquare(counts, draws), cells - 1);
    }

    @Test
    @DisplayName("first draws over names, seeds and trials are uniform and pairwise independent: chi-square, 32 × 32")
    void streamsAreIndependent() {
        int n = 200_000;
        int[] names = new int[1024];
        int[] purposes = new int[1024];
        int[] trials = new int[1024];
        int[] serial = new int[1024];
        RandomStream one = new RandomStream(5, "host0", "crash");
        for (int i = 0; i < n; i++) {
            double here = new RandomStream(5, "host" + i, "crash").doubleAt(0);
            pair(names, here, new RandomStream(5, "host" + (i + 1), "crash").doubleAt(0));
            pair(purposes, here, new RandomStream(5, "host" + i, "repair").doubleAt(0));
            pair(
                    trials,
                    new RandomStream(RandomStream.trialSeed(5, i), "host0", "crash").doubleAt(0),
                    new RandomStream(RandomStream.trialSeed(5, i + 1), "host0", "crash").doubleAt(0));
            pair(serial, one.doubleAt(2L * i), one.doubleAt(2L * i + 1));
        }
        for (int[] counts : new int[][] {names, purposes, trials, serial}) {
            assertPlausible(chiSquare(counts, n), 1023);
        }
    }

    private static void pair(int[] counts, double x, double y) {
        counts[(int) (x * 32) * 32 + (int) (y * 32)]++;
    }

    @Test
    void componentAndPurposeAreNotInterchangeable() {
        Set<Long> first = new HashSet<>();
        first.add(new RandomStream(1, "a", "b").longAt(0));
        first.add(new RandomStream(1, "b", "a").longAt(0));
        first.add(new RandomStream(1, "ab", "").longAt(0));
        first.add(new RandomStream(1, "", "ab").longAt(0));
        first.add(new RandomStream(2, "a", "b").longAt(0));
        first.add(new RandomStream(1, "a", "a").longAt(0));
        assertThat(first).hasSize(6);
    }

    @Test
    @DisplayName("no trial seed repeats among a million")
    void trialSeedsDiffer() {
        Set<Long> seeds = new HashSet<>();
        for (int trial = 0; trial < 1_000_000; trial++) {
            seeds.add(RandomStream.trialSeed(1, trial));
        }
        assertThat(seeds).hasSize(1_000_000);
    }

    @Test
    void integersAreUniformBelowTheirBound() {
        RandomStream stream = new RandomStream(17, "nlb", "flow");
        int[] counts = new int[7];
        for (int i = 0; i < 700_000; i++) {
            counts[stream.nextInt(7)]++;
        }
        assertPlausible(chiSquare(counts, 700_000), 6);
    }

    private static double chiSquare(int[] counts, int draws) {
        double expected = (double) draws / counts.length;
        double sum = 0;
        for (int count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }

    /** Neither too uneven nor too even. */
    private static void assertPlausible(double chiSquare, int degrees) {
        var law = ChiSquaredDistribution.of(degrees);
        assertThat(law.survivalProbability(chiSquare)).isBetween(LEAST_P, 1 - LEAST_P);
    }
}
