package dev.nines.model;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.Simulation;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.network.Connection;
import dev.nines.network.ConnectionUser;
import dev.nines.protocol.replication.Applier;
import dev.nines.protocol.replication.ReplicationReceiver;
import dev.nines.protocol.replication.ReplicationReceiver.StopReason;
import dev.nines.protocol.replication.ReplicationReceiverConfig;

/** The replica side of one server: drives its {@link ReplicationReceiver} and its {@link Applier}. */
final class Replica implements EventHandler, ReplicationReceiver.Effects, Applier.Effects, ConnectionUser {
    private static final int RECEIVER = 0;
    private static final int APPLY = ReplicationReceiver.Timer.values().length;

    private final MysqlNode node;
    private final MysqlService service;
    private final World world;
    private final Simulation sim;
    private final ReplicationReceiverConfig config;
    private final int[] receiverTimers = new int[APPLY];
    private final int applyTimer;
    private ReplicationReceiver receiver;
    private Applier applier;
    private Connection connection;
    /** Durable: where the relay log and the data stand, and whose positions these are. */
    private int source = -1;

    private long received;
    private long applied;
    private boolean broken;
    private long extraDelayNanos;

    Replica(MysqlNode node) {
        this.node = node;
        service = node.service;
        world = node.world;
        sim = node.sim;
        MysqlSpec spec = node.spec;
        ReplicationReceiverConfig base = spec.product() == MysqlSpec.Product.MARIADB
                ? ReplicationReceiverConfig.mariaDb()
                : ReplicationReceiverConfig.mysql();
        config = base.withNetTimeoutNanos(spec.slaveNetTimeoutNanos())
                .withConnectRetryNanos(spec.connectRetryNanos())
                .withSemiSync(spec.replication() == MysqlSpec.Replication.SEMI_SYNC);
        for (int i = 0; i < receiverTimers.length; i++) {
            receiverTimers[i] = sim.timer(service.group, this, RECEIVER, i);
        }
        applyTimer = sim.timer(service.group, this, APPLY, 0);
    }

    /** Connected and applying: it could take over, or is a second writer that stays in step. */
    boolean following() {
        return receiver != null
                && receiver.state() == ReplicationReceiver.State.CONNECTED
                && applier.state() == Applier.State.RUNNING;
    }

    /** The last position of a source's history that this server has in its relay log; −1: none of it. */
    long receivedFrom(int node) {
        return node == source ? received : -1;
    }

    /** For the manager: −1 when the server is of no use to it. */
    long usablePosition() {
        return node.running() && !broken && source == service.primary() ? received : -1;
    }

    void extraDelay(long nanos) {
        extraDelayNanos = nanos;
    }

    void start() {
        int from = service.sourceOf(node.index);
        if (from < 0) {
            return;
        }
        if (source < 0) {
            received = service.nodes.get(from).durableEnd();
            applied = received;
        } else if (from != source) {
            received = Math.min(received, service.nodes.get(from).binlog.takenOverAt());
            applied = Math.min(applied, received);
        }
        source = from;
        applier = new Applier(0, received, applied, this);
        receiver = new ReplicationReceiver(config, received, this);
        if (!broken) {
            // what happens on its connection belongs to the database, not to whoever started the process
            Group starter = sim.current();
            sim.enter(service.group);
            receiver.onStart();
            sim.enter(starter);
        }
    }

    void stop(boolean powerLost) {
        if (connection != null && !powerLost) {
            world.network.close(connection);
        }
        connection = null;
        receiver = null;
        applier = null;
        for (int timer : receiverTimers) {
            sim.disarm(timer);
        }
        sim.disarm(applyTimer);
    }

    /** CHANGE MASTER TO the new primary, at the position (GTID) that it has; without effect on a server that is down. */
    void followAnother() {
        if (receiver != null) {
            stop(false);
            start();
        }
    }

    /** STOP SLAVE IO_THREAD. */
    void stopReceiver() {
        if (receiver != null) {
            receiver.onStop();
        }
    }

    /** Connected to its source, and has applied all that it received. */
    boolean follows() {
        return receiver != null && receiver.state() == ReplicationReceiver.State.CONNECTED && idle();
    }

    boolean idle() {
        return applier == null || applier.backlog() == 0;
    }

