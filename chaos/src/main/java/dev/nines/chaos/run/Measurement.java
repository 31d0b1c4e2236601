package dev.nines.chaos.run;

import dev.nines.chaos.inject.Effect;
import dev.nines.chaos.probe.Repetition;
import java.util.List;
import java.util.Map;

/**
 * One drill, done once.
 *
 * @param repetition from 0
 * @param waitedNanos before the fault, drawn from the seed
 * @param beginNanos when measuring began, by the clock of the client's host
 * @param faultNanos by the same clock
 * @param healNanos when the last fault was out of effect
 * @param seen by service
 * @param invalid why it does not count; empty: it does
 */
public record Measurement(
        int repetition,
        String drill,
        List<String> faults,
        long waitedNanos,
        long beginNanos,
        long faultNanos,
        long healNanos,
        List<Effect> effects,
        Map<String, Repetition> seen,
        String invalid) {

    public boolean counts() {
        return invalid.isEmpty();
    }

    /** Whether an outage began after the fault was out. */
    public boolean outageAtHeal(String service) {
        return seen.get(service).outages().stream().anyMatch(outage -> outage.startNanos() >= healNanos);
    }
}
