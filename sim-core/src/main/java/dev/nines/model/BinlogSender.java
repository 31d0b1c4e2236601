package dev.nines.model;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Simulation;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.network.Connection;
import dev.nines.network.Listener;
import dev.nines.protocol.replication.AutoIncrementTable;
import dev.nines.protocol.replication.ReplicationSource;
import dev.nines.protocol.replication.ReplicationSource.Timer;
import dev.nines.protocol.replication.ReplicationSourceConfig;
import dev.nines.protocol.replication.ReplicationSourceConfig.Mode;
import java.util.Arrays;

/** The source side of one server: drives a {@link ReplicationSource}, with one connection per replica. */
final class BinlogSender implements EventHandler, ReplicationSource.Effects, Listener {
    static final int PORT = 33060;
    /** Replies on a replica's connection that are not positions. */
    static final int ACCEPTED = -1;

    static final int REFUSED_1236 = -2;
    static final int HEARTBEAT = -3;

    private static final int BACKLOG = 16;
    private static final int SEMI_SYNC_TIMEOUT = 0;
    private static final int HEARTBEAT_DUE = 1;
    private static final int ON_THE_LINK = 2;

    private final MysqlNode node;
    private final World world;
    private final Simulation sim;
    private final ReplicationSourceConfig config;
    private final int semiSyncTimer;
    private final int[] heartbeatTimers;
    private final Connection[] replicas;
    private final int[] replicaLife;
    /** With a rate: when the link has sent all that was given to it. */
    private final long[] linkFreeAt;

    private int[] jobAt = new int[64];
    private long[] committedNanos = new long[1024];
    private long[] idAt = new long[1024];
    private AutoIncrementTable table;
    private ReplicationSource source;
    private long durableEnd;
    private int ledgerLog;
    private int onTheLink;

    BinlogSender(MysqlNode node) {
        this.node = node;
        world = node.world;
        sim = node.sim;
        MysqlSpec spec = node.spec;
        int nodes = spec.nodes().size();
        ledgerLog = world.newLedgerLog();
        Mode mode = spec.replication() == MysqlSpec.Replication.ASYNC
                ? Mode.ASYNC
                : Mode.valueOf(spec.waitPoint().name());
        ReplicationSourceConfig base = spec.product() == MysqlSpec.Product.MARIADB
                ? ReplicationSourceConfig.mariaDb(nodes)
                : ReplicationSourceConfig.mysql(nodes);
        config = base.withMode(mode)
                .withSemiSyncTimeoutNanos(spec.semiSyncTimeoutNanos())
                .withWaitNoReplica(spec.waitNoSlave())
                .withHeartbeatPeriodNanos(spec.slaveNetTimeoutNanos() / 2);
        semiSyncTimer = sim.timer(world.clientsGroup, this, SEMI_SYNC_TIMEOUT, 0);
        heartbeatTimers = new int[nodes];
        for (int i = 0; i < nodes; i++) {
            heartbeatTimers[i] = sim.timer(node.service.group, this, HEARTBEAT_DUE, i);
        }
        replicas = new Connection[nodes];
        replicaLife = new int[nodes];
        linkFreeAt = new long[nodes];
        if (node.service.twoWay()) {
            int increment = spec.autoIncrementIncrement();
            int offset = spec.autoIncrementOffsets() ? node.index % increment + 1 : 1;
            table = new AutoIncrementTable(increment, offset);
        }
    }

    long durableEnd() {
        return durableEnd;
    }

    int ledgerLog() {
        return ledgerLog;
    }

    /** What this server wrote after the promotion of another is gone for good. */
    void newHistory() {
        ledgerLog = world.newLedgerLog();
    }

    AutoIncrementTable table() {
        return table;
    }

    /** The auto_increment id that the transaction at a position inserted. */
    long idAt(long position) {
        return idAt[(int) position];
    }

    long committedNanos(long position) {
        return committedNanos[(int) position];
    }

    boolean busy() {
        return onTheLink > 0 || (source != null && source.waiting() > 0);
    }

    void start() {
        source = new ReplicationSource(config, durableEnd, this);
        onTheLink = 0;
        Arrays.fill(linkFreeAt, 0);
        world.network.listen(node.host.index, PORT, BACKLOG, this);
    }

    void stop(boolean powerLost) {
        source = null;
        onTheLink = 0;
        sim.disarm(semiSyncTimer);
        for (int timer : heartbeatTimers) {
            sim.disarm(timer);
        }
        Arrays.fill(replicas, null);
        for (int i = 0; i < replicaLife.length; i++) {
            replicaLife[i]++;
        }
        if (!powerLost) {
            world.network.kill(node.host.index, PORT);
        }
    }

    void freeze(boolean frozen) {
        world.network.freeze(node.host.index, PORT, frozen);
    }

