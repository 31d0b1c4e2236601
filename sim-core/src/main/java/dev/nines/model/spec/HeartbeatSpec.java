package dev.nines.model.spec;

import java.util.List;

/**
 * Nodes that send each other a heartbeat and take a silence longer than {@code timeout} for a failure; the first live
 * node in the list owns the address {@code owns}.
 */
public record HeartbeatSpec(String name, List<String> nodes, long intervalNanos, long timeoutNanos)
        implements ServiceSpec {}
