package dev.nines.protocol.detector;

/**
 * A fixed time-out.
 *
 * <table>
 *   <caption>What the products call it</caption>
 *   <tr><td>Akka, Pekko</td><td>{@code DeadlineFailureDetector}: acceptable-heartbeat-pause + heartbeat-interval</td></tr>
 *   <tr><td>Hazelcast</td><td>{@code deadline}: hazelcast.max.no.heartbeat.seconds</td></tr>
 * </table>
 *
 * @param timeoutMillis silence from which on a node is suspected, 1 ms to 2^30 ms (12.4 days)
 * @param trustUnheard whether a node never heard of is available: Akka and Pekko yes, Hazelcast no
 */
public record FixedTimeoutConfig(long timeoutMillis, boolean trustUnheard) {
    public static final long MAX_TIMEOUT_MILLIS = 1L << 30;

    public FixedTimeoutConfig {
        if (timeoutMillis < 1 || timeoutMillis > MAX_TIMEOUT_MILLIS) {
            throw new IllegalArgumentException(
                    "the time-out must be 1 to " + MAX_TIMEOUT_MILLIS + " ms (12.4 days): " + timeoutMillis);
        }
    }
}
