package dev.nines.validation;

import static dev.nines.validation.Case.SECONDS;

import java.util.List;

/** The real machines: how the phase of their timers shapes an outage, and how often they are wrong. Seconds. */
final class MachineCases {
    private static final String PHASE = "timer phase";
    private static final String VRRP = "the last advertisement is uniformly 0 to 1 s old at the crash: outage ~ U[2.609375 s,"
            + " 3.609375 s] = 3·advert_int + (256 − 100)/256 s − φ (facts of keepalived, section 2)";

    private MachineCases() {}

    static List<Case> all() {
        return List.of(
                phase(86, "keepalived-crash-mean", "A keepalived master dies: mean outage", "web", "mean", 3.109375, VRRP),
                phase(87, "keepalived-crash-p95", "A keepalived master dies: 95th percentile", "web", "p95", 3.559375, VRRP),
                phase(
                        88,
                        "keepalived-fast-crash",
                        "The same with VRRP version 3 at 100 ms",
                        "web",
                        "mean",
                        0.3109375,
                        "a tenth of it: U[0.2609375 s, 0.3609375 s]"));
    }

    private static Case phase(
            int number, String name, String title, String service, String statistic, double exact, String derivation) {
        String measure = service + ".drills.crash.outage." + statistic;
        return new Case(number, name, PHASE, title, measure, exact, SECONDS, derivation);
    }
}
