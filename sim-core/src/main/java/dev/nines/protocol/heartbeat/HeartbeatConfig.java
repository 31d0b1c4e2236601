package dev.nines.protocol.heartbeat;

/**
 * A heartbeat with a fixed time-out.
 *
 * @param intervalNanos between two beats sent, positive
 * @param timeoutNanos silence after which a peer is suspected, positive
 * @param peers how many other nodes; they are named 0..peers-1
 */
public record HeartbeatConfig(long intervalNanos, long timeoutNanos, int peers) {
    public HeartbeatConfig {
        if (intervalNanos <= 0 || timeoutNanos <= 0) {
            throw new IllegalArgumentException(
                    "heartbeat interval and time-out must be > 0 ns: " + intervalNanos + ", " + timeoutNanos);
        }
        if (peers < 0) {
            throw new IllegalArgumentException("peers must be >= 0: " + peers);
        }
    }
}
