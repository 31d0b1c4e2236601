package dev.nines.validation;

import static dev.nines.validation.Case.COUNT;
import static dev.nines.validation.Case.SECONDS;
import static dev.nines.validation.Case.SHARE;

import java.util.List;

/** Queues, after a warm-up. Times in seconds; service takes 10 s on average. */
final class QueueCases {
    private static final double MU = 0.1;
    private static final String SINGLE = "M/M/1";
    private static final String MANY = "M/M/c";
    private static final String FINITE = "M/M/1/K";
    private static final String GENERAL = "M/G/1";

    private QueueCases() {}

    static List<Case> all() {
        double seven = 0.07;
        return List.of(
                of(72, "mm1-response", SINGLE, "response.mean", Queues.mm1Response(0.05, MU), "1 ÷ (μ − λ), ρ = 0.5"),
                of(73, "mm1-busy-wait", SINGLE, "wait.mean", Queues.mm1Response(0.08, MU) - 10, "ρ ÷ (μ − λ), ρ = 0.8"),
                of(74, "mm1-in-system", SINGLE, "in-system.mean", 0.7 / 0.3, "ρ ÷ (1 − ρ), ρ = 0.7"),
                of(75, "mm3-wait", MANY, "wait.mean", Queues.mmcWait(0.21, MU, 3), "C ÷ (cμ − λ), Erlang's C, ρ = 0.7"),
                of(76, "mm8-wait", MANY, "wait.mean", Queues.mmcWait(0.64, MU, 8), "C ÷ (cμ − λ), Erlang's C, ρ = 0.8"),
                of(
                        77,
                        "mm1k-lost",
                        FINITE,
                        "lost",
                        Queues.mm1kLost(0.08, MU, 5),
                        "(1 − ρ)ρ⁵ ÷ (1 − ρ⁶), ρ = 0.8, K = 5"),
                of(
                        78,
                        "mm1k-in-system",
                        FINITE,
                        "in-system.mean",
                        Queues.mm1kInSystem(0.08, MU, 5),
                        "ρ ÷ (1 − ρ) − 6ρ⁶ ÷ (1 − ρ⁶), ρ = 0.8, K = 5"),
                of(79, "mmcc-lost", "M/M/c/c", "lost", Queues.erlangB(0.3, MU, 5), "Erlang's B, load 3, 5 servers"),
                of(
                        80,
                        "md1-wait",
                        GENERAL,
                        "wait.mean",
                        Queues.mg1Wait(seven, Duration.constant(10)),
                        "λE(S²) ÷ 2(1 − ρ), constant service, ρ = 0.7"),
                of(
                        81,
                        "mg1-lognormal-wait",
                        GENERAL,
                        "wait.mean",
                        Queues.mg1Wait(seven, Duration.lognormal(6, 30)),
                        "λE(S²) ÷ 2(1 − ρ), service lognormal(6s p95 30s)"),
                of(
                        82,
                        "mg1-hyperexponential-wait",
                        GENERAL,
                        "wait.mean",
                        Queues.mg1Wait(0.06, Duration.hyperexponential(10, 2)),
                        "λE(S²) ÷ 2(1 − ρ), service hyperexponential(10s cv 2), ρ = 0.6"),
                of(
                        83,
                        "mg1-erlang-wait",
                        GENERAL,
                        "wait.mean",
                        Queues.mg1Wait(seven, Duration.gamma(10, 4)),
                        "λE(S²) ÷ 2(1 − ρ), service erlang(10s shape 4), ρ = 0.7"),
                of(
                        84,
                        "dm1-wait",
                        "D/M/1",
                        "wait.mean",
                        Queues.dm1Wait(14, MU),
                        "σ ÷ μ(1 − σ), σ = e^(−μ(1 − σ)·14 s)"),
                of(
                        85,
                        "mm1-breakdowns",
                        "M/M/1 with breakdowns",
                        "in-system.mean",
                        Queues.brokenInSystem(0.05, MU, 0.001, 0.01),
                        "λ[(ξ + η)² + μξ] ÷ (ξ + η)[μη − λ(ξ + η)], λ = 0.05, μ = 0.1, ξ = 0.001, η = 0.01 per s"
                                + " (Mitrani and Avi-Itzhak 1968)"));
    }

    private static Case of(int number, String name, String group, String statistic, double exact, String derivation) {
        String unit = statistic.equals("lost") ? SHARE : statistic.startsWith("in-system") ? COUNT : SECONDS;
        String title = group + ": " + statistic.replace(".", ", ").replace("-", " ");
        return new Case(number, name, group, title, "line.queue." + statistic, exact, unit, derivation);
    }
}
