package dev.nines.chaos.lab.config;

import static dev.nines.chaos.lab.config.ConfigText.wholeSeconds;

import dev.nines.model.spec.Design;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.model.spec.MysqlSpec.Product;
import dev.nines.model.spec.MysqlSpec.Replication;
import dev.nines.model.spec.MysqlSpec.Topology;
import java.util.ArrayList;
import java.util.List;

/** Writes the my.cnf of one node and the SQL that makes it a source or a replica, as MariaDB 10.11 reads them. */
public final class MariadbWriter {
    /** Of clients, who may not write to a read-only server; its password is its name: nobody reaches a lab from outside. */
    public static final String USER = "nines";
    /** Of replicas and of who manages them; likewise. */
    public static final String ADMIN = "nines-admin";

    private static final long MILLI_NANOS = 1_000_000L;

    private MariadbWriter() {}

    public static String write(Design design, MysqlSpec service, String node) {
        int index = service.nodes().indexOf(node);
        boolean semiSync = service.replication() == Replication.SEMI_SYNC;
        ConfigText text = new ConfigText(design, 0);
        text.line("[mariadbd]");
        text.line("socket = " + socket(service)).line("pid-file = " + pidfile(service));
        text.line("datadir = /var/lib/mysql").line("log-error = /var/log/" + service.name() + ".log");
        text.line("bind-address = 0.0.0.0").line("skip-name-resolve");
        text.line("# A balancer's TCP check is a connection without a greeting, which would count as an error.");
        text.line("max_connect_errors = 4294967295");
        text.line("max_connections = " + service.connections());
        text.line("server_id = " + (index + 1)).line("log-bin = binlog").line("log_slave_updates = ON");
        text.line("sync_binlog = 1").line("innodb_flush_log_at_trx_commit = 1");
        text.line("innodb_buffer_pool_size = 64M").line("innodb_log_file_size = 16M");
        text.line("rpl_semi_sync_master_enabled = " + (semiSync ? "ON" : "OFF"));
        text.line("rpl_semi_sync_slave_enabled = " + (semiSync ? "ON" : "OFF"));
        text.line("rpl_semi_sync_master_wait_point = " + service.waitPoint().name());
        text.line("rpl_semi_sync_master_timeout = " + service.semiSyncTimeoutNanos() / MILLI_NANOS);
        text.line("rpl_semi_sync_master_wait_no_slave = " + (service.waitNoSlave() ? "ON" : "OFF"));
        text.line("slave_net_timeout = " + wholeSeconds(service.slaveNetTimeoutNanos()));
        text.line("auto_increment_increment = " + service.autoIncrementIncrement());
        text.line("auto_increment_offset = " + (service.autoIncrementOffsets() ? index + 1 : 1));
        // A server that its manager has replaced must not come back writable: the manager says who is.
        boolean readOnly = service.promotion().enabled() || isReplica(service, index);
        text.line("read_only = " + (readOnly && !twoWay(service) ? "ON" : "OFF"));
        return text.toString();
    }

    /** Run once, by root through the socket, when all nodes are up. */
    public static String setUp(MysqlSpec service, String node, Addresses addresses) {
        int index = service.nodes().indexOf(node);
        StringBuilder sql = new StringBuilder();
        // Each node has its own accounts; what follows the primary's first event is replicated.
        sql.append("SET SESSION sql_log_bin = 0;\n");
        sql.append("CREATE DATABASE nines;\n");
        sql.append("GRANT ALL ON nines.* TO '" + USER + "'@'%' IDENTIFIED BY '" + USER + "';\n");
        sql.append("GRANT ALL ON *.* TO '" + ADMIN + "'@'%' IDENTIFIED BY '" + ADMIN + "';\n");
        sql.append(
                "CREATE TABLE nines.ledger (id BIGINT PRIMARY KEY, at TIMESTAMP(6) DEFAULT CURRENT_TIMESTAMP(6));\n");
        sql.append("SET SESSION sql_log_bin = 1;\n");
        if (isReplica(service, index)) {
            String source = service.nodes().get(twoWay(service) && index == 0 ? 1 : 0);
            sql.append("CHANGE MASTER TO MASTER_HOST='" + addresses.host(source) + "', MASTER_PORT="
                    + HaproxyWriter.MARIADB_PORT + ", MASTER_USER='" + ADMIN + "', MASTER_PASSWORD='" + ADMIN
                    + "', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=" + wholeSeconds(service.connectRetryNanos())
                    + ", MASTER_DELAY=" + wholeSeconds(service.applyDelayNanos()) + ";\n");
            sql.append("START SLAVE;\n");
        } else if (service.promotion().enabled()) {
            sql.append("SET GLOBAL read_only = OFF;\n");
        }
        return sql.toString();
    }

    public static String socket(MysqlSpec service) {
        return "/run/" + service.name() + ".sock";
    }

    public static String pidfile(MysqlSpec service) {
        return "/run/" + service.name() + ".pid";
    }

    private static boolean twoWay(MysqlSpec service) {
        return service.topology() == Topology.TWO_WAY;
    }

    private static boolean isReplica(MysqlSpec service, int index) {
        return index > 0 || twoWay(service);
    }

    /** What the real database does otherwise. */
    public static List<Difference> differences(MysqlSpec service) {
        List<Difference> found = new ArrayList<>();
        String name = service.name();
        if (service.promotion().enabled()) {
            found.add(new Difference(
                    name, "stop-slave-extra is what the server takes; act is added to what the steps themselves take"));
        }
        found.add(new Difference(name, "data lies in memory: commits and reads take what they take"));
        if (service.linkBitsPerSecond() > 0) {
            found.add(new Difference(name, "the replication link is as fast as the machine"));
        }
        if (service.product() == Product.MYSQL) {
            found.add(new Difference(name, "MariaDB's own defaults hold where the design says nothing"));
        }
        return List.copyOf(found);
    }
}
