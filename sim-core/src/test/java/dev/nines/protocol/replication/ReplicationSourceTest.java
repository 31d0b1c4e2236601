package dev.nines.protocol.replication;

import static dev.nines.protocol.replication.VirtualClock.MILLIS;
import static dev.nines.protocol.replication.VirtualClock.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.protocol.replication.ReplicationSourceConfig.Mode;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** mysql-replication.md sections 3, 4 and 6: what the source decides. */
class ReplicationSourceTest {
    private final VirtualClock clock = new VirtualClock();
    private ReplicationSource source;

    private ReplicationSource start(ReplicationSourceConfig config, long binlogEnd) {
        source = new ReplicationSource(config, binlogEnd, new Recorder());
        return source;
    }

    private ReplicationSource start(Mode mode, int replicas) {
        return start(ReplicationSourceConfig.mysql(replicas).withMode(mode).withHeartbeatPeriodNanos(0), 0);
    }

    private void commit() {
        clock.log("commit " + source.nextPosition());
        source.onCommit(source.nextPosition(), clock.now());
    }

    private void ack(int replica, long position) {
        clock.log("ack " + position + " from " + replica);
        source.onReplicaAck(replica, position, clock.now());
    }

    private void connect(int replica, long position) {
        clock.log("replica " + replica + " connects after " + position);
        source.onReplicaConnected(replica, position, clock.now());
    }

    @Test
    @DisplayName("section 4 row async: prepare, binlog, engine commit, OK; the replica is sent to but not waited for")
    void async() {
        start(Mode.ASYNC, 1);
        connect(0, 0);
        commit();
        clock.runUntil(MILLIS);
        ack(0, 1);
        assertThat(clock.trace()).isEqualTo("""
            t=0.000s replica 0 connects after 0
            t=0.000s commit 1
            t=0.000s   send 1..1 to 0
            t=0.000s   engine commit 1..1
            t=0.000s   OK 1..1
            t=0.001s ack 1 from 0
            """);
    }

    @Test
    @DisplayName("section 4 row AFTER_SYNC: binlog, wait for the ack, engine commit, OK")
    void afterSync() {
        start(Mode.AFTER_SYNC, 1);
        connect(0, 0);
        commit();
        clock.runUntil(MILLIS);
        ack(0, 1);
        assertThat(clock.trace()).isEqualTo("""
            t=0.000s replica 0 connects after 0
            t=0.000s commit 1
            t=0.000s   send 1..1 to 0
            t=0.000s   arm SEMI_SYNC_TIMEOUT 0 10.000s
            t=0.001s ack 1 from 0
            t=0.001s   disarm SEMI_SYNC_TIMEOUT 0
            t=0.001s   engine commit 1..1
            t=0.001s   OK 1..1
            """);
    }

    @Test
    @DisplayName("section 4 row AFTER_COMMIT: binlog, engine commit (others read it), wait for the ack, OK")
    void afterCommit() {
        start(Mode.AFTER_COMMIT, 1);
        connect(0, 0);
        commit();
        clock.runUntil(MILLIS);
        ack(0, 1);
        assertThat(clock.trace()).isEqualTo("""
            t=0.000s replica 0 connects after 0
            t=0.000s commit 1
            t=0.000s   send 1..1 to 0
            t=0.000s   engine commit 1..1
            t=0.000s   arm SEMI_SYNC_TIMEOUT 0 10.000s
            t=0.001s ack 1 from 0
            t=0.001s   disarm SEMI_SYNC_TIMEOUT 0
            t=0.001s   OK 1..1
            """);
    }

