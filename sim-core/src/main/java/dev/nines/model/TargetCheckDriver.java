package dev.nines.model;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.Simulation;
import dev.nines.model.spec.NlbSpec;
import dev.nines.protocol.healthcheck.TargetCheck;
import dev.nines.protocol.healthcheck.TargetCheck.Timer;
import dev.nines.protocol.healthcheck.TargetCheckConfig;

/** The check of one target by one node of an L4 balancer: drives a {@link TargetCheck} over the network. */
final class TargetCheckDriver implements EventHandler, TargetCheck.Effects, CheckCall.Caller {
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
    private final CheckCall call;
    private final long phase;
    private TargetCheck check;

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
        call = new CheckCall(node.world.network, spec.type() == NlbSpec.CheckType.HTTP, Long.MAX_VALUE, this);
        String name = node.name() + ":" + spec.name() + " checks " + host.name;
        phase = (long) (sim.stream(name, "phase").doubleAt(0) * spec.intervalNanos());
        Group interaction = sim.group(name);
        for (int i = 0; i < timers.length; i++) {
            timers[i] = sim.timer(interaction, this, i, 0);
        }
        interaction.add(this::fingerprint);
        long memory = (spec.healthyThreshold() + spec.unhealthyThreshold() + 2) * spec.intervalNanos();
        Routine.Times times = new Routine.Times(spec.intervalNanos(), false, spec.timeoutNanos(), memory, memory);
        interaction.stationary(new Routine(node.world, times, false, this::settled));
    }

    /** A process that stands still fills its backlog. */
    private boolean settled() {
        return !node.hung() && host.processes.stream().noneMatch(Process::hung);
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
        call.drop(powerLost);
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
    public void connected() {
        if (spec.type() == NlbSpec.CheckType.TCP) {
            check.onPassed();
        }
    }

    @Override
    public void answered(boolean well) {
        if (well) {
            check.onPassed();
        } else {
            check.onFailed();
        }
    }

    @Override
    public void failed() {
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
        call.start(node.host.index, host.index, spec.port());
    }

    @Override
    public void abortCheck() {
        call.abort();
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
