package dev.nines.model;

import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.HeartbeatSpec;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.protocol.detector.FailureDetector;
import dev.nines.protocol.healthcheck.ServerCheckConfig;
import dev.nines.protocol.heartbeat.HeartbeatConfig;
import dev.nines.protocol.vrrp.VirtualRouterConfig;

/** What a design says of a machine, in the machine's own terms: the same for virtual and for real time. */
public final class Machines {
    private Machines() {}

    /** @param ownAddress IPv4 address of the node, or a number that orders the nodes in the same way */
    public static VirtualRouterConfig virtualRouter(
            KeepalivedSpec spec, KeepalivedSpec.Instance instance, int ownAddress) {
        return new VirtualRouterConfig(
                spec.version(),
                instance.priority(),
                instance.stateMaster(),
                ownAddress,
                spec.advertIntNanos(),
                spec.downTimerAdverts(),
                spec.preempt(),
                spec.preemptDelayNanos(),
                spec.startupDelayNanos(),
                spec.lowerPrioNoAdvert(),
                spec.higherPrioSendAdvert(),
                spec.unicast(),
                new VirtualRouterConfig.Garp(
                        spec.garpMasterRepeat(),
                        spec.garpMasterDelayNanos(),
                        spec.garpMasterRefreshNanos(),
                        spec.garpMasterRefreshRepeat(),
                        spec.garpLowerPrioRepeat(),
                        spec.garpLowerPrioDelayNanos()));
    }

    /** The check of each server. */
    public static ServerCheckConfig serverCheck(HaproxySpec spec) {
        HaproxySpec.Check check = spec.check();
        return new ServerCheckConfig(
                ServerCheckConfig.Type.valueOf(check.type().name()),
                check.interNanos(),
                ownInterval(check.fastinterNanos(), check),
                ownInterval(check.downinterNanos(), check),
                check.rise(),
                check.fall(),
                check.timeoutNanos(),
                spec.timeoutConnectNanos(),
                100 * check.spreadChecks(),
                ServerCheckConfig.Observe.valueOf(check.observe().name()),
                check.errorLimit(),
                ServerCheckConfig.OnError.valueOf(check.onError().name()),
                ServerCheckConfig.InitState.UP);
    }

    /** An interval equal to {@code inter} is as good as not set; for HAProxy 0 means not set. */
    private static long ownInterval(long nanos, HaproxySpec.Check check) {
        return nanos == check.interNanos() ? 0 : nanos;
    }

    /**
     * One node of a heartbeat group.
     *
     * @param phase 0 … 1 of a product's timers that drift apart
     */
    public static HeartbeatConfig heartbeat(HeartbeatSpec spec, double phase) {
        return Detectors.config(spec, phase);
    }

    /** A new detector, which knows nothing yet. */
    public static FailureDetector detector(HeartbeatSpec spec) {
        return Detectors.create(spec);
    }
}
