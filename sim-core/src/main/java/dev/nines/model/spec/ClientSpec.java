package dev.nines.model.spec;

/**
 * Open-loop clients on one client host.
 *
 * @param calls the service that they call
 * @param port of that service; 0: its first
 * @param ratePerSecond of requests on average; they come at random (Poisson)
 * @param writeShare of requests that write to the database, 0 … 1
 * @param uploadShare of requests that write a file, 0 … 1
 * @param timeoutNanos after which the client gives up
 * @param retries after a failure, at once
 * @param addresses source addresses, used in turn
 * @param sloLatencyP99Nanos the service is degraded beyond it; 0: none
 * @param sloErrorShare the service is degraded beyond it; 1: none
 */
public record ClientSpec(
        String name,
        String calls,
        int port,
        double ratePerSecond,
        double writeShare,
        double uploadShare,
        long timeoutNanos,
        int retries,
        Connections connections,
        int addresses,
        long sloLatencyP99Nanos,
        double sloErrorShare) {

    public enum Connections {
        NEW,
        KEEP_ALIVE,
        LONG_LIVED
    }
}
