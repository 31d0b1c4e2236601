package dev.nines.chaos.probe;

import dev.nines.measure.RawOutage;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What one probe saw of one fault, from its stamp until everything had settled. Times are by the clock of the client's host.
 *
 * @param faultUncertaintyNanos how wrong the stamp of the fault may be on that clock
 * @param outages that ended after the fault and began before things had settled; none: nobody noticed
 * @param intervalNanos between probes: each edge of an outage is known to one interval
 * @param probes with an outcome, since the repetition began
 * @param failed of those; late ones are failed too
 * @param late of those: the prober was held up, and knows nothing
 * @param lateSends probes sent more than an interval after they were due
 * @param downtimeNanos failed share × time since the repetition began
 * @param latencyMicros of good probes, from when they were due
 * @param latenessMicros of sending
 */
public record Repetition(
        String probe,
        long faultNanos,
        long faultUncertaintyNanos,
        long settledNanos,
        List<RawOutage> outages,
        long intervalNanos,
        long probes,
        long failed,
        long late,
        long lateSends,
        long downtimeNanos,
        Histogram latencyMicros,
        Histogram latenessMicros) {

    /** Sum of the lengths of the outages, as a drill's row has it. */
    public long outageNanos() {
        return outages.stream().mapToLong(RawOutage::lengthNanos).sum();
    }

    /** From the fault to the first failed probe of its first outage, or empty if nobody noticed. */
    public Optional<Long> firstFailureNanos() {
        return outages.isEmpty() ? Optional.empty() : Optional.of(outages.get(0).startNanos() - faultNanos);
    }

    /** Whether what was seen is what happened: the prober itself was never held up. */
    public boolean trustworthy() {
        return late == 0;
    }

    /** What a reader should know about how sure these figures are. */
    public Optional<String> warning() {
        if (!trustworthy()) {
            return Optional.of(late + " probes of " + probe + " say nothing: the prober was held up");
        }
        if (faultUncertaintyNanos > intervalNanos) {
            return Optional.of("the fault's time is known to ±" + faultUncertaintyNanos / 1_000_000.0
                    + " ms only, more than the " + intervalNanos / 1_000_000.0 + " ms between probes of " + probe);
        }
        return Optional.empty();
    }
}
