package dev.nines.model;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.Simulation;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.protocol.replication.PromotionConfig;
import dev.nines.protocol.replication.PromotionManager;
import dev.nines.protocol.replication.PromotionManager.State;
import dev.nines.protocol.replication.PromotionManager.Timer;

/** The manager of a replicated database; it runs on a host of its own, which is taken not to fail. */
final class PromotionDriver implements EventHandler, PromotionManager.Effects, CheckCall.Caller {
    private static final Timer[] TIMERS = Timer.values();
    private static final int DRAINED = TIMERS.length;
    private static final int START = DRAINED + 1;

    private final MysqlService service;
    private final World world;
    private final Simulation sim;
    private final PromotionManager manager;
    private final int[] timers = new int[TIMERS.length];
    private final int chain;
    private final CheckCall ping;
    private int pingToken;
    private int waitingFor = -1;

    PromotionDriver(MysqlService service) {
        this.service = service;
        world = service.world;
        sim = world.sim;
        chain = world.newChain();
        ping = new CheckCall(world.network, true, service.spec.promotion().checkTimeoutNanos(), this);
        MysqlSpec.Promotion spec = service.spec.promotion();
        boolean semiSync = service.spec.replication() == MysqlSpec.Replication.SEMI_SYNC;
        manager = new PromotionManager(
                new PromotionConfig(
                        spec.checkIntervalNanos(),
                        spec.checkTimeoutNanos(),
                        spec.failures(),
                        semiSync ? spec.stopSlaveExtraNanos() : 0,
                        spec.actNanos()),
                service.nodes.size(),
                this);
        Group group = sim.group("manager of " + service.name());
        for (int i = 0; i < timers.length; i++) {
            timers[i] = sim.timer(group, this, i, 0);
        }
        group.add(manager::fingerprint);
        long memory = (spec.failures() + 2) * (spec.checkIntervalNanos() + spec.checkTimeoutNanos());
        Routine.Times times =
                new Routine.Times(spec.checkIntervalNanos(), false, spec.checkTimeoutNanos(), memory, memory);
        group.stationary(new Routine(world, times, false, this::settled));
        sim.enter(group);
        sim.after(service.spec.promotion().checkIntervalNanos(), this, START, 0);
    }

    private boolean settled() {
        return manager.state() == State.WATCHING
                && service.nodes.get(manager.primary()).running();
    }

    boolean acting() {
        State state = manager.state();
        return state == State.STOPPING_REPLICATION || state == State.DRAINING || state == State.ACTING;
    }

    void reseeded(int node) {
        manager.onReseeded(node);
    }

    /** The applier of a node has nothing left to do. */
    void nodeDrained(int node) {
        if (node == waitingFor) {
            waitingFor = -1;
            sim.after(0, this, DRAINED, node);
        }
    }

    void nodeDied(int node) {
        manager.onCandidateLost(node);
    }

    @Override
    public void onEvent(int op, int arg) {
        if (op == DRAINED) {
            manager.onDrained(arg);
        } else if (op == START) {
            manager.onStart();
        } else {
            manager.onTimer(TIMERS[op]);
        }
    }

    // --- the ping ---

    @Override
    public void connected() {
        // the answer counts
    }

    @Override
    public void answered(boolean well) {
        manager.onPong(pingToken);
        if (!acting()) {
            world.phases.abandoned(chain);
        }
    }

    @Override
    public void failed() {
        manager.onPingFailed(pingToken);
    }

    // --- effects ---

    @Override
    public void arm(Timer timer, long delayNanos) {
        sim.arm(timers[timer.ordinal()], delayNanos);
    }

    @Override
    public void disarm(Timer timer) {
        sim.disarm(timers[timer.ordinal()]);
    }

    @Override
    public void ping(int node, int token) {
        ping.abort();
        pingToken = token;
        ping.start(service.managerHost(), service.nodes.get(node).host.index, MysqlService.PORT);
    }

    @Override
    public long receivedPosition(int node) {
        MysqlNode candidate = service.nodes.get(node);
        boolean reachable = world.network.reachable(service.managerHost(), candidate.host.index);
        return reachable ? candidate.replica.usablePosition() : -1;
    }

    @Override
    public void detected(int primary) {
        world.say(service.name(), "primary " + service.nodes.get(primary).host.name + " is gone");
        world.phases.detected(chain, sim.now());
        world.note();
    }

    @Override
    public void decided(int candidate) {
        world.phases.decided(chain, sim.now());
    }

    @Override
    public void stopReplication(int node) {
        service.nodes.get(node).replica.stopReceiver();
    }

    @Override
    public void waitApplied(int node) {
        waitingFor = node;
        if (service.nodes.get(node).replica.idle()) {
            nodeDrained(node);
        }
    }

    @Override
    public void makeWritable(int node) {
        world.say(service.name(), service.nodes.get(node).host.name + " is primary");
        service.takeAddressFrom(service.primary());
        service.promoted(node);
    }

    @Override
    public void moveAddress(int node) {
        service.giveAddress(node);
        world.phases.acted(chain, sim.now());
        world.note();
    }

    @Override
    public void needsReseed(int node) {
        service.contradictory(node);
    }
}