    /** The data was copied anew from the present source. */
    void reseed(long position) {
        stop(false);
        broken = false;
        source = service.sourceOf(node.index);
        received = position;
        applied = position;
        start();
    }

    // --- events ---

    @Override
    public void onEvent(int op, int arg) {
        if (receiver == null) {
            return;
        }
        if (node.hung()) {
            node.later(() -> onEvent(op, arg));
        } else if (op == APPLY) {
            applier.onTimer(Applier.Timer.APPLY);
        } else {
            receiver.onTimer(ReplicationReceiver.Timer.values()[arg]);
        }
    }

    @Override
    public void onConnected(Connection c) {
        world.network.send(c, (int) received);
    }

    @Override
    public void onData(Connection c, int position) {
        if (node.hung()) {
            int life = c.generation();
            node.later(() -> {
                if (connection == c && c.generation() == life) {
                    onData(c, position);
                }
            });
        } else if (position == BinlogSender.ACCEPTED) {
            receiver.onConnected(c.token);
            world.note();
        } else if (position == BinlogSender.REFUSED_1236) {
            receiver.onError1236(c.token);
        } else if (position == BinlogSender.HEARTBEAT) {
            receiver.onHeartbeat(c.token);
        } else {
            receiver.onBinlog(c.token, received + 1, position);
        }
    }

    @Override
    public void onRefused(Connection c) {
        connection = null;
        receiver.onConnectFailed(c.token);
    }

    @Override
    public void onConnectTimeout(Connection c) {
        connection = null;
        receiver.onConnectFailed(c.token);
    }

    @Override
    public void onReset(Connection c) {
        lost(c);
    }

    @Override
    public void onClosed(Connection c) {
        lost(c);
    }

    private void lost(Connection c) {
        connection = null;
        receiver.onConnectionLost(c.token);
        world.note();
    }

    // --- effects of the receiver ---

    @Override
    public void arm(ReplicationReceiver.Timer timer, long delayNanos) {
        sim.arm(receiverTimers[timer.ordinal()], delayNanos);
    }

    @Override
    public void disarm(ReplicationReceiver.Timer timer) {
        sim.disarm(receiverTimers[timer.ordinal()]);
    }

    @Override
    public void connect(int attempt, long position) {
        int host = service.nodes.get(source).host.index;
        connection = world.network.connect(node.host.index, 0, host, BinlogSender.PORT, this, attempt);
    }

    @Override
    public void close() {
        if (connection != null) {
            world.network.close(connection);
            connection = null;
            world.note();
        }
    }

    @Override
    public void relayLogged(long fromPosition, long toPosition) {
        received = toPosition;
        applier.onReceived(toPosition);
    }

    @Override
    public void ack(long position) {
        if (connection != null) {
            world.network.send(connection, (int) position);
        }
    }

    @Override
    public void stopped(StopReason reason) {
        world.say(node.name(), "receiver stopped: " + reason);
        world.note();
    }

    // --- effects of the applier ---

    @Override
    public void arm(Applier.Timer timer, long delayNanos) {
        sim.arm(applyTimer, delayNanos);
    }

    @Override
    public void disarm(Applier.Timer timer) {
        sim.disarm(applyTimer);
    }

    @Override
    public long commitAgeNanos(long position) {
        return sim.now() - service.nodes.get(source).binlog.committedNanos(position);
    }

    /** The applier keeps up with its source; SOURCE_DELAY and lag faults hold it back. */
    @Override
    public long applyNanos(long position) {
        long behind = node.spec.applyDelayNanos() + extraDelayNanos;
        return behind == 0 ? 0 : Math.max(0, behind - commitAgeNanos(position));
    }

    @Override
    public Applier.Result apply(long position) {
        BinlogSender from = service.nodes.get(source).binlog;
        Applier.Result result = node.binlog.table() == null
                ? Applier.Result.APPLIED
                : node.binlog.table().apply(from.idAt(position));
        if (result == Applier.Result.APPLIED) {
            applied = position;
        }
        return result;
    }

    @Override
    public void drained() {
        service.drained(node.index);
    }

    @Override
    public void broken(long position, Applier.Result error) {
        broken = true;
        world.violate("replication-broken", node.name() + ": error " + error.errorCode());
        service.stopped(node.index);
        world.note();
    }

    long fingerprint(long h) {
        return receiver == null ? h + 1 : applier.fingerprint(receiver.fingerprint(h));
    }
}
