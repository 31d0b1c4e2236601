package dev.nines.validation;

import static dev.nines.validation.Case.SHARE;
import static dev.nines.validation.Case.YEAR;

import java.util.ArrayList;
import java.util.List;

/** A unit works, others wait: cold, warm and hot. Times in hours; λ = 1/500 h, μ = 1/50 h. */
final class StandbyCases {
    private static final String LAWS = "six repair laws";
    private static final String COLD = "cold standby";
    private static final String FAILOVER = "failover time × coverage";
    private static final double LAMBDA = 1.0 / 500;
    private static final double MU = 1.0 / 50;

    private StandbyCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        Duration life = Duration.exponential(500);
        cases.add(law(28, "cold-exponential-repair", "exponential", life, Duration.exponential(50)));
        cases.add(law(29, "cold-constant-repair", "constant", life, Duration.constant(50)));
        cases.add(law(30, "cold-uniform-repair", "uniform", life, Duration.uniform(0, 100)));
        cases.add(law(31, "cold-erlang-repair", "Erlang", life, Duration.gamma(50, 2)));
        cases.add(law(32, "cold-lognormal-repair", "lognormal", life, Duration.lognormal(30.326533, 157.1027)));
        cases.add(law(33, "cold-hyperexponential-repair", "hyperexponential", life, Duration.hyperexponential(50, 2)));
        cases.add(cold(
                34,
                "cold-ageing",
                COLD,
                "A cold pair that wears out",
                Duration.weibull(500, 2),
                Duration.exponential(50)));
        cases.add(chain(
                35,
                "cold-own-repair",
                COLD,
                "A cold pair, each repaired at once",
                new Ctmc(3).go(0, 1, LAMBDA).go(1, 2, LAMBDA).go(1, 0, MU).go(2, 1, 2 * MU),
                "units down: λ, λ up, μ, 2μ back",
                2));
        cases.add(chain(
                36,
                "cold-three",
                COLD,
                "A unit with two cold spares, one crew",
                new Ctmc(4)
                        .go(0, 1, LAMBDA)
                        .go(1, 2, LAMBDA)
                        .go(2, 3, LAMBDA)
                        .go(1, 0, MU)
                        .go(2, 1, MU)
                        .go(3, 2, MU),
                "units down: λ each step up, μ each step back",
                3));
        cases.add(warm(37, "warm-standby", "warm standby", 0.3));
        cases.add(warm(38, "hot-standby", "hot standby", 1));
        switching(cases);
        return cases;
    }

    /** 0 all well, 1 one in repair, 2 both; 3 and 4 as 1 and 0 while the spare is being put to work. */
    private static void switching(List<Case> cases) {
        double perHour = 1.0;
        cases.add(chain(
                39,
                "failover-time",
                FAILOVER,
                "A cold pair that takes an hour to switch over",
                failover(LAMBDA, perHour, 0, 0.25),
                "down also while switching, 1/1 h on average",
                2,
                3,
                4));
        cases.add(chain(
                40,
                "failover-coverage",
                FAILOVER,
                "A cold pair that needs people in a tenth of its failovers",
                failover(0.9 * LAMBDA, 0, 0.1 * LAMBDA, 0.25),
                "one failover in ten waits 4 h for people",
                2,
                5,
                6));
        cases.add(chain(
                41,
                "failover-time-and-coverage",
                FAILOVER,
                "Both: an hour, or four",
                failover(0.9 * LAMBDA, perHour, 0.1 * LAMBDA, 0.25),
                "nine failovers of ten take 1 h, the tenth 4 h on average",
                2,
                3,
                4,
                5,
                6));
        // 0 the preferred works; 1 the other does, 2 is on its way; 3 is back before it; 4 on the way back;
        // 5 and 7 both in repair, the preferred first or last; 6 the preferred works, the other is in repair.
        Ctmc failback = new Ctmc(8)
                .go(0, 2, LAMBDA)
                .go(2, 1, perHour)
                .go(2, 3, MU)
                .go(3, 0, perHour)
                .go(1, 4, MU)
                .go(4, 0, perHour)
                .go(1, 5, LAMBDA)
                .go(5, 6, MU)
                .go(6, 0, MU)
                .go(6, 7, LAMBDA)
                .go(7, 1, MU);
        cases.add(chain(
                42,
                "failback",
                FAILOVER,
                "A cold pair that switches back, an hour each way",
                failback,
                "down while switching there and back, 1/1 h on average",
                2,
                3,
                4,
                5,
                7));
        cases.add(chain(
                43,
                "two-at-work-of-three",
                COLD,
                "Two units at work, one cold spare",
                new Ctmc(4)
                        .go(0, 1, 2 * LAMBDA)
                        .go(1, 2, 2 * LAMBDA)
                        .go(2, 3, LAMBDA)
                        .go(1, 0, MU)
                        .go(2, 1, MU)
                        .go(3, 2, MU),
                "units down: 2λ, 2λ, λ up, μ back; down from two",
                2,
                3));
    }

    /** @param people rate of failures whose failover waits for people, who come at the rate {@code hand} */
    private static Ctmc failover(double automatic, double perHour, double people, double hand) {
        Ctmc chain = new Ctmc(people == 0 ? 5 : 7);
        chain.go(1, 0, MU).go(1, 2, LAMBDA).go(2, 1, MU);
        if (perHour == 0) {
            chain.go(0, 1, automatic);
        } else {
            chain.go(0, 3, automatic).go(3, 1, perHour).go(3, 4, MU).go(4, 0, perHour);
        }
        if (people > 0) {
            chain.go(0, 5, people).go(5, 1, hand).go(5, 6, MU).go(6, 0, hand);
        }
        return chain;
    }

    private static Case law(int number, String name, String law, Duration life, Duration repair) {
        return cold(number, name, LAWS, "A cold pair with " + law + " repairs of 50 h on average", life, repair);
    }

    private static Case cold(int number, String name, String group, String title, Duration life, Duration repair) {
        return new Case(
                number,
                name,
                group,
                title,
                "pair.unavailability",
                Regenerative.coldPair(life, repair).rateOver(50 * YEAR),
                SHARE,
                "cycles of a repair beside a working time: E(max(0, Y − X)) ÷ E(max(X, Y)), by numerical integration;"
                        + " one crew; with the start from all-up over T = 50 y");
    }

    private static Case warm(int number, String name, String group, double dormancy) {
        Ctmc chain = new Ctmc(3)
                .go(0, 1, (1 + dormancy) * LAMBDA)
                .go(1, 2, LAMBDA)
                .go(1, 0, MU)
                .go(2, 1, MU);
        return chain(
                number,
                name,
                group,
                "A spare that fails at " + (int) (100 * dormancy) + " % of the working rate, one crew",
                chain,
                "units down: (1 + d)λ, λ up, μ back, d = " + dormancy,
                2);
    }

    private static Case chain(
            int number, String name, String group, String title, Ctmc chain, String how, int... down) {
        return new Case(
                number,
                name,
                group,
                title,
                "pair.unavailability",
                chain.share(20 * YEAR, down),
                SHARE,
                "Markov chain, " + how + "; λ = 1/500 h, μ = 1/50 h; from all-up over T = 20 y");
    }
}
