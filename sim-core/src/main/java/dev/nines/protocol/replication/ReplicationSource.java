package dev.nines.protocol.replication;

import dev.nines.protocol.replication.ReplicationSourceConfig.Mode;

/**
 * The source side of one server: its binlog, one dump thread per replica, and the semi-synchronous commit.
 *
 * <p>A position is the sequence number of a transaction in this server's binlog; the first is 1. Transactions that wait
 * for an acknowledgement are always the newest ones without a gap, so only the time when each began to wait is kept.
 *
 * <p>Sources: MySQL 8.0 manual "Semisynchronous Replication"; MySQL {@code plugin/semisync/semisync_source.cc}; MariaDB
 * 10.11 {@code sql/semisync_master.cc}.
 */
public final class ReplicationSource {
    /** Whether commits wait for a replica ({@code Rpl_semi_sync_source_status}). Always OFF when async. */
    public enum State {
        ON,
        OFF
    }

    public enum Timer {
        /** Of the oldest waiting commit; key 0. */
        SEMI_SYNC_TIMEOUT,
        /** Of one dump thread without events; key = replica. */
        HEARTBEAT
    }

    /** ER_MASTER_FATAL_ERROR_READING_BINLOG: the position asked for is purged, or beyond the end of the binlog. */
    public static final int ERROR_1236 = 1236;

    /** What the source asks of the world. Arming replaces the earlier deadline. */
    public interface Effects {
        void arm(Timer timer, int key, long delayNanos);

        void disarm(Timer timer, int key);

        /** Transactions {@code fromPosition..toPosition} (both included) go down the replica's connection. */
        void sendBinlog(int replica, long fromPosition, long toPosition);

        void sendHeartbeat(int replica);

        /** The dump request is refused with ERROR 1236; the connection is of no use. */
        void refuseDump(int replica);

        /** These transactions become visible to other sessions; both ends included. */
        void engineCommit(long fromPosition, long toPosition);

        /** The clients of these transactions hear OK; both ends included. */
        void ackClients(long fromPosition, long toPosition);

        /** Commits no longer wait: what is acknowledged from here on may be lost with this server. */
        void semiSyncOff();

        void semiSyncOn();
    }

    private final ReplicationSourceConfig config;
    private final Effects effects;
    private final boolean[] connected;
    private final long[] acked;
    private final LongRing waitingSinceNanos = new LongRing(64);
    private State state;
    private long binlogEnd;
    private long oldestKept = 1;
    private int connectedCount;
    private long yesTx;
    private long noTx;

    /** @param binlogEnd position of the last transaction in the binlog found at start, 0 if it is empty */
    public ReplicationSource(ReplicationSourceConfig config, long binlogEnd, Effects effects) {
        this(config, binlogEnd, config.mode() != Mode.ASYNC, effects);
    }

    /**
     * @param binlogEnd position of the last transaction in the binlog found at start, 0 if it is empty
     * @param semiSyncOn whether commits wait from the start, as on a server whose configuration enables semi-sync; a
     *     replica that is promoted has its source side enabled by the manager only when a replica of its own has caught
     *     up: false, and the first such replica switches it ON. Without meaning when async.
     */
    public ReplicationSource(ReplicationSourceConfig config, long binlogEnd, boolean semiSyncOn, Effects effects) {
        if (binlogEnd < 0) {
            throw new IllegalArgumentException("binlog end must be >= 0: " + binlogEnd);
        }
        this.config = config;
        this.effects = effects;
        this.binlogEnd = binlogEnd;
        connected = new boolean[config.replicas()];
        acked = new long[config.replicas()];
        state = semiSyncOn && config.mode() != Mode.ASYNC ? State.ON : State.OFF;
    }

    public State state() {
        return state;
    }

    /** Position of the last transaction in the binlog. */
    public long binlogEnd() {
        return binlogEnd;
    }

    /** The position that the next {@link #onCommit} must carry. */
    public long nextPosition() {
        return binlogEnd + 1;
    }

    /** Commits that wait for a replica now. */
    public int waiting() {
        return waitingSinceNanos.size();
    }

    /** {@code Rpl_semi_sync_source_yes_tx}: commits acknowledged by a replica. */
    public long yesTx() {
        return yesTx;
    }

    /** {@code Rpl_semi_sync_source_no_tx}: commits of a semi-sync source that went without. */
    public long noTx() {
        return noTx;
    }

    public boolean isConnected(int replica) {
        return connected[replica];
    }

    /**
     * A transaction is prepared and stands in the binlog (its fsync, if any, is over).
     *
     * @param position must be {@link #nextPosition()}
     * @param nowNanos any clock that runs evenly; only differences are used
     */
    public void onCommit(long position, long nowNanos) {
        if (position != binlogEnd + 1) {
            throw new IllegalStateException("commit of position " + position + " after " + binlogEnd);
        }
        if (state == State.ON && degradesWithoutReplicas()) {
            switchOff();
        }
        binlogEnd = position;
        // The dump threads read what is in the binlog, committed in the engine or not.
        for (int replica = 0; replica < connected.length; replica++) {
            if (connected[replica]) {
                send(replica, position, position);
            }
        }
        if (state == State.OFF || config.mode() == Mode.AFTER_COMMIT) {
            effects.engineCommit(position, position);
        }
        if (state == State.OFF) {
            noTx += config.mode() == Mode.ASYNC ? 0 : 1;
            effects.ackClients(position, position);
            return;
        }
        waitingSinceNanos.add(nowNanos);
        if (waitingSinceNanos.size() == 1) {
            effects.arm(Timer.SEMI_SYNC_TIMEOUT, 0, config.semiSyncTimeoutNanos());
        }
    }

