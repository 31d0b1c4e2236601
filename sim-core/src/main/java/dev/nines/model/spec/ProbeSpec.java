package dev.nines.model.spec;

import java.util.List;

/**
 * Probes of each service that clients call (or that {@code services} names).
 *
 * @param intervalNanos between probes; default 10 ms
 * @param addresses source addresses of the one probe host, used in turn; default 16
 * @param timeoutNanos default 1 s
 * @param outageThreshold success share below which an outage opens; default 0.9
 */
public record ProbeSpec(
        List<String> services,
        long intervalNanos,
        int addresses,
        long timeoutNanos,
        double outageThreshold,
        ClientSpec.Connections connections) {}
