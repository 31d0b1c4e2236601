package dev.nines.protocol.balancer;

/**
 * How one request gets its connection (HAProxy configuration manual, section 4.2).
 *
 * @param retries {@code retries}, &ge; 0: attempts after the first; 3 by default
 * @param redispatch {@code option redispatch}: 0 off; n &gt; 0 every n-th retry; −n the n-th retry from the end
 *     (−1: the last, which is the option's default argument)
 * @param timeoutConnectNanos {@code timeout connect}; 0: unlimited
 * @param timeoutQueueNanos {@code timeout queue}; 0: not set, then as timeout connect
 * @param hashing whether the balance algorithm hashes ({@link BalancerConfig.Algorithm#hashes})
 */
public record DispatchConfig(
        int retries, int redispatch, long timeoutConnectNanos, long timeoutQueueNanos, boolean hashing) {

    public DispatchConfig {
        if (retries < 0) {
            throw new IllegalArgumentException("retries must not be negative, not " + retries);
        }
        if (timeoutConnectNanos < 0 || timeoutQueueNanos < 0) {
            throw new IllegalArgumentException(
                    "timeouts must not be negative, not " + timeoutConnectNanos + ", " + timeoutQueueNanos);
        }
    }

    /** 3 retries, no redispatch, no timeouts. */
    public static DispatchConfig defaults() {
        return new DispatchConfig(3, 0, 0, 0, false);
    }

    public DispatchConfig withRetries(int newRetries) {
        return new DispatchConfig(newRetries, redispatch, timeoutConnectNanos, timeoutQueueNanos, hashing);
    }

    public DispatchConfig withRedispatch(int newRedispatch) {
        return new DispatchConfig(retries, newRedispatch, timeoutConnectNanos, timeoutQueueNanos, hashing);
    }

    public DispatchConfig withTimeouts(long newTimeoutConnectNanos, long newTimeoutQueueNanos) {
        return new DispatchConfig(retries, redispatch, newTimeoutConnectNanos, newTimeoutQueueNanos, hashing);
    }

    public DispatchConfig withHashing(boolean newHashing) {
        return new DispatchConfig(retries, redispatch, timeoutConnectNanos, timeoutQueueNanos, newHashing);
    }
}
