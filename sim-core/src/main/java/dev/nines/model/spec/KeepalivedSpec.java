package dev.nines.model.spec;

import java.util.List;

/**
 * A virtual address kept by keepalived (VRRP). Parameter names and defaults are those of keepalived.conf(5).
 *
 * @param version 2 or 3
 * @param instances one per node, in file order
 * @param syncGroup instances of different services with the same group name on one host move together; empty: none
 * @param tracks scripts of this instance
 * @param trackPrimary false with dont_track_primary: losing the carrier is no fault
 * @param interfaces interfaces that are tracked beside the instance's own
 */
public record KeepalivedSpec(
        String name,
        int version,
        long advertIntNanos,
        boolean preempt,
        long preemptDelayNanos,
        int downTimerAdverts,
        int garpMasterRepeat,
        long garpMasterDelayNanos,
        long garpMasterRefreshNanos,
        int garpMasterRefreshRepeat,
        int garpLowerPrioRepeat,
        long garpLowerPrioDelayNanos,
        boolean lowerPrioNoAdvert,
        boolean higherPrioSendAdvert,
        long startupDelayNanos,
        boolean unicast,
        String syncGroup,
        List<Instance> instances,
        List<TrackScript> tracks,
        boolean trackPrimary,
        List<TrackInterface> interfaces)
        implements ServiceSpec {

    /** @param priority 1 … 255 */
    public record Instance(String host, int priority, boolean stateMaster) {}

    /**
     * vrrp_script plus its track_script entry.
     *
     * @param checks the service whose process on the same host the script looks at
     * @param weight 0 = FAULT when it fails; −253 … 253 otherwise
     * @param runTimeNanos how long one run takes
     * @param untrusted true when keepalived refuses the script (world-writable folder): tracking is silently off
     */
    public record TrackScript(
            String name,
            String checks,
            long intervalNanos,
            long timeoutNanos,
            int rise,
            int fall,
            int weight,
            boolean initFail,
            long runTimeNanos,
            boolean untrusted) {}

    /**
     * One entry of track_interface. A host has one cable here: every interface has its carrier.
     *
     * @param weight 0 = FAULT while it is down; below 0: added to the priority while it is down, above 0: while it is up;
     *     −253 … 253
     * @param reverse the sign of what is added is flipped; with weight 0: FAULT while it is up
     */
    public record TrackInterface(String name, int weight, boolean reverse) {}

    @Override
    public List<String> nodes() {
        return instances.stream().map(Instance::host).toList();
    }
}
