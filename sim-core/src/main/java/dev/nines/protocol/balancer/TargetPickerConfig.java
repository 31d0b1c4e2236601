package dev.nines.protocol.balancer;

import java.util.Objects;

/**
 * One target group of an L4 network load balancer as far as choosing targets goes.
 *
 * @param targets number of targets, &ge; 1
 * @param algorithm how new flows are spread
 * @param onUnhealthy what happens to the flows of a target that became unhealthy
 * @param failOpen none healthy: all registered targets get traffic (AWS) instead of none
 * @param idleTimeoutNanos a flow without packets for longer is forgotten; AWS TCP: 350 s (60..6000 s)
 */
public record TargetPickerConfig(
        int targets, Algorithm algorithm, FlowPolicy onUnhealthy, boolean failOpen, long idleTimeoutNanos) {

    /** HASH: of the flow or of the source, whichever the driver passes. */
    public enum Algorithm {
        HASH,
        ROUND_ROBIN
    }

    public enum FlowPolicy {
        /** RST on the next packet (AWS). */
        RESET,
        /** The flow stays until it is idle (assumed for NCP, where replies bypass the balancer). */
        KEEP,
        /** The next packet goes to another target, which will answer it with RST. */
        REHASH
    }

    public TargetPickerConfig {
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(onUnhealthy, "policy");
        if (targets < 1) {
            throw new IllegalArgumentException("a target group needs at least one target, not " + targets);
        }
        if (idleTimeoutNanos <= 0) {
            throw new IllegalArgumentException("idle timeout must be positive, not " + idleTimeoutNanos);
        }
    }

    /** AWS NLB, TCP. */
    public static TargetPickerConfig aws(int targets) {
        return new TargetPickerConfig(targets, Algorithm.HASH, FlowPolicy.RESET, true, 350_000_000_000L);
    }

    public TargetPickerConfig withAlgorithm(Algorithm newAlgorithm) {
        return new TargetPickerConfig(targets, newAlgorithm, onUnhealthy, failOpen, idleTimeoutNanos);
    }

    public TargetPickerConfig withPolicy(FlowPolicy newOnUnhealthy, boolean newFailOpen) {
        return new TargetPickerConfig(targets, algorithm, newOnUnhealthy, newFailOpen, idleTimeoutNanos);
    }

    public TargetPickerConfig withIdleTimeout(long newIdleTimeoutNanos) {
        return new TargetPickerConfig(targets, algorithm, onUnhealthy, failOpen, newIdleTimeoutNanos);
    }
}