    /**
     * A replica asks for the binlog after {@code position}. Semi-sync takes the request as an acknowledgement of all
     * before it (semisync_source_plugin.cc, repl_semi_binlog_dump_start).
     *
     * @param position the last one that the replica has received
     */
    public void onReplicaConnected(int replica, long position, long nowNanos) {
        if (connected[replica]) {
            onReplicaDisconnected(replica);
        }
        if (position + 1 < oldestKept || position > binlogEnd) {
            effects.refuseDump(replica);
            return;
        }
        connected[replica] = true;
        connectedCount++;
        acked[replica] = position;
        if (position < binlogEnd) {
            send(replica, position + 1, binlogEnd);
        } else {
            armHeartbeat(replica);
        }
        review(nowNanos);
    }

    /** The replica has everything up to {@code position} in its relay log. Ignored when it is not connected. */
    public void onReplicaAck(int replica, long position, long nowNanos) {
        if (position > binlogEnd) {
            throw new IllegalStateException("replica " + replica + " acknowledges " + position + " of " + binlogEnd);
        }
        if (!connected[replica] || position <= acked[replica]) {
            return;
        }
        acked[replica] = position;
        review(nowNanos);
    }

    /** The dump thread of this replica has found its connection broken. */
    public void onReplicaDisconnected(int replica) {
        if (!connected[replica]) {
            return;
        }
        connected[replica] = false;
        connectedCount--;
        if (config.heartbeatPeriodNanos() > 0) {
            effects.disarm(Timer.HEARTBEAT, replica);
        }
        if (state == State.ON && degradesWithoutReplicas()) {
            switchOff();
        }
    }

    public void onTimer(Timer timer, int key) {
        switch (timer) {
            case SEMI_SYNC_TIMEOUT -> switchOff();
            case HEARTBEAT -> {
                effects.sendHeartbeat(key);
                armHeartbeat(key);
            }
        }
    }

    /** PURGE BINARY LOGS or expiry: everything up to {@code position} is deleted, whatever the replicas have. */
    public void onPurge(long position) {
        oldestKept = Math.max(oldestKept, Math.min(position, binlogEnd) + 1);
    }

    private boolean degradesWithoutReplicas() {
        return !config.waitNoReplica()
                && config.noReplicaDegradesAtOnce()
                && connectedCount < config.waitForReplicaCount();
    }

    private void send(int replica, long from, long to) {
        effects.sendBinlog(replica, from, to);
        armHeartbeat(replica);
    }

    private void armHeartbeat(int replica) {
        if (config.heartbeatPeriodNanos() > 0) {
            effects.arm(Timer.HEARTBEAT, replica, config.heartbeatPeriodNanos());
        }
    }

    private void review(long nowNanos) {
        if (config.mode() == Mode.ASYNC) {
            return;
        }
        long position = ackedByEnough();
        if (state == State.ON) {
            release(position, nowNanos);
        } else if (position >= binlogEnd && !degradesWithoutReplicas()) {
            state = State.ON;
            effects.semiSyncOn();
        }
    }

    /** The highest position that {@code waitForReplicaCount} replicas have, −1 if there are not so many replicas. */
    private long ackedByEnough() {
        long best = -1;
        for (long candidate : acked) {
            int have = 0;
            for (long other : acked) {
                have += other >= candidate ? 1 : 0;
            }
            if (have >= config.waitForReplicaCount()) {
                best = Math.max(best, candidate);
            }
        }
        return best;
    }

    private void release(long ackedPosition, long nowNanos) {
        long oldest = binlogEnd - waitingSinceNanos.size() + 1;
        int count = (int) Math.max(0, ackedPosition - oldest + 1);
        if (count == 0) {
            return;
        }
        waitingSinceNanos.removeFirst(count);
        yesTx += count;
        if (waitingSinceNanos.size() == 0) {
            effects.disarm(Timer.SEMI_SYNC_TIMEOUT, 0);
        } else {
            long waitedNanos = nowNanos - waitingSinceNanos.get(0);
            effects.arm(Timer.SEMI_SYNC_TIMEOUT, 0, Math.max(0, config.semiSyncTimeoutNanos() - waitedNanos));
        }
        finish(oldest, ackedPosition);
    }

    private void switchOff() {
        state = State.OFF;
        int count = waitingSinceNanos.size();
        waitingSinceNanos.clear();
        effects.disarm(Timer.SEMI_SYNC_TIMEOUT, 0);
        effects.semiSyncOff();
        noTx += count;
        if (count > 0) {
            finish(binlogEnd - count + 1, binlogEnd);
        }
    }

    private void finish(long from, long to) {
        if (config.mode() == Mode.AFTER_SYNC) {
            effects.engineCommit(from, to);
        }
        effects.ackClients(from, to);
    }

    /** Mixes all that decides the future, positions relative to the end of the binlog, into {@code h}. */
    public long fingerprint(long h) {
        h = Fingerprint.mix(h, state.ordinal());
        h = Fingerprint.mix(h, waitingSinceNanos.size());
        for (int i = 1; i < waitingSinceNanos.size(); i++) {
            h = Fingerprint.mix(h, waitingSinceNanos.get(i) - waitingSinceNanos.get(0));
        }
        for (int replica = 0; replica < connected.length; replica++) {
            h = Fingerprint.mix(h, connected[replica]);
            h = Fingerprint.mix(h, acked[replica] + 1 < oldestKept);
            // An async source is told of no progress, and would not care.
            h = Fingerprint.mix(h, config.mode() == Mode.ASYNC ? 0 : binlogEnd - acked[replica]);
        }
        return h;
    }
}
