package dev.nines.model.spec;

import dev.nines.kernel.Law;

/**
 * One-way delays and the behaviour of the hosts' kernels that outages depend on.
 *
 * @param withinZone one-way delay between hosts of the same zone (same first two path elements)
 * @param betweenZones one-way delay between zones of a region
 * @param betweenRegions one-way delay between regions
 * @param lossProbability of any message at any time
 * @param synRetries which kernel's SYN retransmission schedule: 1, 2, 3, 4, 5, 7, 11 s … or 1, 3, 7, 15 s …
 * @param reachableTimeNanos base_reachable_time of clients' neighbour tables (Linux: 30 s, drawn from 0.5 to 1.5 of it)
 * @param delayProbeTimeNanos delay_first_probe_time (Linux: 5 s)
 * @param unicastProbes ucast_solicit (Linux: 3)
 * @param retransTimeNanos retrans_time between probes (Linux: 1 s)
 */
public record NetworkSpec(
        Law withinZone,
        Law betweenZones,
        Law betweenRegions,
        double lossProbability,
        SynSchedule synRetries,
        long reachableTimeNanos,
        long delayProbeTimeNanos,
        int unicastProbes,
        long retransTimeNanos) {

    /** {@code LINEAR}: Linux 6.5 and newer (tcp_syn_linear_timeouts = 4). {@code EXPONENTIAL}: older kernels. */
    public enum SynSchedule {
        LINEAR,
        EXPONENTIAL
    }
}
