package dev.nines.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Exact answers that are held against the simulator are first held against each other. */
@DisplayName("Two ways to an exact answer agree")
class OracleTest {
    private static final Percentage NINE_DIGITS = Percentage.withPercentage(1e-7);

    private static double hours(double lambda, double mu, double time) {
        return UnitCases.exponential(lambda, mu, time);
    }

    @Test
    void theChainOfOneUnitIsTheFormula() {
        Ctmc unit = new Ctmc(2).go(0, 1, 0.001).go(1, 0, 0.1);
        assertThat(unit.steady()[1]).isCloseTo(0.001 / 0.101, NINE_DIGITS);
        for (double time : new double[] {0.01, 1, 30, 1000, 87_600}) {
            double sum = 0.101;
            assertThat(unit.from(0, time).law()[1]).isCloseTo(0.001 / sum * -Math.expm1(-sum * time), NINE_DIGITS);
            assertThat(unit.share(time, 1)).isCloseTo(hours(0.001, 0.1, time), Percentage.withPercentage(1e-6));
        }
    }

    @Test
    void independentUnitsMultiply() {
        double[] steady = Units.independent(Units.same(3, 1.0 / 500), Units.same(3, 1.0 / 20))
                .steady();
        double u = 20.0 / 520;
        assertThat(steady[7]).isCloseTo(u * u * u, NINE_DIGITS);
        assertThat(steady[3]).isCloseTo(u * u * (1 - u), NINE_DIGITS);
    }

    @Test
    void sharedRepairIsTheMachineRepairFormula() {
        double[] steady = Units.shared(3, 1.0 / 200, 1.0 / 20, 1).steady();
        double r = 0.1;
        double p0 = 1 / (1 + 3 * r + 6 * r * r + 6 * r * r * r);
        assertThat(steady[3]).isCloseTo(6 * r * r * r * p0, NINE_DIGITS);
    }

    @Test
    void renewalTheoryIsTheChainForExponentialLaws() {
        Duration x = Duration.exponential(1000);
        Duration y = Duration.exponential(10);
        assertThat(Regenerative.alternating(x, y).rateOver(8760)).isCloseTo(hours(0.001, 0.1, 8760), NINE_DIGITS);
        Ctmc cold = new Ctmc(3).go(0, 1, 0.001).go(1, 2, 0.001).go(1, 0, 0.1).go(2, 1, 0.1);
        assertThat(Regenerative.coldPair(x, y).rateOver(87_600)).isCloseTo(cold.share(87_600, 2), NINE_DIGITS);
        assertThat(Regenerative.hotPair(0.001, y).rateOver(87_600))
                .isCloseTo(Units.shared(2, 0.001, 0.1, 1).share(87_600, 2), NINE_DIGITS);
    }

    @Test
    void renewalTheoryIsTheChainOfPhasesForErlangLaws() {
        // Working: phases 0, 1 of 500 h; repair: phases 2, 3, 4 of 10/3 h.
        Ctmc chain = new Ctmc(5)
                .go(0, 1, 0.002)
                .go(1, 2, 0.002)
                .go(2, 3, 0.3)
                .go(3, 4, 0.3)
                .go(4, 0, 0.3);
        Duration x = Duration.gamma(1000, 2);
        Duration y = Duration.gamma(10, 3);
        assertThat(Regenerative.alternating(x, y).rateOver(87_600))
                .isCloseTo(chain.share(87_600, 2, 3, 4), NINE_DIGITS);
        double perTime = 0.3 * chain.from(0, 87_600).spent()[4] / 87_600;
        double ended = Regenerative.failures(x, y).rateOver(87_600);
        // Every failure but those still in repair at the end has ended.
        double inRepair = Arrays.stream(chain.from(0, 87_600).law(), 2, 5).sum();
        assertThat(ended).isCloseTo(perTime + inRepair / 87_600, NINE_DIGITS);
    }

    @Test
    void coldPairWithHyperexponentialRepairIsItsChainOfPhases() {
        double p = Duration.hyperexponentialShare(2);
        double fast = 2 * p / 50;
        double slow = 2 * (1 - p) / 50;
        double lambda = 1.0 / 500;
        // 0: all well; 1, 2: one in repair (fast, slow); 3, 4: and the other waits for it.
        Ctmc chain = new Ctmc(5)
                .go(0, 1, p * lambda)
                .go(0, 2, (1 - p) * lambda)
                .go(1, 0, fast)
                .go(2, 0, slow)
                .go(1, 3, lambda)
                .go(2, 4, lambda)
                .go(3, 1, p * fast)
                .go(3, 2, (1 - p) * fast)
                .go(4, 1, p * slow)
                .go(4, 2, (1 - p) * slow);
        Regenerative renewal = Regenerative.coldPair(Duration.exponential(500), Duration.hyperexponential(50, 2));
        assertThat(renewal.rateOver(438_000)).isCloseTo(chain.share(438_000, 3, 4), NINE_DIGITS);
    }

