package dev.nines.validation;

import static dev.nines.validation.Case.SECONDS;

import java.util.List;

/** The real machines: how the phase of their timers shapes an outage, and how often they are wrong. Seconds. */
final class MachineCases {
    private static final String PHASE = "timer phase";
    private static final String VRRP =
            "the last advertisement is uniformly 0 to 1 s old at the crash: outage ~ U[2.609375 s,"
                    + " 3.609375 s] = 3·advert_int + (256 − 100)/256 s − φ (facts of keepalived, section 2)";

    private MachineCases() {}

    private static final String SUSPICION = "false suspicion";

    static List<Case> all() {
        return List.of(
                phase(
                        86,
                        "keepalived-crash-mean",
                        "A keepalived master dies: mean",
                        "web",
                        "crash",
                        "mean",
                        3.109375,
                        VRRP),
                phase(
                        87,
                        "keepalived-crash-p95",
                        "A keepalived master dies: p95",
                        "web",
                        "crash",
                        "p95",
                        3.559375,
                        VRRP),
                phase(
                        88,
                        "keepalived-fast-crash",
                        "The same with VRRP version 3 at 100 ms",
                        "web",
                        "crash",
                        "mean",
                        0.3109375,
                        "a tenth of it: U[0.2609375 s, 0.3609375 s]"),
                phase(
                        89,
                        "haproxy-refused",
                        "HAProxy's server refuses connections",
                        "front",
                        "kill",
                        "mean",
                        2.5,
                        "φ + (fall − 1)·inter, φ ~ U[0, inter], inter 1 s, fall 3 (facts of HAProxy, section 2)"),
                phase(
                        90,
                        "haproxy-silent",
                        "HAProxy's server is silent",
                        "front",
                        "crash",
                        "mean",
                        1 + 3 * 0.5 + 2 * 2,
                        "φ + fall·Tc + (fall − 1)·inter, φ ~ U[0, inter], inter 2 s, fall 3, Tc = timeout connect = 0.5 s"),
                phase(
                        91,
                        "heartbeat-crash",
                        "A heartbeat falls silent",
                        "web",
                        "crash",
                        "mean",
                        3,
                        "time-out − φ, φ ~ U[0, interval]: U[2.5 s, 3.5 s]"),
                new Case(
                        92,
                        "heartbeat-detection",
                        PHASE,
                        "A heartbeat falls silent: detection",
                        "ip.drills.crash.detection.p50",
                        3,
                        SECONDS,
                        "median of U[2.5 s, 3.5 s], time-out − φ"),
                suspicion(93, "false-suspicions", 0.2, 3),
                suspicion(94, "false-suspicions-of-two", 0.1, 2),
                new Case(
                        95,
                        "mistake-duration",
                        SUSPICION,
                        "How long a false suspicion lasts",
                        "ip.mistake.mean",
                        3 + 1 / 0.8 - 3.5,
                        SECONDS,
                        "E(T_M) = (m + 1 ÷ (1 − p))·η − time-out, m = 3, p = 0.2, η = 1 s, time-out 3.5 s (facts of failure"
                                + " detectors, section 3)"),
                recurrence(
                        96,
                        "mistake-recurrence",
                        "A fixed time-out is wrong again",
                        1 / (0.8 * 0.008),
                        "E(T_MR) = η ÷ ((1 − p)·pᵐ), m = 3, p = 0.2, η = 1 s"),
                recurrence(
                        97,
                        "mistake-recurrence-nfd-s",
                        "NFD-S is wrong again: constant delay",
                        1 / (0.8 * 0.008),
                        "E(T_MR) = η ÷ p_S, p_S = q0·u(0); η = 1 s, δ = 2.5 s, k = 3, p = 0.2, D constant below δ − 2η:"
                                + " u(0) = p³, q0 = 1 − p"),
                recurrence(
                        98,
                        "mistake-recurrence-random-delay",
                        "NFD-S is wrong again: uniform delay",
                        1 / (0.95 * (0.05 + 0.95 * 4 / 9)),
                        "E(T_MR) = η ÷ p_S; η = 1 s, δ = 0.5 s, k = 1, p = 0.05, D uniform from 0 to 0.9 s: u(0) = p + (1 − p)·4/9,"
                                + " q0 = 1 − p"),
                recurrence(
                        99,
                        "mistake-recurrence-overtaking",
                        "NFD-S is wrong again: beats overtake each other",
                        1
                                / (0.95
                                        * -Math.expm1(-2.5)
                                        * (0.05 + 0.95 * Math.exp(-1.5))
                                        * (0.05 + 0.95 * Math.exp(-0.5))),
                        "E(T_MR) = η ÷ p_S; η = 1 s, δ = 1.5 s, k = 2, p = 0.05, D exponential of mean η: u(0) = (p + (1 − p)·e^−1.5)"
                                + "·(p + (1 − p)·e^−0.5), q0 = (1 − p)·(1 − e^−2.5)"));
    }

    private static Case recurrence(int number, String name, String title, double exact, String derivation) {
        return new Case(
                number,
                name,
                SUSPICION,
                title,
                "ip.mistake-recurrence",
                exact,
                SECONDS,
                derivation + " (facts of failure detectors, section 3)");
    }

    private static Case phase(
            int number,
            String name,
            String title,
            String service,
            String drill,
            String statistic,
            double exact,
            String derivation) {
        String measure = service + ".drills." + drill + ".outage." + statistic;
        return new Case(number, name, PHASE, title, measure, exact, SECONDS, derivation);
    }

    private static Case suspicion(int number, String name, double loss, int beats) {
        return new Case(
                number,
                name,
                SUSPICION,
                "False suspicions at " + Math.round(100 * loss) + " % loss and " + beats + " missing beats",
                "ip.false-suspicions-per-year",
                2 * 365 * 86_400.0 * (1 - loss) * Math.pow(loss, beats),
                Case.PER_YEAR,
                "2 ÷ E(T_MR), as each node watches the other; E(T_MR) = η ÷ (1 − p)pᵐ, η = 1 s, p = " + loss + ", m = "
                        + beats + " (facts of failure detectors, section 3)");
    }
}
