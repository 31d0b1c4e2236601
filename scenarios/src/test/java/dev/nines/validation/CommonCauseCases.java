package dev.nines.validation;

import static dev.nines.validation.Case.SHARE;
import static dev.nines.validation.Case.YEAR;

import java.util.List;

/** The beta factor: a share of each unit's failures strikes all units at once. Times in hours. */
final class CommonCauseCases {
    private static final String GROUP = "common cause";
    private static final double LAMBDA = 1.0 / 500;
    private static final double MU = 1.0 / 20;
    private static final double BETA = 0.1;

    private CommonCauseCases() {}

    static List<Case> all() {
        return List.of(
                of(44, "beta-pair", "Two units, a tenth of the failures strikes both", chain(2, 2), 2, 2, 20),
                new Case(
                        45,
                        "beta-pair-one-repair",
                        GROUP,
                        "Two units, one repair brings both back after a common failure",
                        "group.unavailability",
                        oneRepair().share(20 * YEAR, 2, 3),
                        SHARE,
                        "as the pair, and a state for the common failure: βλ while a unit works, 1/10 h back to"
                                + " all-up; T = 20 y"),
                of(46, "beta-two-of-three", "Three units, two are enough, beta 10 %", chain(3, 3), 3, 2, 20),
                of(47, "beta-one-of-three-one-crew", "Three units, one crew, beta 10 %", chain(3, 1), 3, 3, 20));
    }

    private static Case of(int number, String name, String title, Ctmc chain, int n, int down, int years) {
        String derivation = "Markov chain of the units down: each fails alone at (1 − β)λ, all at βλ, λ = 1/500 h,"
                + " β = 10 %, μ = 1/20 h; from all-up over T = " + years + " y";
        double exact = chain.share(years * YEAR, Units.from(down, n));
        return new Case(number, name, GROUP, title, "group.unavailability", exact, SHARE, derivation);
    }

    private static Ctmc chain(int n, int crews) {
        Ctmc chain = Units.shared(n, (1 - BETA) * LAMBDA, MU, crews);
        for (int down = 0; down < n; down++) {
            chain.go(down, n, BETA * LAMBDA);
        }
        return chain;
    }

    /** 0, 1, 2 down by themselves; 3: down by a common cause. */
    private static Ctmc oneRepair() {
        Ctmc chain = new Ctmc(4);
        chain.go(0, 1, 2 * (1 - BETA) * LAMBDA).go(1, 2, (1 - BETA) * LAMBDA);
        chain.go(1, 0, MU).go(2, 1, 2 * MU);
        chain.go(0, 3, BETA * LAMBDA).go(1, 3, BETA * LAMBDA);
        return chain.go(3, 0, 0.1);
    }
}
