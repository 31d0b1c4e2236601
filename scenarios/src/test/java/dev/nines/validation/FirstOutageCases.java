package dev.nines.validation;

import static dev.nines.validation.Case.HOUR;
import static dev.nines.validation.Case.SECONDS;
import static dev.nines.validation.Case.SHARE;
import static dev.nines.validation.Case.YEAR;

import java.util.List;

/** Mean time to the first outage, and the probability R(t) of none until t. Times in hours. */
final class FirstOutageCases {
    private static final String MTTF = "duplex MTTF";
    private static final String SURVIVAL = "R(t)";
    private static final double LAMBDA = 1.0 / 1000;

    private FirstOutageCases() {}

    static List<Case> all() {
        double repaired = Units.shared(2, 1.0 / 500, 1.0 / 20, 2).meanTimeTo(0, 2);
        double e = Math.exp(-1);
        return List.of(
                mttf(48, "mttf-duplex", "Two units without repair", "pair", 3 / (2 * LAMBDA), "3 ÷ 2λ, λ = 1/1000 h"),
                mttf(
                        49,
                        "mttf-duplex-repair",
                        "Two units with repair",
                        "pair",
                        repaired,
                        "(3λ + μ) ÷ 2λ², λ = 1/500 h, μ = 1/20 h"),
                mttf(50, "mttf-two-of-three", "Two of three without repair", "tmr", 5 / (6 * LAMBDA), "5 ÷ 6λ"),
                mttf(51, "mttf-cold-spare", "A cold spare without repair", "pair", 2 / LAMBDA, "2 ÷ λ"),
                mttf(
                        52,
                        "mttf-cold-spare-repair",
                        "A cold spare with repair",
                        "pair",
                        (2.0 / 500 + 1.0 / 20) / (1.0 / 500 / 500),
                        "(2λ + μ) ÷ λ², λ = 1/500 h, μ = 1/20 h"),
                survival(53, "survival-duplex", "Two units", "pair", 2 * e - e * e, "2e^(−λt) − e^(−2λt), λt = 1"),
                survival(
                        54,
                        "survival-duplex-repair",
                        "Two units with repair",
                        "pair",
                        survivesYear(),
                        "Markov chain with the outage absorbing, λ = 1/500 h, μ = 1/20 h, t = 1 y"),
                survival(
                        55,
                        "survival-two-of-three",
                        "Two of three",
                        "tmr",
                        3 * e * e - 2 * e * e * e,
                        "3e^(−2λt) − 2e^(−3λt), λt = 1"),
                survival(56, "survival-cold-spare", "A cold spare", "pair", 2 * e, "e^(−λt)·(1 + λt), λt = 1"),
                survival(
                        57,
                        "survival-weibull-series",
                        "Two ageing units in series",
                        "both",
                        Math.exp(-Math.pow(0.5, 3) - Math.pow(1000.0 / 1500, 1.5)),
                        "exp(−(t/2000 h)³ − (t/1500 h)^1.5), t = 1000 h"));
    }

    private static double survivesYear() {
        Ctmc chain = new Ctmc(3).go(0, 1, 2.0 / 500).go(1, 0, 1.0 / 20).go(1, 2, 1.0 / 500);
        return 1 - chain.from(0, YEAR).law()[2];
    }

    private static Case mttf(int number, String name, String title, String service, double hours, String derivation) {
        String measure = service + ".first-outage.mean";
        return new Case(number, name, MTTF, title + ": MTTF", measure, hours * HOUR, SECONDS, derivation);
    }

    private static Case survival(int number, String name, String title, String service, double r, String derivation) {
        return new Case(number, name, SURVIVAL, title + ": R(t)", service + ".no-outage", r, SHARE, derivation);
    }
}
