package dev.nines.model.spec;

import java.util.List;

/**
 * Nodes that send each other a heartbeat and suspect each other by a failure detector; the first node in the list that
 * is not suspected owns the address {@code owns}.
 */
public record HeartbeatSpec(String name, List<String> nodes, long intervalNanos, DetectorSpec detector)
        implements ServiceSpec {

    /** With a fixed time-out. */
    public HeartbeatSpec(String name, List<String> nodes, long intervalNanos, long timeoutNanos) {
        this(name, nodes, intervalNanos, new DetectorSpec.Fixed(timeoutNanos));
    }
}
