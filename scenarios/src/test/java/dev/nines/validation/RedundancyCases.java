package dev.nines.validation;

import static dev.nines.validation.Case.SHARE;
import static dev.nines.validation.Case.YEAR;

import java.util.ArrayList;
import java.util.List;

/** Series systems and k-of-n, each unit with a repairer of its own or with a shared crew. Times in hours. */
final class RedundancyCases {
    private static final String SERIES = "series";
    private static final String INDEPENDENT = "k-of-n, independent repair";
    private static final String SHARED = "k-of-n, shared repair";
    private static final String CHAIN = "Markov chain of the units that are down, from all-up over T: ";

    private RedundancyCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        series(cases);
        independent(cases);
        shared(cases);
        return cases;
    }

    private static void series(List<Case> cases) {
        cases.add(new Case(
                12,
                "series-of-two",
                SERIES,
                "Two different units, both are needed",
                "both.unavailability",
                Units.share(Units.perMean(1000, 500), Units.perMean(10, 5), 10 * YEAR, f -> Units.count(f) > 0),
                SHARE,
                CHAIN + "1 − A₁·A₂ with λ = 1/1000 and 1/500 h, μ = 1/10 and 1/5 h; T = 10 y"));
        cases.add(new Case(
                13,
                "series-of-five",
                SERIES,
                "Five different units, all are needed",
                "all.unavailability",
                Units.share(
                        Units.perMean(1000, 500, 2000, 800, 3000),
                        Units.perMean(10, 5, 10, 2, 30),
                        10 * YEAR,
                        f -> Units.count(f) > 0),
                SHARE,
                CHAIN + "1 − ΠAᵢ with λ = 1/1000, 1/500, 1/2000, 1/800, 1/3000 h, μ = 1/10, 1/5, 1/10, 1/2, 1/30 h;"
                        + " T = 10 y"));
    }

    private static void independent(List<Case> cases) {
        cases.add(equal(14, "one-of-two", "Two units, one is enough", 2, 1, 50));
        cases.add(equal(15, "two-of-three", "Three units, two are enough", 3, 2, 20));
        cases.add(equal(16, "three-of-five", "Five units, three are enough", 5, 3, 100));
        cases.add(new Case(
                17,
                "two-of-three-different",
                INDEPENDENT,
                "Three different units, two are enough",
                "any-two.unavailability",
                Units.share(
                        Units.perMean(300, 500, 1000), Units.perMean(10, 20, 50), 20 * YEAR, f -> Units.count(f) > 1),
                SHARE,
                CHAIN + "two or three down, λ = 1/300, 1/500, 1/1000 h, μ = 1/10, 1/20, 1/50 h; T = 20 y"));
        double alone = 20.0 / 520;
        cases.add(
                new Case(
                        18,
                        "one-of-two-constant-repair",
                        INDEPENDENT,
                        "Two units with constant repairs, after a warm-up",
                        "pair.unavailability",
                        alone * alone,
                        SHARE,
                        "(EY ÷ (EX + EY))² = (20 ÷ 520)² in the steady state, whatever the laws, since the units are independent"));
        cases.add(new Case(
                19,
                "series-of-pairs",
                INDEPENDENT,
                "Two pairs in series",
                "system.unavailability",
                Units.share(
                        Units.perMean(500, 500, 300, 300),
                        Units.perMean(20, 20, 10, 10),
                        30 * YEAR,
                        f -> (f[0] && f[1]) || (f[2] && f[3])),
                SHARE,
                CHAIN + "1 − (1 − U₁²)(1 − U₂²), λ = 1/500 and 1/300 h, μ = 1/20 and 1/10 h; T = 30 y"));
        cases.add(new Case(
                20,
                "paths-with-a-common-unit",
                INDEPENDENT,
                "Two paths that share a unit",
                "system.unavailability",
                Units.share(
                        Units.perMean(2000, 500, 500),
                        Units.perMean(2, 20, 20),
                        30 * YEAR,
                        f -> f[0] || (f[1] && f[2])),
                SHARE,
                CHAIN + "1 − A₁·(1 − U₂·U₃): the common unit counts once; λ = 1/2000, 1/500, 1/500 h, μ = 1/2, 1/20,"
                        + " 1/20 h; T = 30 y"));
    }

    private static Case equal(int number, String name, String title, int n, int k, int years) {
        double exact = Units.share(
                Units.same(n, 1.0 / 500), Units.same(n, 1.0 / 20), years * YEAR, f -> n - Units.count(f) < k);
        String derivation = CHAIN + "binomial tail of U = 20 ÷ 520, fewer than " + k + " of " + n
                + " up; λ = 1/500 h, μ = 1/20 h; T = " + years + " y";
        return new Case(number, name, INDEPENDENT, title, "group.unavailability", exact, SHARE, derivation);
    }

    private static void shared(List<Case> cases) {
        cases.add(crew(21, "one-of-two-one-crew", "Two units and one repair crew", 2, 1, 1, 500, 50));
        cases.add(crew(22, "one-of-three-one-crew", "Three units and one repair crew", 3, 1, 1, 200, 30));
        cases.add(crew(23, "three-of-five-two-crews", "Five units and two repair crews", 5, 3, 2, 500, 50));
        cases.add(new Case(
                24,
                "different-units-one-crew",
                SHARED,
                "Three different units wait for one crew, first come first served",
                "any-two.unavailability",
                firstComeFirstServed(Units.perMean(300, 500, 1000), Units.perMean(10, 20, 50), 20 * YEAR),
                SHARE,
                "Markov chain of the 16 orders in which units may wait, two or three down; λ = 1/300, 1/500, 1/1000 h,"
                        + " μ = 1/10, 1/20, 1/50 h; T = 20 y"));
        cases.add(hot(25, "hot-pair-constant-repair", "constant", Duration.constant(20)));
        cases.add(hot(26, "hot-pair-lognormal-repair", "lognormal", Duration.lognormal(10, 60)));
        cases.add(hot(27, "hot-pair-hyperexponential-repair", "hyperexponential", Duration.hyperexponential(20, 2)));
    }

    private static Case crew(int number, String name, String title, int n, int k, int crews, double life, int years) {
        double exact = Units.shared(n, 1 / life, 0.05, crews).share(years * YEAR, Units.from(n - k + 1, n));
        String derivation = "birth and death chain of the units down: λ = 1/" + (int) life + " h each, μ = 1/20 h, "
                + crews + " at a time; from all-up over T = " + years + " y";
        return new Case(number, name, SHARED, title, "group.unavailability", exact, SHARE, derivation);
    }

    private static Case hot(int number, String name, String law, Duration y) {
        return new Case(
                number,
                name,
                SHARED,
                "Two units, one crew, " + law + " repairs",
                "pair.unavailability",
                Regenerative.hotPair(1.0 / 500, y).rateOver(50 * YEAR),
                SHARE,
                "cycles from repair to repair: [EY − (1 − g) ÷ λ] ÷ [EY + g ÷ 2λ], g = E(e^(−λY)), λ = 1/500 h; with the"
                        + " start from all-up over T = 50 y");
    }

    /** Two or more of three units down; a state is the order in which those that are down have come. */
    static double firstComeFirstServed(double[] lambda, double[] mu, double time) {
        List<List<Integer>> orders = new ArrayList<>(List.of(List.of()));
        for (int i = 0; i < orders.size(); i++) {
            for (int unit = 0; unit < lambda.length; unit++) {
                if (!orders.get(i).contains(unit)) {
                    List<Integer> longer = new ArrayList<>(orders.get(i));
                    longer.add(unit);
                    orders.add(longer);
                }
            }
        }
        Ctmc chain = new Ctmc(orders.size());
        for (int i = 0; i < orders.size(); i++) {
            List<Integer> order = orders.get(i);
            for (int unit = 0; unit < lambda.length; unit++) {
                if (!order.contains(unit)) {
                    List<Integer> longer = new ArrayList<>(order);
                    longer.add(unit);
                    chain.go(i, orders.indexOf(longer), lambda[unit]);
                }
            }
            if (!order.isEmpty()) {
                chain.go(i, orders.indexOf(order.subList(1, order.size())), mu[order.get(0)]);
            }
        }
        double[] spent = chain.from(0, time).spent();
        double sum = 0;
        for (int i = 0; i < spent.length; i++) {
            sum += orders.get(i).size() > 1 ? spent[i] : 0;
        }
        return sum / time;
    }
}