    /** A write is ready to commit. */
    void commit(int job, int write) {
        long position = source.nextPosition();
        durableEnd = position;
        remember((int) position);
        jobAt[(int) position & jobAt.length - 1] = job;
        world.ledger.committed(write, ledgerLog, position);
        source.onCommit(position, sim.now());
    }

    private void remember(int position) {
        if (position >= committedNanos.length) {
            committedNanos = Arrays.copyOf(committedNanos, 2 * position);
            idAt = Arrays.copyOf(idAt, 2 * position);
        }
        if (source.waiting() + 1 >= jobAt.length) {
            growJobs();
        }
        committedNanos[position] = sim.now();
        if (table != null) {
            idAt[position] = table.insert();
        }
    }

    private void growJobs() {
        int[] grown = new int[2 * jobAt.length];
        for (int i = 0; i < jobAt.length; i++) {
            long position = durableEnd - i;
            if (position > 0) {
                grown[(int) position & grown.length - 1] = jobAt[(int) position & jobAt.length - 1];
            }
        }
        jobAt = grown;
    }

    // --- connections of replicas ---

    @Override
    public void onAccept(Connection c) {
        c.serverToken = -1;
    }

    @Override
    public void onData(Connection c, int position) {
        int replica = c.serverToken;
        if (replica >= 0 && replicas[replica] == c) {
            source.onReplicaAck(replica, position, sim.now());
            return;
        }
        replica = node.service.nodeOn(c.clientHost);
        c.serverToken = replica;
        replicas[replica] = c;
        replicaLife[replica]++;
        linkFreeAt[replica] = 0;
        world.network.reply(c, ACCEPTED);
        source.onReplicaConnected(replica, position, sim.now());
        world.note();
    }

    @Override
    public void onPeerClosed(Connection c) {
        lost(c);
    }

    @Override
    public void onReset(Connection c) {
        lost(c);
    }

    private void lost(Connection c) {
        int replica = c.serverToken;
        if (replica >= 0 && replicas[replica] == c) {
            replicas[replica] = null;
            replicaLife[replica]++;
            source.onReplicaDisconnected(replica);
            world.note();
        }
    }

    // --- events ---

    @Override
    public void onEvent(int op, int arg) {
        if (source == null) {
            return;
        }
        if (op == ON_THE_LINK) {
            onTheLink--;
            delivered(arg);
        } else if (node.hung()) {
            node.later(() -> onEvent(op, arg));
        } else if (op == SEMI_SYNC_TIMEOUT) {
            source.onTimer(Timer.SEMI_SYNC_TIMEOUT, 0);
        } else if (replicas[arg] != null) {
            // a server that was frozen may have lost the replica meanwhile
            source.onTimer(Timer.HEARTBEAT, arg);
        }
    }

    private void delivered(int position) {
        for (int i = 0; i < replicas.length; i++) {
            if (replicas[i] != null) {
                world.network.reply(replicas[i], position);
            }
        }
    }

    // --- effects ---

    @Override
    public void arm(Timer timer, int key, long delayNanos) {
        sim.arm(timer == Timer.HEARTBEAT ? heartbeatTimers[key] : semiSyncTimer, delayNanos);
    }

    @Override
    public void disarm(Timer timer, int key) {
        sim.disarm(timer == Timer.HEARTBEAT ? heartbeatTimers[key] : semiSyncTimer);
    }

    @Override
    public void sendBinlog(int replica, long fromPosition, long toPosition) {
        long rate = world.linkRate(node.host.index, node.spec.linkBitsPerSecond());
        if (rate == 0) {
            world.network.reply(replicas[replica], (int) toPosition);
            return;
        }
        long perTransaction = node.spec.bytesPerTransaction() * 8_000_000_000L / rate;
        for (long position = fromPosition; position <= toPosition; position++) {
            linkFreeAt[replica] = Math.max(sim.now(), linkFreeAt[replica]) + perTransaction;
            onTheLink++;
            sim.after(world.clientsGroup, linkFreeAt[replica] - sim.now(), this, ON_THE_LINK, (int) position);
        }
    }

    @Override
    public void sendHeartbeat(int replica) {
        world.network.reply(replicas[replica], HEARTBEAT);
    }

    @Override
    public void refuseDump(int replica) {
        world.network.reply(replicas[replica], REFUSED_1236);
    }

    @Override
    public void engineCommit(long fromPosition, long toPosition) {
        // visibility to other sessions is not measured
    }

    @Override
    public void ackClients(long fromPosition, long toPosition) {
        for (long position = fromPosition; position <= toPosition; position++) {
            node.answer(jobAt[(int) position & jobAt.length - 1], Load.OK);
        }
    }

    @Override
    public void semiSyncOff() {
        world.say(node.name(), "semi-sync OFF");
        world.note();
    }

    @Override
    public void semiSyncOn() {
        world.say(node.name(), "semi-sync ON");
        world.note();
    }

    long fingerprint(long h) {
        return source == null ? h + 1 : source.fingerprint(h);
    }
}
