/**
 * Replication of MySQL 8 and MariaDB 10.11: binlog source with semi-synchronous commit, receiver, applier, an external
 * promotion manager, and the bookkeeping of what survives a promotion.
 *
 * <pre>
 * client   ReplicationSource          link        ReplicationReceiver     Applier
 *   | commit |                          |                  |                 |
 *   |-------&gt;| binlog --- sendBinlog ---|----------------&gt;| relay log ----&gt;| apply
 *   |        |   (AFTER_COMMIT: engine commit here)        |                 |
 *   |        |&lt;------------- ack ------|-----------------| (semi-sync)     |
 *   |        | (AFTER_SYNC: engine commit here)            |                 |
 *   |&lt;--OK--|                          |                  |                 |
 *
 * semi-sync:      a commit waited for the time-out,
 *                 or too few replicas and wait_no_replica off
 *            ON ------------------------------------------&gt; OFF
 *               &lt;------------------------------------------
 *                 enough replicas have all of the binlog
 *
 * receiver:  STOPPED --start--&gt; CONNECTING --accepted--&gt; CONNECTED
 *               ^                |  ^    ^                   |
 *               | retry count,   |  |    |  RST, FIN at once;|
 *               | error 1236     |  |    +- silence for -----+
 *               +----------------+  |       net_timeout
 *                            connect_retry after a failed attempt
 *
 * applier:   RUNNING --1062, 1032--&gt; BROKEN --by hand--&gt; RUNNING
 *
 * manager:   WATCHING --failures--&gt; STOPPING_REPLICATION -&gt; DRAINING -&gt; ACTING -&gt; WATCHING
 *               ^   |                                       the new primary; the old one NEEDS_RESEED
 *               |   +--failures, no replica fit--&gt; NO_CANDIDATE
 *               +---- pong ---------------------------+
 * </pre>
 *
 * <p>Words: a <em>position</em> is the number of a transaction in one server's binlog; <em>received</em> stands in the
 * relay log, <em>applied</em> in the replica's tables; a <em>ghost</em> is a write that survives on the replica though
 * its client never heard OK.
 *
 * <p>Sources: MySQL 8.0 reference manual (replication options, semi-synchronous replication, CHANGE REPLICATION SOURCE
 * TO); MySQL {@code plugin/semisync/semisync_source_plugin.cc} and MariaDB {@code sql/semisync_master.cc} (a dump
 * request counts as an acknowledgement); defaults of the MariaDB 10.11.19 binary; measurements of MariaDB 10.11.19 for
 * the degradation without replicas, the return of semi-sync and the extra time of STOP SLAVE IO_THREAD. That this extra
 * time is spent only when the primary is silent, not when it refuses connections, is inferred.
 *
 * <p>Left out: group commit inside one machine (the driver may hand in several commits at one instant), commits of a
 * chain's middle server (log_replica_updates: the driver hands an applied transaction in as a commit), dropping of own
 * events by server id, parallel appliers, transaction sizes, binlog and relay log files lost in a crash (the driver
 * starts a new machine from what its disk kept), GTID reconciliation (only reseeding), fencing of the old primary.
 */
package dev.nines.protocol.replication;
