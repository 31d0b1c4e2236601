package dev.nines.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.kernel.RandomStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** statistics.md section 4, many cells: Holm; and the tests behind it. */
class TablesTest {

    @Test
    @DisplayName("Holm by hand: 0.01, 0.04, 0.03, 0.005 become 0.03, 0.06, 0.06, 0.02")
    void holmByHand() {
        double[] adjusted = Holm.adjusted(new double[] {0.01, 0.04, 0.03, 0.005});
        assertThat(adjusted).usingElementComparator(TablesTest::nearly).containsExactly(0.03, 0.06, 0.06, 0.02);
        assertThat(Holm.levels(new double[] {0.01, 0.04, 0.03, 0.005}))
                .usingElementComparator(TablesTest::nearly)
                .containsExactly(0.05 / 3, 0.05, 0.05 / 2, 0.05 / 4);
    }

    private static int nearly(Double a, Double b) {
        return Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b);
    }

    @Test
    void whatIsNoTestIsNeitherCountedNorAdjusted() {
        double[] adjusted = Holm.adjusted(new double[] {Double.NaN, 0.03, 1, 0.9});
        assertThat(adjusted[0]).isNaN();
        assertThat(adjusted[1]).isCloseTo(0.09, within(1e-12));
        assertThat(adjusted[2]).isEqualTo(1);
        assertThat(Holm.adjusted(new double[0])).isEmpty();
    }

    @Test
    @DisplayName("In tables of eight rows without any difference at most 5 % show one")
    void aTableOfNothingShowsNothing() {
        int wrong = 0;
        int wrongAlone = 0;
        for (int c = 0; c < 1000; c++) {
            RandomStream random = new RandomStream(RandomStream.trialSeed(5, c), "tables", "none");
            double[] p = new double[8];
            boolean alone = false;
            for (int row = 0; row < p.length; row++) {
                double[] a = new double[40];
                double[] b = new double[40];
                for (int i = 0; i < a.length; i++) {
                    a[i] = random.nextDouble();
                    b[i] = random.nextDouble();
                }
                p[row] = Differences.ofPairedMeans(a, b).p();
                alone |= p[row] <= 0.05;
            }
            double[] adjusted = Holm.adjusted(p);
            boolean any = false;
            for (double q : adjusted) {
                any |= q <= 0.05;
            }
            wrong += any ? 1 : 0;
            wrongAlone += alone ? 1 : 0;
        }
        assertThat(wrong).as("of 1000 tables").isLessThan(70);
        assertThat(wrongAlone).as("of 1000 tables, without adjustment").isGreaterThan(250);
    }

    @Test
    void aPValueIsBelowFivePercentWhenTheIntervalLeavesZeroOut() {
        for (int c = 0; c < 300; c++) {
            RandomStream random = new RandomStream(RandomStream.trialSeed(6, c), "tables", "agree");
            double[] a = new double[30];
            double[] b = new double[30];
            boolean skewed = c % 2 == 0;
            for (int i = 0; i < a.length; i++) {
                a[i] = random.nextDouble();
                b[i] = skewed ? -0.45 * StrictMath.log(random.nextDouble()) : random.nextDouble() + 0.1;
            }
            for (Estimate e : new Estimate[] {
                Differences.ofPairedMeans(a, b),
                Differences.ofUnpairedMeans(a, b),
                Differences.ofQuantiles(a, b, 0.5, true)
            }) {
                boolean outside = e.low() > 0 || e.high() < 0;
                if (Math.abs(e.p() - 0.05) > 0.003) {
                    assertThat(e.p() < 0.05).as("case %d: %s", c, e).isEqualTo(outside);
                }
            }
        }
    }

    @Test
    @DisplayName("Two trials that differ, both to one side, are no verdict; six are, by the sign test (2 × 2⁻⁶ = 3 %)")
    void fewTrialsToOneSide() {
        double[] a = new double[500];
        double[] b = new double[500];
        b[3] = 1;
        b[200] = 1;
        Estimate two = Differences.ofPairedMeans(a, b);
        assertThat(two.low()).isNegative();
        assertThat(two.high()).isPositive();
        assertThat(two.p()).isEqualTo(0.5);
        Estimate mirrored = Differences.ofPairedMeans(b, a);
        assertThat(mirrored.low()).isEqualTo(-two.high());
        assertThat(mirrored.high()).isEqualTo(-two.low());
        for (int i = 300; i < 304; i++) {
            b[i] = 1;
        }
        Estimate six = Differences.ofPairedMeans(a, b);
        assertThat(six.p()).isEqualTo(0.03125);
        assertThat(six.low()).isPositive();
    }

    @Test
    void trialsToSettleGrowWithTheNumberOfRows() {
        Estimate e = Estimate.of(1, -1, 3, "t", 100);
        assertThat(Differences.trialsToSettle(e, 0.05)).isEqualTo(400);
        // (2.7344 ÷ 1.9600)² for a level of 0.05 ÷ 8
        assertThat(Differences.trialsToSettle(e, 0.05 / 8)).isBetween(775.0, 782.0);
    }
}
