package dev.nines.protocol.replication;

/**
 * Settings of a server's binary log dump and semi-synchronous commit.
 *
 * @param mode async, or semi-sync with its wait point (rpl_semi_sync_source_wait_point)
 * @param semiSyncTimeoutNanos rpl_semi_sync_source_timeout / rpl_semi_sync_master_timeout, ≥ 0
 * @param waitForReplicaCount rpl_semi_sync_source_wait_for_replica_count, 1..65535; MariaDB knows only 1
 * @param waitNoReplica rpl_semi_sync_source_wait_no_replica / rpl_semi_sync_master_wait_no_slave
 * @param noReplicaDegradesAtOnce what the product does when {@code waitNoReplica} is off and the last needed replica
 *     goes: MySQL switches to async at once; MariaDB 10.11 was measured to stall for the whole time-out all the same
 * @param heartbeatPeriodNanos MASTER_HEARTBEAT_PERIOD: silence after which the dump thread sends a heartbeat; 0: never
 * @param replicas how many replicas may connect; they are named 0..replicas-1
 */
public record ReplicationSourceConfig(
        Mode mode,
        long semiSyncTimeoutNanos,
        int waitForReplicaCount,
        boolean waitNoReplica,
        boolean noReplicaDegradesAtOnce,
        long heartbeatPeriodNanos,
        int replicas) {

    /** When the client of a commit hears OK. */
    public enum Mode {
        /** At the engine commit; no replica is asked. */
        ASYNC,
        /** Binlog, replica's acknowledgement, engine commit, OK. */
        AFTER_SYNC,
        /** Binlog, engine commit (others can read it), replica's acknowledgement, OK. */
        AFTER_COMMIT
    }

    private static final long SECOND = 1_000_000_000L;

    public ReplicationSourceConfig {
        if (semiSyncTimeoutNanos < 0) {
            throw new IllegalArgumentException("rpl_semi_sync_source_timeout must be >= 0 ns: " + semiSyncTimeoutNanos);
        }
        if (waitForReplicaCount < 1 || waitForReplicaCount > 65535) {
            throw new IllegalArgumentException("wait_for_replica_count must be 1..65535: " + waitForReplicaCount);
        }
        if (heartbeatPeriodNanos < 0) {
            throw new IllegalArgumentException("heartbeat period must be >= 0 ns: " + heartbeatPeriodNanos);
        }
        if (replicas < 0) {
            throw new IllegalArgumentException("replicas must be >= 0: " + replicas);
        }
    }

    /** MySQL 8 as it comes: async, wait point AFTER_SYNC once semi-sync is on (see {@link #semiSync()}). */
    public static ReplicationSourceConfig mysql(int replicas) {
        return new ReplicationSourceConfig(Mode.ASYNC, 10 * SECOND, 1, true, true, 30 * SECOND, replicas);
    }

    /** MariaDB 10.11 as it comes: async, wait point AFTER_COMMIT once semi-sync is on. */
    public static ReplicationSourceConfig mariaDb(int replicas) {
        return new ReplicationSourceConfig(Mode.ASYNC, 10 * SECOND, 1, true, false, 30 * SECOND, replicas);
    }

    /** Semi-sync on at the product's own default wait point. */
    public ReplicationSourceConfig semiSync() {
        return withMode(noReplicaDegradesAtOnce ? Mode.AFTER_SYNC : Mode.AFTER_COMMIT);
    }

    public ReplicationSourceConfig withMode(Mode newMode) {
        return new ReplicationSourceConfig(
                newMode,
                semiSyncTimeoutNanos,
                waitForReplicaCount,
                waitNoReplica,
                noReplicaDegradesAtOnce,
                heartbeatPeriodNanos,
                replicas);
    }

    public ReplicationSourceConfig withSemiSyncTimeoutNanos(long nanos) {
        return new ReplicationSourceConfig(
                mode,
                nanos,
                waitForReplicaCount,
                waitNoReplica,
                noReplicaDegradesAtOnce,
                heartbeatPeriodNanos,
                replicas);
    }

    public ReplicationSourceConfig withWaitForReplicaCount(int count) {
        return new ReplicationSourceConfig(
                mode,
                semiSyncTimeoutNanos,
                count,
                waitNoReplica,
                noReplicaDegradesAtOnce,
                heartbeatPeriodNanos,
                replicas);
    }

    public ReplicationSourceConfig withWaitNoReplica(boolean wait) {
        return new ReplicationSourceConfig(
                mode,
                semiSyncTimeoutNanos,
                waitForReplicaCount,
                wait,
                noReplicaDegradesAtOnce,
                heartbeatPeriodNanos,
                replicas);
    }

    public ReplicationSourceConfig withHeartbeatPeriodNanos(long nanos) {
        return new ReplicationSourceConfig(
                mode,
                semiSyncTimeoutNanos,
                waitForReplicaCount,
                waitNoReplica,
                noReplicaDegradesAtOnce,
                nanos,
                replicas);
    }
}