    @Test
    @DisplayName("section 4 degraded, semi-sync rows 1-5: one stall of the time-out, then async, then back")
    void stallAndReturn() {
        start(Mode.AFTER_SYNC, 1);
        connect(0, 0);
        commit();
        clock.runUntil(2 * SECONDS);
        source.onReplicaDisconnected(0);
        commit();
        clock.runUntil(12 * SECONDS);
        commit();
        clock.runUntil(13 * SECONDS);
        connect(0, 1);
        ack(0, 2);
        ack(0, 3);
        commit();
        assertThat(clock.trace()).isEqualTo("""
            t=0.000s replica 0 connects after 0
            t=0.000s commit 1
            t=0.000s   send 1..1 to 0
            t=0.000s   arm SEMI_SYNC_TIMEOUT 0 10.000s
            t=2.000s commit 2
            t=10.000s timer SEMI_SYNC_TIMEOUT 0
            t=10.000s   disarm SEMI_SYNC_TIMEOUT 0
            t=10.000s   semi-sync OFF
            t=10.000s   engine commit 1..2
            t=10.000s   OK 1..2
            t=12.000s commit 3
            t=12.000s   engine commit 3..3
            t=12.000s   OK 3..3
            t=13.000s replica 0 connects after 1
            t=13.000s   send 2..3 to 0
            t=13.000s ack 2 from 0
            t=13.000s ack 3 from 0
            t=13.000s   semi-sync ON
            t=13.000s commit 4
            t=13.000s   send 4..4 to 0
            t=13.000s   arm SEMI_SYNC_TIMEOUT 0 10.000s
            """);
        assertThat(source.noTx()).isEqualTo(3);
        assertThat(source.yesTx()).isZero();
    }

    @Test
    @DisplayName("the time-out runs from the oldest commit that still waits")
    void timeoutOfTheOldest() {
        start(Mode.AFTER_SYNC, 1);
        connect(0, 0);
        commit();
        clock.runUntil(3 * SECONDS);
        commit();
        clock.runUntil(5 * SECONDS);
        ack(0, 1);
        clock.runUntil(13 * SECONDS - 1);
        assertThat(source.state()).isEqualTo(ReplicationSource.State.ON);
        assertThat(source.waiting()).isEqualTo(1);
        clock.runUntil(13 * SECONDS);
        assertThat(source.state()).isEqualTo(ReplicationSource.State.OFF);
    }

    @Test
    @DisplayName("semi-sync row 3: wait_no_replica off degrades at once on MySQL, with and without waiters")
    void noReplicaDegradesAtOnce() {
        start(ReplicationSourceConfig.mysql(1).semiSync().withWaitNoReplica(false), 0);
        connect(0, 0);
        commit();
        clock.runUntil(SECONDS);
        source.onReplicaDisconnected(0);
        assertThat(source.state()).isEqualTo(ReplicationSource.State.OFF);
        assertThat(clock.trace()).contains("t=1.000s   semi-sync OFF", "t=1.000s   OK 1..1");
    }

    @Test
    @DisplayName("semi-sync row 3: wait_no_replica off and no replica from the start: the first commit does not wait")
    void noReplicaFromTheStart() {
        start(ReplicationSourceConfig.mysql(1).semiSync().withWaitNoReplica(false), 0);
        commit();
        assertThat(source.state()).isEqualTo(ReplicationSource.State.OFF);
        assertThat(clock.trace()).contains("OK 1..1");
    }

    @Test
    @DisplayName("measured behaviour 13: MariaDB 10.11 stalls for the whole time-out with wait_no_slave=0 too")
    void mariaDbStallsAnyway() {
        start(ReplicationSourceConfig.mariaDb(1).semiSync().withWaitNoReplica(false), 0);
        connect(0, 0);
        commit();
        source.onReplicaDisconnected(0);
        clock.runUntil(10 * SECONDS - 1);
        assertThat(source.waiting()).isEqualTo(1);
        clock.runUntil(10 * SECONDS);
        assertThat(source.state()).isEqualTo(ReplicationSource.State.OFF);
    }

    @Test
    @DisplayName("wait_for_replica_count 2: the second replica's ack releases")
    void twoReplicas() {
        start(ReplicationSourceConfig.mysql(3).semiSync().withWaitForReplicaCount(2), 0);
        connect(0, 0);
        connect(1, 0);
        connect(2, 0);
        commit();
        commit();
        ack(0, 2);
        assertThat(source.waiting()).isEqualTo(2);
        ack(2, 1);
        assertThat(source.waiting()).isEqualTo(1);
        ack(1, 2);
        assertThat(source.waiting()).isZero();
        assertThat(source.yesTx()).isEqualTo(2);
    }

    @Test
    @DisplayName("a dump request at the end of the binlog counts as an ack: semi-sync is back at once")
    void connectingAtTheEndSwitchesOn() {
        start(ReplicationSourceConfig.mysql(1).semiSync().withSemiSyncTimeoutNanos(SECONDS), 0);
        commit();
        clock.runUntil(SECONDS);
        assertThat(source.state()).isEqualTo(ReplicationSource.State.OFF);
        connect(0, 1);
        assertThat(source.state()).isEqualTo(ReplicationSource.State.ON);
    }