    @Test
    void meansToTheFirstOutageAreTheFormulas() {
        double lambda = 1.0 / 500;
        double mu = 1.0 / 20;
        assertThat(Units.shared(2, lambda, mu, 2).meanTimeTo(0, 2))
                .isCloseTo((3 * lambda + mu) / (2 * lambda * lambda), NINE_DIGITS);
        Ctmc cold = new Ctmc(3).go(0, 1, lambda).go(1, 2, lambda).go(1, 0, mu);
        assertThat(cold.meanTimeTo(0, 2)).isCloseTo((2 * lambda + mu) / (lambda * lambda), NINE_DIGITS);
        Ctmc none = new Ctmc(3).go(0, 1, 2 * lambda).go(1, 2, lambda);
        assertThat(none.meanTimeTo(0, 2)).isCloseTo(3 / (2 * lambda), NINE_DIGITS);
    }

    @Test
    void latentFailureWithQuickRepairIsTheFormula() {
        Ctmc unit = new Ctmc(2).go(0, 1, 1.0 / 2000);
        assertThat(unit.share(720, 1)).isCloseTo(1 + Math.expm1(-0.36) / 0.36, NINE_DIGITS);
    }

    @Test
    void sixRepairLawsOfEqualMeanGiveSixAnswers() {
        double[] answers = StandbyCases.all().stream()
                .filter(c -> c.group().equals("six repair laws"))
                .mapToDouble(Case::exact)
                .sorted()
                .toArray();
        assertThat(answers).hasSize(6);
        for (int i = 1; i < answers.length; i++) {
            assertThat(answers[i] / answers[i - 1]).isGreaterThan(1.03);
        }
    }

    @Test
    void takacsLawHasTheMeanOfTheDowntime() {
        double horizon = 8760;
        double mean = Numeric.integral(x -> 1 - Takacs.within(x, horizon, 0.001, Takacs.gammaSums(2, 1, x)), 1e-9, 200);
        assertThat(mean / horizon).isCloseTo(hours(0.001, 0.5, horizon), Percentage.withPercentage(1e-5));
    }

    @Test
    void closedFormsOfQueuesAreTheirChains() {
        Ctmc limited = new Ctmc(6);
        Ctmc three = new Ctmc(400);
        Ctmc loss = new Ctmc(6);
        for (int n = 0; n < 5; n++) {
            limited.go(n, n + 1, 0.08).go(n + 1, n, 0.1);
            loss.go(n, n + 1, 0.3).go(n + 1, n, 0.1 * (n + 1));
        }
        for (int n = 0; n < 399; n++) {
            three.go(n, n + 1, 0.21).go(n + 1, n, 0.1 * Math.min(3, n + 1));
        }
        assertThat(limited.steady()[5]).isCloseTo(Queues.mm1kLost(0.08, 0.1, 5), NINE_DIGITS);
        assertThat(mean(limited.steady())).isCloseTo(Queues.mm1kInSystem(0.08, 0.1, 5), NINE_DIGITS);
        assertThat(loss.steady()[5]).isCloseTo(Queues.erlangB(0.3, 0.1, 5), NINE_DIGITS);
        assertThat((mean(three.steady()) - 2.1) / 0.21).isCloseTo(Queues.mmcWait(0.21, 0.1, 3), NINE_DIGITS);
        assertThat(Queues.mmcWait(0.05, 0.1, 1)).isCloseTo(Queues.mm1Response(0.05, 0.1) - 10, NINE_DIGITS);
        assertThat(Queues.mg1Wait(0.05, Duration.exponential(10)))
                .isCloseTo(Queues.mm1Response(0.05, 0.1) - 10, NINE_DIGITS);
        assertThat(Queues.gm1Wait(Duration.exponential(20), 0.1))
                .isCloseTo(Queues.mm1Response(0.05, 0.1) - 10, NINE_DIGITS);
    }

    @Test
    void theQueueWithBreakdownsIsItsChain() {
        int most = 400;
        Ctmc chain = new Ctmc(2 * most);
        for (int n = 0; n < most; n++) {
            chain.go(2 * n, 2 * n + 1, 0.001).go(2 * n + 1, 2 * n, 0.01);
            if (n + 1 < most) {
                chain.go(2 * n, 2 * n + 2, 0.05).go(2 * n + 1, 2 * n + 3, 0.05).go(2 * n + 2, 2 * n, 0.1);
            }
        }
        double[] steady = chain.steady();
        double sum = 0;
        for (int n = 0; n < most; n++) {
            sum += n * (steady[2 * n] + steady[2 * n + 1]);
        }
        assertThat(sum).isCloseTo(Queues.brokenInSystem(0.05, 0.1, 0.001, 0.01), NINE_DIGITS);
    }

    @Test
    void firstComeFirstServedOfEqualUnitsIsTheSharedCrew() {
        double byOrder = RedundancyCases.firstComeFirstServed(Units.same(3, 1.0 / 500), Units.same(3, 1.0 / 20), 8760);
        assertThat(byOrder).isCloseTo(Units.shared(3, 1.0 / 500, 1.0 / 20, 1).share(8760, 2, 3), NINE_DIGITS);
    }

    private static double mean(double[] law) {
        double sum = 0;
        for (int n = 0; n < law.length; n++) {
            sum += n * law[n];
        }
        return sum;
    }
}
