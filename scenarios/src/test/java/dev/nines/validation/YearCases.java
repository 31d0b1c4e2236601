package dev.nines.validation;

import static dev.nines.validation.Case.HOUR;
import static dev.nines.validation.Case.SECONDS;
import static dev.nines.validation.Case.SHARE;
import static dev.nines.validation.Case.YEAR;

import java.util.List;

/** The distribution of one year's downtime. Times in hours. */
final class YearCases {
    private static final String GROUP = "yearly downtime";
    private static final double LAMBDA = 1.0 / 1000;

    private YearCases() {}

    static List<Case> all() {
        return List.of(
                new Case(
                        65,
                        "year-without-outage",
                        GROUP,
                        "A year without an outage",
                        "a.no-outage",
                        Math.exp(-1),
                        SHARE,
                        "e^(−λT), λ = 1/y, T = 1 y"),
                exceeds(66, "year-exceeds-exponential", "exponential", 24, Takacs.gammaSums(2, 1, 24)),
                exceeds(67, "year-exceeds-constant", "constant", 23, Takacs.constantSums(2, 23)),
                exceeds(68, "year-exceeds-erlang", "Erlang", 24, Takacs.gammaSums(2, 3, 24)),
                quantile(69, "year-p95", "p95", 0.95, 1),
                quantile(70, "year-median", "p50", 0.5, 3),
                new Case(
                        71,
                        "year-pair-without-outage",
                        GROUP,
                        "A year of a pair without an outage",
                        "pair.no-outage",
                        1 - absorbed(),
                        SHARE,
                        "Markov chain with the outage absorbing: λ = 1/1000 h, μ = 1/50 h, one crew, T = 1 y"));
    }

    private static double absorbed() {
        Ctmc chain = new Ctmc(3).go(0, 1, 2 * LAMBDA).go(1, 0, 0.02).go(1, 2, LAMBDA);
        return chain.from(0, YEAR).law()[2];
    }

    private static Case exceeds(
            int number, String name, String law, double hours, java.util.function.IntToDoubleFunction sums) {
        return new Case(
                number,
                name,
                GROUP,
                "P(downtime of a year > " + (int) hours + " h), " + law + " repairs",
                "a.P(downtime/year > " + (int) hours + "h)",
                1 - Takacs.within(hours, YEAR, LAMBDA, sums),
                SHARE,
                "Takács 1957: 1 − Σ Poisson(n; λ(T − x))·P(Y₁ + … + Yₙ ≤ x), λ = 1/1000 h, EY = 2 h, T = 1 y, x = "
                        + (int) hours + " h");
    }

    private static Case quantile(int number, String name, String statistic, double p, double shape) {
        double hours = Numeric.root(x -> Takacs.within(x, YEAR, LAMBDA, Takacs.gammaSums(2, shape, x)), p, 0, 200);
        return new Case(
                number,
                name,
                GROUP,
                "The " + statistic + " of a year's downtime",
                "a.downtime-per-year." + statistic,
                hours * HOUR,
                SECONDS,
                "root of Takács' law at " + p + ", λ = 1/1000 h, repairs gamma(2h shape " + (int) shape + ")");
    }
}
