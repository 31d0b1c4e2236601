package dev.nines.chaos.run;

import dev.nines.chaos.inject.Effect;
import dev.nines.chaos.probe.ReadBack;
import dev.nines.chaos.probe.Repetition;
import dev.nines.measure.Losses;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One drill, done once.
 *
 * @param repetition from 0
 * @param waitedNanos before the fault, drawn from the seed
 * @param beginNanos when measuring began, by the clock of the client's host
 * @param faultNanos by the same clock
 * @param healNanos when the last fault was out of effect
 * @param seen by service
 * @param phases by service, of each of its outages
 * @param clients what clients saw, by the service that they call
 * @param writes what became of acknowledged writes; empty without a ledger
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
        Map<String, List<MeasuredPhases>> phases,
        Map<String, Repetition> clients,
        Optional<ReadBack> writes,
        String invalid) {

    /** Of the ledger; nothing is known where nobody could look. */
    public Losses losses() {
        return writes.flatMap(ReadBack::losses).orElse(Losses.NOT_MEASURED);
    }

    public boolean counts() {
        return invalid.isEmpty();
    }

    /** Whether an outage began after the fault was out. */
    public boolean outageAtHeal(String service) {
        return seen.get(service).outages().stream().anyMatch(outage -> outage.startNanos() >= healNanos);
    }
}
