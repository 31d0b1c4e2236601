package dev.nines.protocol.replication;

/**
 * How a manager watches the primary and promotes a replica.
 *
 * @param checkIntervalNanos from the start of one ping to the start of the next, positive
 * @param checkTimeoutNanos of one ping, positive; a ping that lasts longer than the interval puts off the next one
 * @param failures pings in a row that must fail, ≥ 1
 * @param stopSlaveExtraNanos what STOP SLAVE IO_THREAD takes when the primary is silent, ≥ 0: nothing under async;
 *     under semi-sync {@link #STOP_SLAVE_EXTRA_NANOS}
 * @param actNanos to flip read_only, move the address and tell the clients, ≥ 0
 */
public record PromotionConfig(
        long checkIntervalNanos, long checkTimeoutNanos, int failures, long stopSlaveExtraNanos, long actNanos) {

    /** Measured on MariaDB 10.11 with rpl_semi_sync_slave_kill_conn_timeout 0, 5 (default) and 10; not explained. */
    public static final long STOP_SLAVE_EXTRA_NANOS = 2_000_000_000L;

    /** Measured on MariaDB 10.11 with rpl_semi_sync_slave_kill_conn_timeout=1. */
    public static final long STOP_SLAVE_EXTRA_KILL_CONN_TIMEOUT_1_NANOS = 1_000_000_000L;

    private static final long SECOND = 1_000_000_000L;

    public PromotionConfig {
        if (checkIntervalNanos <= 0 || checkTimeoutNanos <= 0) {
            throw new IllegalArgumentException(
                    "check interval and time-out must be > 0 ns: " + checkIntervalNanos + ", " + checkTimeoutNanos);
        }
        if (failures < 1) {
            throw new IllegalArgumentException("failures must be >= 1: " + failures);
        }
        if (stopSlaveExtraNanos < 0 || actNanos < 0) {
            throw new IllegalArgumentException(
                    "stop and act times must be >= 0 ns: " + stopSlaveExtraNanos + ", " + actNanos);
        }
    }

    /** A ping each second with a time-out of one second, three failures: the monitor of the measured rows. */
    public static PromotionConfig defaults() {
        return new PromotionConfig(SECOND, SECOND, 3, 0, 0);
    }

    public PromotionConfig withStopSlaveExtraNanos(long nanos) {
        return new PromotionConfig(checkIntervalNanos, checkTimeoutNanos, failures, nanos, actNanos);
    }

    public PromotionConfig withActNanos(long nanos) {
        return new PromotionConfig(checkIntervalNanos, checkTimeoutNanos, failures, stopSlaveExtraNanos, nanos);
    }

    public PromotionConfig withFailures(int count) {
        return new PromotionConfig(checkIntervalNanos, checkTimeoutNanos, count, stopSlaveExtraNanos, actNanos);
    }
}
