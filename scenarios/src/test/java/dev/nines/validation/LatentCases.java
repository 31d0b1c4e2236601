package dev.nines.validation;

import static dev.nines.validation.Case.SHARE;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Failures that nobody sees until the next test. Times in hours; a test every 30 days. */
final class LatentCases {
    private static final String GROUP = "latent failure";
    private static final double PERIOD = 720;
    private static final double LAMBDA = 1.0 / 2000;
    private static final double MU = 1.0 / 10;
    /** Ten years hold 121 tests and a rest. */
    private static final double TIME = 87_600;

    private LatentCases() {}

    static List<Case> all() {
        return List.of(
                new Case(
                        58,
                        "latent-unit",
                        GROUP,
                        "A unit that is tested every 30 days, repaired in no time",
                        "a.unavailability",
                        instant(),
                        SHARE,
                        "1 − (1 − e^(−λτ)) ÷ λτ for each whole period, λ = 1/2000 h, τ = 720 h, and the rest of T = 10 y"),
                of(
                        59,
                        "latent-unit-repair",
                        "A unit that is tested every 30 days, then repaired",
                        "a",
                        unit(),
                        new int[] {1, 2}),
                of(60, "latent-pair", "Two units that are tested together, one is enough", "pair", pair(), new int[] {
                    4, 5, 7, 8
                }),
                of(61, "latent-spare", "One unit is watched, the other only tested", "pair", watched(), new int[] {4, 5
                }));
    }

    private static Case of(int number, String name, String title, String service, Model model, int[] down) {
        String derivation = "Markov chain from test to test, a test turns latent failures into repairs: λ = 1/2000 h,"
                + " μ = 1/10 h, τ = 720 h; from all-up over T = 10 y";
        double exact = share(model.chain, model.test, down);
        return new Case(number, name, GROUP, title, service + ".unavailability", exact, SHARE, derivation);
    }

    private static double instant() {
        double whole = Math.floor(TIME / PERIOD);
        double rest = TIME - whole * PERIOD;
        return 1 - (whole * -Math.expm1(-LAMBDA * PERIOD) - Math.expm1(-LAMBDA * rest)) / LAMBDA / TIME;
    }

    /** @param test where a test takes each state */
    private record Model(Ctmc chain, IntUnaryOperator test) {}

    /** 0 up, 1 down and unknown, 2 in repair. */
    private static Model unit() {
        return new Model(new Ctmc(3).go(0, 1, LAMBDA).go(2, 0, MU), s -> s == 1 ? 2 : s);
    }

    /** 3·first + second. */
    private static Model pair() {
        Ctmc chain = new Ctmc(9);
        for (int other = 0; other < 3; other++) {
            chain.go(other, 3 + other, LAMBDA).go(6 + other, other, MU);
            chain.go(3 * other, 3 * other + 1, LAMBDA).go(3 * other + 2, 3 * other, MU);
        }
        return new Model(chain, s -> 3 * found(s / 3) + found(s % 3));
    }

    /** 3·(0 up, 1 in repair) + the tested unit's state. */
    private static Model watched() {
        Ctmc chain = new Ctmc(6);
        for (int tested = 0; tested < 3; tested++) {
            chain.go(tested, 3 + tested, 1.0 / 500).go(3 + tested, tested, 1.0 / 20);
        }
        for (int seen = 0; seen < 2; seen++) {
            chain.go(3 * seen, 3 * seen + 1, LAMBDA).go(3 * seen + 2, 3 * seen, MU);
        }
        return new Model(chain, s -> 3 * (s / 3) + found(s % 3));
    }

    private static int found(int state) {
        return state == 1 ? 2 : state;
    }

    private static double share(Ctmc chain, IntUnaryOperator test, int[] down) {
        double[] law = new double[chain.states()];
        law[0] = 1;
        double lost = 0;
        for (double now = 0; now < TIME; now += PERIOD) {
            Ctmc.Transient period = chain.after(law, Math.min(PERIOD, TIME - now));
            lost += Arrays.stream(down).mapToDouble(s -> period.spent()[s]).sum();
            Arrays.fill(law, 0);
            for (int s = 0; s < law.length; s++) {
                law[test.applyAsInt(s)] += period.law()[s];
            }
        }
        return lost / TIME;
    }
}
