package dev.nines.measure;

import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What one service's probes and clients saw during one drill or one year of one trial.
 *
 * @param beginNanos of the measured time, since the start of the trial
 * @param probes sent, or that would have been sent in skipped stretches
 * @param failedProbes of those, planned work included
 * @param downtimeNanos failed share × time, unplanned only
 * @param plannedNanos failed share × time while only planned work was in effect
 * @param degradedNanos service up but beyond its slo
 * @param unprotectedNanos service up, redundancy gone
 * @param requests of real clients; {@code failedRequests} of them failed
 * @param extrapolated true when totals contain rate × time
 * @param latencyMicros of the good requests that were simulated
 * @param queue present when the service is one
 */
public record ServiceRecord(
        String service,
        long beginNanos,
        List<Outage> outages,
        long probes,
        long failedProbes,
        long downtimeNanos,
        long plannedNanos,
        long degradedNanos,
        long unprotectedNanos,
        long requests,
        long failedRequests,
        boolean extrapolated,
        Histogram latencyMicros,
        Losses losses,
        Optional<QueueRecord> queue) {

    /** Of a product, measured from the start of the trial. */
    public ServiceRecord(
            String service,
            List<Outage> outages,
            long probes,
            long failedProbes,
            long downtimeNanos,
            long plannedNanos,
            long degradedNanos,
            long unprotectedNanos,
            long requests,
            long failedRequests,
            boolean extrapolated,
            Histogram latencyMicros,
            Losses losses) {
        this(
                service,
                0,
                outages,
                probes,
                failedProbes,
                downtimeNanos,
                plannedNanos,
                degradedNanos,
                unprotectedNanos,
                requests,
                failedRequests,
                extrapolated,
                latencyMicros,
                losses,
                Optional.empty());
    }

    /** Sum of the lengths of all outages. */
    public long outageNanos() {
        long sum = 0;
        for (Outage outage : outages) {
            sum += outage.lengthNanos();
        }
        return sum;
    }
}
