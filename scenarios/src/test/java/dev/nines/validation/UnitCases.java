package dev.nines.validation;

import static dev.nines.validation.Case.HOUR;
import static dev.nines.validation.Case.SECONDS;
import static dev.nines.validation.Case.SHARE;
import static dev.nines.validation.Case.YEAR;

import java.util.List;

/** One unit that works and is repaired in turn. Times in hours. */
final class UnitCases {
    static final Duration OFFICE = Duration.lognormal(4, 24);
    private static final String GROUP = "alternating renewal";
    private static final String HOW = "U(T) = (EY ÷ m)·(1 + m₂ ÷ 2mT) − (EX·EY + EY² ÷ 2) ÷ mT, m = EX + EY, by renewal"
            + " theory (Cox 1962); only the means matter in the long run";

    private UnitCases() {}

    static List<Case> all() {
        Duration x = Duration.exponential(1000);
        Duration wears = Duration.weibull(1000, 3);
        return List.of(
                new Case(
                        1,
                        "unit-exponential",
                        GROUP,
                        "A unit with exponential failures and repairs",
                        "a.unavailability",
                        exponential(0.001, 0.1, 10 * YEAR),
                        SHARE,
                        "λ ÷ (λ + μ)·[1 − (1 − e^(−(λ+μ)T)) ÷ (λ + μ)T], λ = 1/1000 h, μ = 1/10 h, T = 10 y"),
                share(2, "unit-constant-repair", "Repairs of constant length", x, Duration.constant(10)),
                share(3, "unit-lognormal-repair", "Lognormal repairs", x, OFFICE),
                share(4, "unit-wears-out", "Wear-out and lognormal repairs", wears, OFFICE),
                share(
                        5,
                        "unit-early-failures",
                        "Early failures and exponential repairs",
                        Duration.weibull(1000, 0.7),
                        Duration.exponential(10)),
                share(
                        6,
                        "unit-uniform",
                        "Uniform working and repair times",
                        Duration.uniform(500, 1500),
                        Duration.uniform(5, 15)),
                share(
                        7,
                        "unit-erlang",
                        "Erlang working and repair times",
                        Duration.gamma(1000, 2),
                        Duration.gamma(10, 3)),
                new Case(
                        8,
                        "unit-outage-rate",
                        GROUP,
                        "How often a unit that wears out fails",
                        "a.outages-per-year",
                        Regenerative.failures(wears, OFFICE).rateOver(10 * YEAR) * YEAR,
                        Case.PER_YEAR,
                        "(T − EX) ÷ mT + m₂ ÷ 2m²T, the renewal function of X + Y with its first failure after X"),
                new Case(
                        9,
                        "unit-outage-p95",
                        GROUP,
                        "The 95th percentile of outages is that of the repairs",
                        "a.drills.failure.outage.p95",
                        24 * HOUR,
                        SECONDS,
                        "lognormal(4h p95 24h) has its 95th percentile at 24 h"),
                new Case(
                        10,
                        "unit-outage-mean",
                        GROUP,
                        "The mean of outages is that of the repairs",
                        "a.drills.failure.outage.mean",
                        10 * HOUR,
                        SECONDS,
                        "hyperexponential(10h cv 2) has the mean 10 h"),
                share(
                        11,
                        "unit-hyperexponential-repair",
                        "Gamma working times and hyperexponential repairs",
                        Duration.gamma(1000, 0.5),
                        Duration.hyperexponential(10, 2)));
    }

    private static Case share(int number, String name, String title, Duration x, Duration y) {
        double exact = Regenerative.alternating(x, y).rateOver(10 * YEAR);
        return new Case(number, name, GROUP, title, "a.unavailability", exact, SHARE, HOW + "; T = 10 y");
    }

    /** The mean share of the first {@code time} that a new exponential unit is down. */
    static double exponential(double lambda, double mu, double time) {
        double sum = lambda + mu;
        return lambda / sum * (1 + Math.expm1(-sum * time) / (sum * time));
    }
}
