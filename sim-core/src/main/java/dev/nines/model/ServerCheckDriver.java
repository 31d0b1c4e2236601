package dev.nines.model;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.RandomStream;
import dev.nines.kernel.Simulation;
import dev.nines.protocol.healthcheck.ServerCheck;
import dev.nines.protocol.healthcheck.ServerCheck.Layer;
import dev.nines.protocol.healthcheck.ServerCheck.Timer;
import dev.nines.protocol.healthcheck.ServerCheckConfig;
import dev.nines.protocol.healthcheck.ServerCheckConfig.Type;

/** The check of one server by one HAProxy: drives a {@link ServerCheck} over the simulated network. */
final class ServerCheckDriver implements EventHandler, ServerCheck.Effects, CheckCall.Caller {
    private static final Timer[] TIMERS = Timer.values();

    private final HaproxyNode node;
    private final int server;
    private final Process target;
    private final ServerCheckConfig config;
    private final int servers;
    private final Simulation sim;
    private final int[] timers = new int[TIMERS.length];
    private final RandomStream spread;
    private final int chain;
    private final CheckCall call;
    private ServerCheck check;

    ServerCheckDriver(HaproxyNode node, int server, Process target, ServerCheckConfig config, int servers) {
        this.node = node;
        this.server = server;
        this.target = target;
        this.config = config;
        this.servers = servers;
        sim = node.sim;
        chain = node.world.newChain();
        call = new CheckCall(node.world.network, config.type() == Type.HTTP, patienceNanos(), this);
        spread = sim.stream(node.name() + "/" + target.name(), "spread-checks");
        Group group = sim.group(node.name() + " checks " + target.name());
        for (int i = 0; i < timers.length; i++) {
            timers[i] = sim.timer(group, this, i, 0);
        }
        group.add(this::fingerprint);
        group.stationary(new Routine(node.world, times(), config.spreadChecksPercent() > 0, this::settled));
    }

    /** A time-out of the answer begins with the connection. */
    private long patienceNanos() {
        long connect = config.timeoutConnectNanos() > 0 ? config.timeoutConnectNanos() : config.interNanos();
        return config.timeoutCheckNanos() > 0 ? 0 : Math.min(config.interNanos(), connect);
    }

    /** The next interval begins when a check ends. */
    private Routine.Times times() {
        long wait = config.interNanos();
        wait = config.timeoutCheckNanos() > 0 ? Math.min(wait, config.timeoutCheckNanos()) : wait;
        wait = config.timeoutConnectNanos() > 0 ? Math.min(wait, config.timeoutConnectNanos()) : wait;
        long memory = (config.rise() + config.fall() + 2) * (config.interNanos() + config.interNanos());
        return new Routine.Times(config.interNanos(), true, wait, memory, memory);
    }

    /** While the server is down a check takes another time, and one that hangs takes what it gets. */
    private boolean settled() {
        return check == null || (!node.hung() && check.state() == ServerCheck.State.UP && target.running());
    }

    private long fingerprint(long hash) {
        long h = node.world.network.fingerprint(hash, target.host.index, node.serverPort);
        return check == null ? h + 1 : check.fingerprint(h);
    }

    /** @param agoNanos the phase of a process that started before the trial did */
    void start(long agoNanos) {
        check = new ServerCheck(config, this);
        long window = ServerCheckConfig.staggerWindowNanos(java.util.List.of(config));
        check.onStart(check.startDelayNanos(window, server, servers, 0) + agoNanos);
    }

    void stop(boolean powerLost) {
        call.drop(powerLost);
        check = null;
        for (int timer : timers) {
            sim.disarm(timer);
        }
    }

    /** Until the next check starts; negative while one is under way, or when nothing is checked. */
    long untilNextNanos() {
        return sim.remaining(timers[Timer.INTERVAL.ordinal()]);
    }

    void trafficError(Layer layer) {
        check.onTrafficError(layer);
    }

    void trafficSuccess(Layer layer) {
        check.onTrafficSuccess(layer);
    }

    @Override
    public void onEvent(int op, int arg) {
        if (node.hung()) {
            ServerCheck now = check;
            node.later(() -> {
                if (check == now) {
                    onEvent(op, arg);
                }
            });
        } else if (check != null) {
            check.onTimer(TIMERS[op]);
        }
    }

    // --- the check's connection; a stopped process reads nothing from it, and its time-out comes first ---

    @Override
    public void connected() {
        if (!node.hung()) {
            check.onConnected();
        }
    }

    @Override
    public void answered(boolean well) {
        if (node.hung()) {
            return;
        }
        if (well) {
            check.onPassed();
        } else {
            check.onFailed();
        }
    }

    @Override
    public void failed() {
        if (!node.hung()) {
            check.onFailed();
        }
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
    public long remainingNanos(Timer timer) {
        return sim.remaining(timers[timer.ordinal()]);
    }

    @Override
    public void startCheck() {
        call.start(node.host.index, node.serverHost[server], node.serverPort);
    }

    @Override
    public void abortCheck() {
        call.abort();
    }

    @Override
    public void markUp() {
        node.world.say(node.name(), target.name() + " UP");
        node.serverUp(server);
    }

    @Override
    public void markDown() {
        long now = sim.now();
        node.world.say(node.name(), target.name() + " DOWN");
        node.world.phases.detected(chain, now);
        node.world.phases.decided(chain, now);
        node.world.phases.acted(chain, now);
        node.serverDown(server);
    }

    @Override
    public double spread() {
        return 2 * spread.nextDouble() - 1;
    }
}