    @Test
    @DisplayName("a dump request releases the waiters whose transactions the replica has")
    void connectingReleasesWaiters() {
        start(Mode.AFTER_SYNC, 1);
        commit();
        commit();
        connect(0, 1);
        assertThat(source.waiting()).isEqualTo(1);
        assertThat(clock.trace()).contains("OK 1..1").doesNotContain("OK 2..2");
    }

    @Test
    @DisplayName("OFF: an ack behind the end of the binlog does not switch on")
    void behindStaysOff() {
        start(ReplicationSourceConfig.mysql(1).semiSync().withSemiSyncTimeoutNanos(SECONDS), 0);
        commit();
        clock.runUntil(SECONDS);
        commit();
        connect(0, 0);
        ack(0, 1);
        assertThat(source.state()).isEqualTo(ReplicationSource.State.OFF);
        ack(0, 2);
        assertThat(source.state()).isEqualTo(ReplicationSource.State.ON);
    }

    @Test
    @DisplayName("an ack of a connection that is gone is ignored")
    void staleAck() {
        start(Mode.AFTER_SYNC, 1);
        connect(0, 0);
        commit();
        source.onReplicaDisconnected(0);
        ack(0, 1);
        assertThat(source.waiting()).isEqualTo(1);
    }

    @Test
    @DisplayName("invariant 10: a replica behind the oldest kept binlog is refused with 1236; purge asks nobody")
    void purged() {
        start(Mode.ASYNC, 2);
        for (int i = 0; i < 10; i++) {
            commit();
        }
        source.onPurge(5);
        connect(0, 4);
        connect(1, 5);
        assertThat(source.isConnected(0)).isFalse();
        assertThat(source.isConnected(1)).isTrue();
        assertThat(clock.trace()).contains("error 1236 to 0", "send 6..10 to 1");
    }

    @Test
    @DisplayName("a replica ahead of a source that lost the end of its binlog is refused with 1236")
    void replicaAhead() {
        start(ReplicationSourceConfig.mariaDb(1), 7);
        connect(0, 9);
        assertThat(source.isConnected(0)).isFalse();
        assertThat(clock.trace()).contains("error 1236 to 0");
    }

    @Test
    @DisplayName("section 3: a heartbeat after half of net_timeout without events, counted from the last event")
    void heartbeat() {
        start(ReplicationSourceConfig.mysql(1), 0);
        connect(0, 0);
        clock.runUntil(20 * SECONDS);
        commit();
        clock.runUntil(49 * SECONDS);
        assertThat(clock.trace()).doesNotContain("heartbeat");
        clock.runUntil(80 * SECONDS);
        assertThat(clock.trace()).contains("t=50.000s   heartbeat to 0", "t=80.000s   heartbeat to 0");
        source.onReplicaDisconnected(0);
        clock.runUntil(200 * SECONDS);
        assertThat(clock.trace()).doesNotContain("t=110");
    }

    @Test
    @DisplayName("section 3: defaults of MySQL 8 and MariaDB 10.11")
    void defaults() {
        ReplicationSourceConfig mysql = ReplicationSourceConfig.mysql(1);
        ReplicationSourceConfig mariaDb = ReplicationSourceConfig.mariaDb(1);
        assertThat(mysql.mode()).isEqualTo(Mode.ASYNC);
        assertThat(mariaDb.mode()).isEqualTo(Mode.ASYNC);
        assertThat(mysql.semiSync().mode()).isEqualTo(Mode.AFTER_SYNC);
        assertThat(mariaDb.semiSync().mode()).isEqualTo(Mode.AFTER_COMMIT);
        assertThat(mysql.semiSyncTimeoutNanos()).isEqualTo(10 * SECONDS);
        assertThat(mariaDb.semiSyncTimeoutNanos()).isEqualTo(10 * SECONDS);
        assertThat(mysql.waitForReplicaCount()).isEqualTo(1);
        assertThat(mysql.waitNoReplica() && mariaDb.waitNoReplica()).isTrue();
        assertThat(mysql.heartbeatPeriodNanos()).isEqualTo(30 * SECONDS);
    }

