package dev.nines.model;

import dev.nines.model.spec.ClientSpec;
import dev.nines.model.spec.ProbeSpec;

/** What {@link Load} sends. Times in nanoseconds, shares 0 … 1. */
record LoadConfig(
        String name,
        boolean probe,
        long intervalNanos,
        int port,
        double writeShare,
        double uploadShare,
        long timeoutNanos,
        int retries,
        ClientSpec.Connections connections,
        int addresses) {

    static LoadConfig probes(String service, ProbeSpec spec) {
        return new LoadConfig(
                "probe:" + service,
                true,
                spec.intervalNanos(),
                0,
                0,
                0,
                spec.timeoutNanos(),
                0,
                spec.connections(),
                spec.addresses());
    }

    static LoadConfig clients(ClientSpec spec) {
        return new LoadConfig(
                spec.name(),
                false,
                Math.max(1, Math.round(1e9 / spec.ratePerSecond())),
                spec.port(),
                spec.writeShare(),
                spec.uploadShare(),
                spec.timeoutNanos(),
                spec.retries(),
                spec.connections(),
                spec.addresses());
    }
}
