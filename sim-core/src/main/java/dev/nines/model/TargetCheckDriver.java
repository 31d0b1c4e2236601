package dev.nines.model;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.Simulation;
import dev.nines.model.spec.NlbSpec;
import dev.nines.network.Connection;
import dev.nines.network.ConnectionUser;
import dev.nines.protocol.healthcheck.TargetCheck;
import dev.nines.protocol.healthcheck.TargetCheck.Timer;
import dev.nines.protocol.healthcheck.TargetCheckConfig;

/** The check of one target by one node of an L4 balancer: drives a {@link TargetCheck} over the network. */
final class TargetCheckDriver implements EventHandler, TargetCheck.Effects, ConnectionUser {
    private static final Timer[] TIMERS = Timer.values();

    private final NlbNode node;
    private final TargetGroupDriver group;
    private final int target;
    private final HostModel host;
    private final NlbSpec.TargetGroup spec;
    private final TargetCheckConfig config;
    private final Simulation sim;
    private final int[] timers = new int[TIMERS.length];
    private final int chain;
    private final long phase;
    private TargetCheck check;
    private Connection connection;

    TargetCheckDriver(
            NlbNode node,
            TargetGroupDriver group,
            int target,
            HostModel host,
            NlbSpec.TargetGroup spec,
            TargetCheckConfig config) {
        this.node = node;
        this.group = group;
        this.target = target;
        this.host = host;
        this.spec = spec;
        this.config = config;
        sim = node.sim;
        chain = node.world.newChain();
        String name = node.name() + ":" + spec.name() + " checks " + host.name;
        phase = (long) (sim.stream(name, "phase").doubleAt(0) * spec.intervalNanos());
        Group interaction = sim.group(name);
        for (int i = 0; i < timers.length; i++) {
            timers[i] = sim.timer(interaction, this, i, 0);
        }
        interaction.add(this::fingerprint);
    }

    private long fingerprint(long hash) {
        long h = node.world.network.fingerprint(hash, host.index, spec.port());
        return check == null ? h + 1 : check.fingerprint(h);
    }

    int host() {
        return host.index;
    }

    void start(boolean healthy) {
        check = new TargetCheck(config, this);
        if (healthy) {
            check.onStartHealthy(phase);
        } else {
            check.onRegister(phase);
        }
    }

    void stop(boolean powerLost) {
        if (connection != null && !powerLost) {
            node.world.network.close(connection);
        }
        connection = null;
        check = null;
        for (int timer : timers) {
            sim.disarm(timer);
        }
    }

    /** The target refused or broke a flow: a passive check, if those are on. */
    void trafficRefused() {
        if (!node.hung()) {
            check.onPassiveFailure();
        }
    }

    @Override
    public void onEvent(int op, int arg) {
        if (node.hung()) {
            TargetCheck now = check;
            node.later(() -> {
                if (check == now) {
                    onEvent(op, arg);
                }
            });
        } else if (check != null) {
            check.onTimer(TIMERS[op]);
        }
    }

    // --- the check's connection ---

    @Override
    public void onConnected(Connection c) {
        if (spec.type() == NlbSpec.CheckType.HTTP) {
            node.world.network.send(c, Load.CHECK);
        } else {
            endConnection();
            check.onPassed();
        }
    }

    @Override
    public void onData(Connection c, int status) {
        endConnection();
        if (status == Load.OK) {
            check.onPassed();
        } else {
            check.onFailed();
        }
    }

    private void endConnection() {
        node.world.network.close(connection);
        connection = null;
    }

    @Override
    public void onRefused(Connection c) {
        over();
    }

    @Override
    public void onReset(Connection c) {
        over();
    }

    @Override
    public void onConnectTimeout(Connection c) {
        over();
    }

    @Override
    public void onClosed(Connection c) {
        over();
    }

    private void over() {
        connection = null;
        check.onFailed();
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
    public void startCheck() {
        connection = node.world.network.connect(node.host.index, 0, host.index, spec.port(), this, target);
    }

    @Override
    public void abortCheck() {
        if (connection != null) {
            endConnection();
        }
    }

    @Override
    public void markHealthy() {
        node.world.say(node.name(), spec.name() + ": " + host.name + " healthy");
        group.healthy(target);
    }

    @Override
    public void markUnhealthy() {
        long now = sim.now();
        node.world.say(node.name(), spec.name() + ": " + host.name + " unhealthy");
        node.world.phases.detected(chain, now);
        node.world.phases.decided(chain, now);
        node.world.phases.acted(chain, now);
        group.unhealthy(target);
    }

    @Override
    public void markDraining() {
        throw new IllegalStateException("nobody deregisters a target here");
    }

    @Override
    public void markUnused() {
        throw new IllegalStateException("nobody deregisters a target here");
    }
}
