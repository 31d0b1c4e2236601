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
    private static final long BEHIND_NANOS = 1_000_000_000L;
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
    /** Per replica, with a rate: fires when the link has carried the transaction {@code linkFrom}. */
    private final int[] linkTimers;
    /** Transactions {@code linkFrom..linkTo} wait for the link; none if {@code linkFrom > linkTo}. */
    private final long[] linkFrom;

    private final long[] linkTo;

    private int[] jobAt = new int[64];
    private long[] committedNanos = new long[1024];
    private long[] idAt = new long[1024];
    private AutoIncrementTable table;
    private ReplicationSource source;
    private long durableEnd;
    /** The last position that this server had received when it was promoted. */
    private long takenOverAt;

    private int ledgerLog;

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
        linkTimers = new int[nodes];
        for (int i = 0; i < nodes; i++) {
            linkTimers[i] = sim.timer(world.clientsGroup, this, ON_THE_LINK, i);
        }
        linkFrom = new long[nodes];
        linkTo = new long[nodes];
        replicas = new Connection[nodes];
        if (node.service.twoWay()) {
            int increment = spec.autoIncrementIncrement();
            int offset = spec.autoIncrementOffsets() ? node.index % increment + 1 : 1;
            table = new AutoIncrementTable(increment, offset);
        }
    }

    long durableEnd() {
        return durableEnd;
    }

    long takenOverAt() {
        return takenOverAt;
    }

    int ledgerLog() {
        return ledgerLog;
    }

    /** Another server was promoted: what this one writes from now on is lost, though it acknowledges it. */
    void abandonHistory() {
        ledgerLog = world.newLedgerLog();
        world.ledger.abandon(ledgerLog);
    }

    /**
     * This server is promoted. Its binlog holds what it has received (log_slave_updates), and its writes follow. Semi-sync
     * is off until a replica has caught up: without one the first commit would stall for the whole time-out, so the
     * manager turns the source side on only then. A primary that restarts begins as its configuration says.
     *
     * @param received the last position of the old primary that it has
     */
    void takeOver(long received) {
        durableEnd = received;
        takenOverAt = received;
        ledgerLog = world.newLedgerLog();
        ensureRoom((int) received);
        source = new ReplicationSource(config, durableEnd, false, this);
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

    /**
     * A link has fallen behind by more than a moment: its backlog must grow or shrink under the clients' eyes. Commits
     * that wait for a far replica do so all the time; clients that wait for long are noticed as such.
     */
    boolean busy() {
        long rate = rate();
        for (int i = 0; i < replicas.length; i++) {
            long backlog = linkTo[i] - linkFrom[i] + 1;
            if (replicas[i] != null && backlog > 0 && (rate == 0 || backlog * nanosOnTheLink(rate) > BEHIND_NANOS)) {
                return true;
            }
        }
        return false;
    }

    void start() {
        source = new ReplicationSource(config, durableEnd, this);
        world.network.listen(node.host.index, PORT, BACKLOG, this);
    }

    void stop(boolean powerLost) {
        source = null;
        sim.disarm(semiSyncTimer);
        for (int timer : heartbeatTimers) {
            sim.disarm(timer);
        }
        Arrays.fill(replicas, null);
        for (int i = 0; i < replicas.length; i++) {
            clearLink(i);
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
        ensureRoom(position);
        if (source.waiting() + 1 >= jobAt.length) {
            growJobs();
        }
        committedNanos[position] = sim.now();
        if (table != null) {
            idAt[position] = table.insert();
        }
    }

    private void ensureRoom(int position) {
        if (position >= committedNanos.length) {
            committedNanos = Arrays.copyOf(committedNanos, 2 * position);
            idAt = Arrays.copyOf(idAt, 2 * position);
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
        clearLink(replica);
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
            clearLink(replica);
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

    // --- a link that carries less than is written ---

    private void clearLink(int replica) {
        linkFrom[replica] = 1;
        linkTo[replica] = 0;
        sim.disarm(linkTimers[replica]);
    }

    /** The transaction is over the link; the next one follows at today's rate. */
    private void delivered(int replica) {
        long rate = rate();
        long last = rate == 0 ? linkTo[replica] : linkFrom[replica];
        linkFrom[replica] = last + 1;
        if (last < linkTo[replica]) {
            sim.arm(linkTimers[replica], nanosOnTheLink(rate));
        }
        world.network.reply(replicas[replica], (int) last);
    }

    /** In bits per second; 0: no limit. */
    private long rate() {
        return world.linkRate(node.host.index, node.spec.linkBitsPerSecond());
    }

    private long nanosOnTheLink(long rate) {
        return node.spec.bytesPerTransaction() * 8_000_000_000L / rate;
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
        long rate = rate();
        if (linkFrom[replica] <= linkTo[replica]) {
            linkTo[replica] = toPosition;
        } else if (rate == 0) {
            world.network.reply(replicas[replica], (int) toPosition);
        } else {
            linkFrom[replica] = fromPosition;
            linkTo[replica] = toPosition;
            sim.arm(linkTimers[replica], nanosOnTheLink(rate));
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
