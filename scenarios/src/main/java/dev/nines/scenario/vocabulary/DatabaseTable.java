package dev.nines.scenario.vocabulary;

import static dev.nines.scenario.language.Quantities.duration;

import dev.nines.scenario.language.Block;
import dev.nines.scenario.language.Default;
import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Laws;
import dev.nines.scenario.language.Quantities;
import dev.nines.scenario.language.Quantities.Count;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.language.Words.Choice;
import dev.nines.scenario.language.Words.Flag;
import dev.nines.scenario.language.Words.Ref;

/** MySQL 8.x and MariaDB 10.11: the same model, each with its own names and defaults. */
public final class DatabaseTable {
    static final Block MYSQL = block(new Names(
            "mysql",
            "MySQL with replication; the first node is the primary.",
            "MySQL 8 reference manual",
            Default.documented("AFTER_SYNC", "MySQL 8.4 manual, semisynchronous replication"),
            Default.documented("60s", "MySQL 8 manual, CHANGE REPLICATION SOURCE TO"),
            Default.guess("2s", "as measured with MariaDB 10.11")));

    static final Block MARIADB = block(new Names(
            "mariadb",
            "MariaDB with replication; the first node is the primary.",
            "MariaDB 10.11 server, --verbose --help",
            Default.documented("AFTER_COMMIT", "MariaDB 10.11 server, --verbose --help"),
            Default.guess("60s", "MariaDB: unverified; as MySQL"),
            Default.measured("2s", "MariaDB 10.11, semi-sync, primary host dead")));

    private DatabaseTable() {}

    /** What differs between the two products. */
    private record Names(
            String id,
            String meaning,
            String manual,
            Default waitPointDefault,
            Default connectRetryDefault,
            Default stopSlaveDefault) {}

    /** Keys whose names differ between the two products. */
    public enum Role {
        WAIT_POINT,
        TIMEOUT,
        WAIT_NO_SLAVE,
        NET_TIMEOUT,
        CONNECT_RETRY
    }

    /** @param product {@code mysql} or {@code mariadb} */
    public static String name(String product, Role role) {
        boolean mysql = product.equals(Kinds.MYSQL);
        return switch (role) {
            case WAIT_POINT -> mysql ? "rpl_semi_sync_source_wait_point" : "rpl_semi_sync_master_wait_point";
            case TIMEOUT -> mysql ? "rpl_semi_sync_source_timeout" : "rpl_semi_sync_master_timeout";
            case WAIT_NO_SLAVE ->
                mysql ? "rpl_semi_sync_source_wait_for_no_replica" : "rpl_semi_sync_master_wait_no_slave";
            case NET_TIMEOUT -> mysql ? "replica_net_timeout" : "slave_net_timeout";
            case CONNECT_RETRY -> mysql ? "source_connect_retry" : "master_connect_retry";
        };
    }

    private static Block block(Names n) {
        return Block.of(
                n.id,
                n.meaning,
                Key.required("nodes", new Type.ListOf(Ref.host(), 1, true), "Hosts; the first is the primary."),
                Key.of(
                        "replication",
                        Choice.of("async", "semi-sync"),
                        Default.documented("async", n.manual),
                        "Whether a commit waits until a replica has it."),
                Key.of(
                        "topology",
                        Choice.of("primary-replica", "two-way"),
                        Default.documented("primary-replica", n.manual),
                        "One writable primary, or two nodes that are both source and replica."),
                Key.of(
                        name(n.id, Role.WAIT_POINT),
                        Choice.of("AFTER_SYNC", "AFTER_COMMIT"),
                        n.waitPointDefault,
                        "When a semi-sync commit waits: before or after the engine's commit."),
                Key.of(
                        name(n.id, Role.TIMEOUT),
                        duration("1ms", "49d"),
                        Default.documented("10s", n.manual),
                        "A commit that waited so long turns semi-sync off for all."),
                Key.of(
                        name(n.id, Role.WAIT_NO_SLAVE),
                        new Flag(),
                        Default.documented("true", n.manual),
                        "Wait out the time-out even when no replica is connected."),
                Key.of(
                        name(n.id, Role.NET_TIMEOUT),
                        duration("1s", "1y"),
                        Default.documented("60s", n.manual),
                        "Silence after which a replica closes the connection."),
                Key.of(
                        name(n.id, Role.CONNECT_RETRY),
                        duration("1s", "1d"),
                        n.connectRetryDefault,
                        "Between attempts to connect."),
                Key.of(
                        "auto_increment_increment",
                        new Count(1, 65535),
                        Default.documented("1", n.manual),
                        "Step of generated keys."),
                Key.of(
                        "auto_increment_offset",
                        new Type.ListOf(new Count(1, 65535), 1, true),
                        Default.documented("1", n.manual),
                        "First generated key; one number for all nodes or a list in their order. Two writable nodes "
                                + "need different ones."),
                Key.of(
                        "max_connections",
                        new Count(1, 100_000),
                        Default.documented("151", n.manual),
                        "Connections served at a time."),
                Key.of(
                        "commit-time",
                        Laws.any(),
                        Default.guess("2ms", "SSD, one fsync of the binlog included"),
                        "Of one write transaction."),
                Key.of("read-time", Laws.any(), Default.guess("1ms", "an indexed read"), "Of one read."),
                Key.of(
                        "bytes-per-transaction",
                        Quantities.size(),
                        Default.guess("1kB", "a small row with its binlog header"),
                        "In the binlog."),
                Key.of(
                        "apply-delay",
                        duration(),
                        Default.documented("0s", n.manual),
                        "A replica applies what it received this much later."),
                Key.of(
                        "link",
                        Quantities.bitRate().or("unlimited", 0),
                        Default.guess("unlimited", "a LAN carries far more than one binlog"),
                        "What the replication link carries."),
                Key.of(
                        "start",
                        Laws.any(),
                        Default.guess("10s", "crash recovery of a small database"),
                        "From process start to listening."),
                Key.optional(
                        "promotion",
                        new Type.Sub(promotion(n)),
                        "A manager that promotes a replica; without it nobody does."));
    }

    private static Block promotion(Names n) {
        return Block.of(
                n.id + "-promotion",
                "A manager that pings the primary and promotes a replica.",
                Key.optional(
                        "after",
                        duration("1ms", "30d"),
                        "Short for `failures` = `after` / `check-interval`, rounded up."),
                Key.of(
                        "check-interval",
                        duration("10ms", "1d"),
                        Default.guess("1s", "common in managers"),
                        "Between pings."),
                Key.of(
                        "check-timeout",
                        duration("1ms", "1d"),
                        Default.guess("1s", "common in managers"),
                        "Of one ping."),
                Key.of(
                        "failures",
                        new Count(1, 1_000_000),
                        Default.guess("3", "common in managers"),
                        "Failed pings in a row until it acts."),
                Key.of(
                        "act",
                        duration("0s", "30d"),
                        Default.guess("1s", "a script"),
                        "To make the replica writable, move the address and tell the clients."),
                Key.of(
                        "reseed",
                        duration("0s", "365d"),
                        Default.guess("1h", "an operator and the size of the data"),
                        "For an operator to copy the data to the old primary once it is back; until then there is no "
                                + "replica."),
                Key.of(
                        "stop-slave-extra",
                        duration("0s", "1h"),
                        n.stopSlaveDefault,
                        "Extra time of STOP SLAVE IO_THREAD under semi-sync when the primary is dead."));
    }
}