    @Test
    @DisplayName("settings out of their bounds are refused")
    void bounds() {
        ReplicationSourceConfig config = ReplicationSourceConfig.mysql(1);
        assertThatThrownBy(() -> config.withSemiSyncTimeoutNanos(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> config.withWaitForReplicaCount(0)).hasMessageContaining("1..65535");
        assertThatThrownBy(() -> config.withHeartbeatPeriodNanos(-5)).hasMessageContaining("-5");
        assertThatThrownBy(() -> start(config, 3).onCommit(3, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("the fingerprint repeats at other positions and times and differs by state, lag and relative ages")
    void fingerprint() {
        start(Mode.AFTER_SYNC, 1);
        connect(0, 0);
        long idle = source.fingerprint(7);
        commit();
        long waiting = source.fingerprint(7);
        clock.runUntil(MILLIS);
        ack(0, 1);
        assertThat(source.fingerprint(7)).isEqualTo(idle).isNotEqualTo(waiting);
        commit();
        assertThat(source.fingerprint(7)).isEqualTo(waiting);
        clock.runUntil(2 * MILLIS);
        commit();
        long oneMilliApart = source.fingerprint(7);
        ack(0, 3);
        commit();
        clock.runUntil(4 * MILLIS);
        commit();
        assertThat(source.fingerprint(7)).isNotEqualTo(oneMilliApart);
    }

    @Test
    @DisplayName("the fingerprint of an async source is the same after any number of writes")
    void fingerprintOfAsync() {
        start(Mode.ASYNC, 1);
        connect(0, 0);
        long idle = source.fingerprint(7);
        commit();
        assertThat(source.fingerprint(7)).isEqualTo(idle);
        source.onReplicaDisconnected(0);
        assertThat(source.fingerprint(7)).isNotEqualTo(idle);
    }

    @Test
    @DisplayName("a promoted replica begins OFF, its commits do not wait; a replica that has caught up switches it ON")
    void beginsOff() {
        ReplicationSourceConfig config =
                ReplicationSourceConfig.mysql(2).withMode(Mode.AFTER_SYNC).withHeartbeatPeriodNanos(0);
        source = new ReplicationSource(config, 5, false, new Recorder());
        commit();
        connect(0, 5);
        commit();
        ack(0, 7);
        commit();
        assertThat(clock.trace()).isEqualTo("""
            t=0.000s commit 6
            t=0.000s   engine commit 6..6
            t=0.000s   OK 6..6
            t=0.000s replica 0 connects after 5
            t=0.000s   send 6..6 to 0
            t=0.000s commit 7
            t=0.000s   send 7..7 to 0
            t=0.000s   engine commit 7..7
            t=0.000s   OK 7..7
            t=0.000s ack 7 from 0
            t=0.000s   semi-sync ON
            t=0.000s commit 8
            t=0.000s   send 8..8 to 0
            t=0.000s   arm SEMI_SYNC_TIMEOUT 0 10.000s
            """);
    }

    private final class Recorder implements ReplicationSource.Effects {
        @Override
        public void arm(ReplicationSource.Timer timer, int key, long delayNanos) {
            if (timer == ReplicationSource.Timer.SEMI_SYNC_TIMEOUT) {
                clock.log(String.format(Locale.ROOT, "  arm %s %d %.3fs", timer, key, delayNanos / 1e9));
            }
            clock.arm(timer, delayNanos, () -> {
                clock.log("timer " + timer + " " + key);
                source.onTimer(timer, key);
            });
        }

        @Override
        public void disarm(ReplicationSource.Timer timer, int key) {
            clock.log("  disarm " + timer + " " + key);
            clock.disarm(timer);
        }

        @Override
        public void sendBinlog(int replica, long from, long to) {
            clock.log("  send " + from + ".." + to + " to " + replica);
        }

        @Override
        public void sendHeartbeat(int replica) {
            clock.log("  heartbeat to " + replica);
        }

        @Override
        public void refuseDump(int replica) {
            clock.log("  error 1236 to " + replica);
        }

        @Override
        public void engineCommit(long from, long to) {
            clock.log("  engine commit " + from + ".." + to);
        }

        @Override
        public void ackClients(long from, long to) {
            clock.log("  OK " + from + ".." + to);
        }

        @Override
        public void semiSyncOff() {
            clock.log("  semi-sync OFF");
        }

        @Override
        public void semiSyncOn() {
            clock.log("  semi-sync ON");
        }
    }
}
