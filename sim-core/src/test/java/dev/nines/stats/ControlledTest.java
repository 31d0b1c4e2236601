package dev.nines.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.kernel.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A few trials that stand for all, and what they say about other parameters. */
class ControlledTest {
    private final RandomStream random = new RandomStream(1, "test", "controlled");

    @Test
    void theRareExpensiveTrialIsAlwaysAmongTheFewWithItsSmallWeight() {
        double[] costs = new double[100];
        costs[37] = 1000;
        Strata strata = new Strata(costs, 3);
        int last = strata.count() - 1;
        assertThat(strata.trial(last, 0)).isEqualTo(37);
        assertThat(strata.trial(last, 1)).isEqualTo(37);
        assertThat(strata.weight(last)).isEqualTo(0.01);
        double sum = 0;
        for (int group = 0; group <= last; group++) {
            sum += strata.weight(group);
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @Test
    void trialsThatCostTheSameAreDividedByNumber() {
        Strata strata = new Strata(new double[30], 3);
        assertThat(strata.count()).isEqualTo(3);
        assertThat(strata.weight(1)).isCloseTo(1.0 / 3, within(1e-12));
    }

    @Test
    void aTrialThatNeverEndsIsExpensiveAndNoMore() {
        Strata strata = new Strata(new double[] {1, 1, 1, 1, 1, 1, 1, Double.POSITIVE_INFINITY}, 2);
        assertThat(strata.trial(strata.count() - 1, 1)).isEqualTo(7);
    }

    /** One year in ten has the fault; a repair three times as long makes its cost three times as high. */
    @Test
    void threeTrialsAreEnoughWhereTheChangeIsInProportion() {
        double[] nominal = new double[300];
        double mean = 0;
        for (int i = 0; i < nominal.length; i++) {
            nominal[i] = i % 10 == 0 ? 600 + 10 * random.nextDouble() : 10 * random.nextDouble();
            mean += nominal[i] / nominal.length;
        }
        double variance = 0;
        for (double value : nominal) {
            variance += (value - mean) * (value - mean) / nominal.length;
        }
        Strata strata = new Strata(nominal, 3);
        for (int repeat = 0; repeat < 20; repeat++) {
            double[] weights = new double[strata.count()];
            double[] z = new double[strata.count()];
            double[] y = new double[strata.count()];
            for (int s = 0; s < z.length; s++) {
                weights[s] = strata.weight(s);
                z[s] = nominal[strata.trial(s, random.nextDouble())];
                y[s] = 3 * z[s];
            }
            Controlled controlled = Controlled.of(weights, y, z, mean, variance);
            assertThat(controlled.value()).isCloseTo(3 * mean, within(0.06 * 3 * mean));
        }
    }

    @Test
    void whatNothingChangesKeepsItsValueToTheLastDigit() {
        List<Controlled> means = List.of(Controlled.unchanged(0.1, 3), Controlled.unchanged(0.1, 3));
        assertThat(Controlled.settled(means, 0.1)).containsExactly(0.1, 0.1);
        assertThat(Controlled.settledRatios(means, 0.1, means, 0.1)).containsExactly(0, 0);
    }

    /** 40 draws that differ by sampling alone, and 40 that differ by a factor of e as well. */
    @Test
    void samplingErrorIsNotTakenForIgnorance() {
        List<Controlled> noise = new ArrayList<>();
        List<Controlled> both = new ArrayList<>();
        for (int m = 0; m < 40; m++) {
            noise.add(draw(1));
            both.add(draw(StrictMath.exp(m / 40.0)));
        }
        double[] raw = noise.stream().mapToDouble(Controlled::value).toArray();
        assertThat(deviation(Controlled.settled(noise, 1))).isLessThan(0.5 * deviation(raw));
        assertThat(deviation(Controlled.settled(both, 1))).isCloseTo(0.5, within(0.12));
    }

    /** Ten trials of a mean, with a uniform error of ±0.5 of it each and nothing to control it by. */
    private Controlled draw(double mean) {
        double[] y = new double[10];
        double[] weights = new double[10];
        for (int i = 0; i < 10; i++) {
            y[i] = mean * (0.5 + random.nextDouble());
            weights[i] = 0.1;
        }
        return Controlled.of(weights, y, new double[10], 0, 0);
    }

    private static double deviation(double[] values) {
        double mean = 0;
        double sum = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        for (double value : values) {
            sum += (value - mean) * (value - mean) / values.length;
        }
        return Math.sqrt(sum);
    }

    @Test
    @DisplayName("The interval of a break-even covers the true one in at least 93 % of 1000 cases")
    void breakEvenIsCovered() {
        int covered = 0;
        for (int c = 0; c < 1000; c++) {
            covered += covers(new RandomStream(RandomStream.trialSeed(7, c), "coverage", "break-even")) ? 1 : 0;
        }
        assertThat(covered / 1000.0).isBetween(0.93, 0.99);
    }

    /** A costs x times its luck, B twice that and luck of its own: equal at x = 2. The nominal run has x = 1.5. */
    private static boolean covers(RandomStream luck) {
        double[] nominalA = new double[150];
        double[] nominalB = new double[150];
        double[] atTwo = new double[150];
        for (int t = 0; t < nominalA.length; t++) {
            double shared = -StrictMath.log(luck.nextDouble());
            nominalA[t] = 1.5 * shared;
            atTwo[t] = 2 * shared + luck.nextDouble() - 0.5;
            nominalB[t] = shared - StrictMath.log(luck.nextDouble());
        }
        Strata strata = new Strata(nominalA, 40);
        double[] weights = new double[strata.count()];
        double[] y = new double[strata.count()];
        double[] z = new double[strata.count()];
        for (int s = 0; s < weights.length; s++) {
            int trial = strata.trial(s, 0.5);
            weights[s] = strata.weight(s);
            y[s] = atTwo[trial];
            z[s] = nominalA[trial];
        }
        double mean = Mean.mean(nominalA);
        Controlled a = Controlled.of(weights, y, z, mean, Mean.variance(nominalA));
        Controlled b = Controlled.unchanged(Mean.mean(nominalB), weights.length);
        return Math.abs(a.value() - b.value()) <= Controlled.marginOfDifference(a, nominalA, b, nominalB);
    }
}
