package dev.nines.model.spec;

import dev.nines.kernel.Law;
import java.util.List;

/**
 * MySQL or MariaDB with replication; the first node is the primary. Names are the servers' own.
 *
 * @param waitPoint when a semi-sync commit is acknowledged
 * @param semiSyncTimeoutNanos rpl_semi_sync_master_timeout
 * @param topology one writable primary, or two nodes that are both source and replica
 * @param commitTime of one write transaction, the fsync of the binlog included
 * @param readTime of one read
 * @param bytesPerTransaction in the binlog
 * @param applyDelayNanos the applier runs this far behind
 * @param linkBitsPerSecond what the replication link carries; 0: as much as needed
 * @param slaveNetTimeoutNanos silence after which the receiver closes the connection
 * @param connectRetryNanos between attempts to connect
 * @param promotion by a manager
 */
public record MysqlSpec(
        String name,
        List<String> nodes,
        Product product,
        Replication replication,
        WaitPoint waitPoint,
        long semiSyncTimeoutNanos,
        boolean waitNoSlave,
        Topology topology,
        int autoIncrementIncrement,
        boolean autoIncrementOffsets,
        Law commitTime,
        Law readTime,
        int connections,
        long bytesPerTransaction,
        long applyDelayNanos,
        long linkBitsPerSecond,
        long slaveNetTimeoutNanos,
        long connectRetryNanos,
        Law start,
        Promotion promotion)
        implements ServiceSpec {

    public enum Product {
        MYSQL,
        MARIADB
    }

    public enum Replication {
        ASYNC,
        SEMI_SYNC
    }

    public enum WaitPoint {
        AFTER_SYNC,
        AFTER_COMMIT
    }

    public enum Topology {
        PRIMARY_REPLICA,
        TWO_WAY
    }

    /**
     * @param enabled false: nobody promotes
     * @param checkIntervalNanos the manager's ping
     * @param checkTimeoutNanos of one ping
     * @param failures in a row before it acts
     * @param actNanos to flip read_only, move the address and tell the clients
     * @param stopSlaveExtraNanos measured extra time of STOP SLAVE IO_THREAD under semi-sync with a dead primary
     * @param reseedNanos for an operator to copy the data of the new primary to the old one once it is back
     */
    public record Promotion(
            boolean enabled,
            long checkIntervalNanos,
            long checkTimeoutNanos,
            int failures,
            long actNanos,
            long stopSlaveExtraNanos,
            long reseedNanos) {}
}
