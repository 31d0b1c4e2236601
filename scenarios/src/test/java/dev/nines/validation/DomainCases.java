package dev.nines.validation;

import static dev.nines.validation.Case.SHARE;
import static dev.nines.validation.Case.YEAR;

import java.util.List;
import java.util.function.Predicate;

/** Units that need others: racks, power, zones. Their own clocks go on while what they need is down. */
final class DomainCases {
    private static final String GROUP = "correlated domains";

    private DomainCases() {}

    static List<Case> all() {
        return List.of(
                of(
                        62,
                        "shared-power",
                        "Two units on one power supply",
                        "pair",
                        new double[] {5000, 500, 500},
                        new double[] {10, 20, 20},
                        f -> f[0] || (f[1] && f[2]),
                        "1 − A_power·(1 − U²)"),
                of(
                        63,
                        "two-racks",
                        "Four units in two racks, two are enough",
                        "group",
                        new double[] {2000, 2000, 500, 500, 500, 500},
                        new double[] {10, 10, 20, 20, 20, 20},
                        f -> up(f, 0, 2, 3) + up(f, 1, 4, 5) < 2,
                        "fewer than two of four units up, each up only while its rack is"),
                of(
                        64,
                        "racks-in-a-zone",
                        "Two units in two racks of one zone",
                        "pair",
                        new double[] {10_000, 1000, 1000, 500, 500},
                        new double[] {5, 10, 10, 20, 20},
                        f -> f[0] || ((f[1] || f[3]) && (f[2] || f[4])),
                        "1 − A_zone·(1 − (1 − A_rack·A_unit)²)"));
    }

    private static int up(boolean[] f, int rack, int first, int second) {
        return f[rack] ? 0 : (f[first] ? 0 : 1) + (f[second] ? 0 : 1);
    }

    private static Case of(
            int number,
            String name,
            String title,
            String service,
            double[] life,
            double[] repair,
            Predicate<boolean[]> down,
            String formula) {
        double exact = Units.share(Units.perMean(life), Units.perMean(repair), 20 * YEAR, down);
        String derivation = "Markov chain of all parts, from all-up over T = 20 y; in the steady state " + formula;
        return new Case(number, name, GROUP, title, service + ".unavailability", exact, SHARE, derivation);
    }
}
