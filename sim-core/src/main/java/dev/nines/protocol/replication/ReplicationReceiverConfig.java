package dev.nines.protocol.replication;

/**
 * Settings of a replica's receiver (IO) thread.
 *
 * @param netTimeoutNanos replica_net_timeout / slave_net_timeout: silence after which the connection is given up, and
 *     the limit of one attempt to connect; positive
 * @param connectRetryNanos SOURCE_CONNECT_RETRY / MASTER_CONNECT_RETRY: pause after a failed attempt; positive
 * @param retryCount SOURCE_RETRY_COUNT: failed attempts in a row after which it stops; 0: never
 * @param semiSync whether it acknowledges what it has received
 */
public record ReplicationReceiverConfig(
        long netTimeoutNanos, long connectRetryNanos, int retryCount, boolean semiSync) {
    private static final long MINUTE = 60_000_000_000L;

    public ReplicationReceiverConfig {
        if (netTimeoutNanos <= 0) {
            throw new IllegalArgumentException("replica_net_timeout must be > 0 ns: " + netTimeoutNanos);
        }
        if (connectRetryNanos <= 0) {
            throw new IllegalArgumentException("SOURCE_CONNECT_RETRY must be > 0 ns: " + connectRetryNanos);
        }
        if (retryCount < 0) {
            throw new IllegalArgumentException("SOURCE_RETRY_COUNT must be >= 0: " + retryCount);
        }
    }

    /** MySQL 8.0: 60 s, 60 s, 86400 attempts. */
    public static ReplicationReceiverConfig mysql() {
        return new ReplicationReceiverConfig(MINUTE, MINUTE, 86_400, false);
    }

    /** MariaDB 10.11: 60 s, 60 s, 100000 attempts. */
    public static ReplicationReceiverConfig mariaDb() {
        return new ReplicationReceiverConfig(MINUTE, MINUTE, 100_000, false);
    }

    public ReplicationReceiverConfig withNetTimeoutNanos(long nanos) {
        return new ReplicationReceiverConfig(nanos, connectRetryNanos, retryCount, semiSync);
    }

    public ReplicationReceiverConfig withConnectRetryNanos(long nanos) {
        return new ReplicationReceiverConfig(netTimeoutNanos, nanos, retryCount, semiSync);
    }

    public ReplicationReceiverConfig withRetryCount(int count) {
        return new ReplicationReceiverConfig(netTimeoutNanos, connectRetryNanos, count, semiSync);
    }

    public ReplicationReceiverConfig withSemiSync(boolean on) {
        return new ReplicationReceiverConfig(netTimeoutNanos, connectRetryNanos, retryCount, on);
    }
}
