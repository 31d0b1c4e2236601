package dev.nines.model;

import dev.nines.kernel.RandomStream;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.HaproxySpec.Mode;
import dev.nines.network.Connection;
import dev.nines.network.Listener;
import dev.nines.protocol.balancer.Balancer;
import dev.nines.protocol.balancer.BalancerConfig;
import dev.nines.protocol.balancer.DispatchConfig;
import dev.nines.protocol.healthcheck.ServerCheckConfig;
import java.util.ArrayList;
import java.util.List;

/** One HAProxy process: a frontend, a backend with its {@link Balancer}, a check per server, a session per request. */
final class HaproxyNode extends Process implements Listener, Balancer.Effects {
    private static final int STICK_TABLE_SIZE = 100_000;
    private static final int BACKLOG = 1024;
    private static final int SLOWSTART = 0;
    private static final int STICK = 1;
    private static final int DEQUEUED = 2;
    private static final int REQUEUED = 3;
    static final int NEXT_REQUEST = 4;

    final HaproxySpec spec;
    final DispatchConfig dispatchConfig;
    final int[] serverHost;
    final int serverPort;
    private final BalancerConfig balancerConfig;
    private final ServerCheckDriver[] checks;
    private final RandomStream draws;
    private final int[] slowstartTimers;
    private final int stickTimer;
    private boolean first = true;
    private final List<HaproxySession> sessions = new ArrayList<>();
    private int[] free = new int[16];
    private int freeCount;
    final ServerConnections upstream = new ServerConnections(this);
    Balancer balancer;

    HaproxyNode(HaproxyService proxy, HostModel host) {
        super(proxy.world, host, proxy.name());
        spec = proxy.spec;
        serverPort = proxy.servers.port();
        draws = sim.stream(name(), "random");
        List<? extends Process> servers = proxy.servers.processes();
        serverHost = new int[servers.size()];
        checks = new ServerCheckDriver[servers.size()];
        slowstartTimers = new int[servers.size()];
        List<BalancerConfig.Server> configs = new ArrayList<>();
        ServerCheckConfig checkConfig = Machines.serverCheck(proxy.spec);
        for (int i = 0; i < serverHost.length; i++) {
            serverHost[i] = servers.get(i).host.index;
            configs.add(serverConfig(servers.get(i).host.name));
            checks[i] = new ServerCheckDriver(this, i, servers.get(i), checkConfig, servers.size());
            slowstartTimers[i] = sim.timer(world.clientsGroup, this, SLOWSTART, i);
        }
        stickTimer = sim.timer(world.clientsGroup, this, STICK, 0);
        BalancerConfig.Algorithm algorithm =
                BalancerConfig.Algorithm.valueOf(spec.balance().name());
        dispatchConfig = new DispatchConfig(
                spec.retries(),
                spec.redispatch(),
                spec.timeoutConnectNanos(),
                spec.timeoutQueueNanos(),
                algorithm.hashes());
        balancerConfig = BalancerConfig.of(algorithm, configs)
                .withRandomDraws(Math.max(1, spec.randomDraws()))
                .withOptions(false, spec.redispatch() != 0, false)
                .withStickTable(spec.stickOnSource() ? STICK_TABLE_SIZE : 0, 0);
    }

    private BalancerConfig.Server serverConfig(String hostName) {
        BalancerConfig.Server server = BalancerConfig.Server.defaults().withSlowstart(spec.slowstartNanos());
        for (HaproxySpec.Server option : spec.serverOptions()) {
            if (option.host().equals(hostName)) {
                server = server.withWeight(option.weight()).withMaxconn(option.maxconn(), 0);
                server = option.backup() ? server.asBackup() : server;
            }
        }
        return server;
    }

    // --- the process ---

    @Override
    long startNanos() {
        return 0;
    }

    @Override
    void onStarted() {
        balancer = new Balancer(balancerConfig, this);
        world.network.listen(host.index, spec.port(), BACKLOG, this);
        // Instances were not started at the same instant: each has its own view of the servers.
        long phase = first
                ? (long) (sim.stream(name(), "phase").doubleAt(0) * spec.check().interNanos())
                : 0;
        first = false;
        for (ServerCheckDriver check : checks) {
            check.start(phase);
        }
    }

    @Override
    void onKilled(Death death) {
        for (ServerCheckDriver check : checks) {
            check.stop(death == Death.POWER);
        }
        freeCount = 0;
        free = new int[Math.max(16, sessions.size())];
        for (int i = sessions.size() - 1; i >= 0; i--) {
            sessions.get(i).drop(death == Death.POWER);
            free[freeCount++] = i;
        }
        for (int timer : slowstartTimers) {
            sim.disarm(timer);
        }
        sim.disarm(stickTimer);
        if (death != Death.POWER) {
            world.network.kill(host.index, spec.port());
        }
    }

    @Override
    void onHung() {
        world.network.freeze(host.index, spec.port(), true);
    }

    @Override
    void onThawed() {
        world.network.freeze(host.index, spec.port(), false);
    }

    // --- health ---

    void serverUp(int server) {
        balancer.markUp(server);
        world.note();
    }

    void serverDown(int server) {
        balancer.markDown(server);
        if (spec.shutdownSessionsOnDown()) {
            for (int i = 0; i < sessions.size(); i++) {
                sessions.get(i).serverWentDown(server);
            }
        }
        world.note();
    }

    /** How late a session may learn that it is connected: where successes are counted, or remembered for a while, not at all. */
    long patienceNanos() {
        boolean counts = spec.check().observe() != HaproxySpec.Observe.OFF || spec.stickOnSource();
        return counts ? 0 : spec.timeoutConnectNanos() == 0 ? Long.MAX_VALUE : spec.timeoutConnectNanos();
    }

    ServerCheckDriver check(int server) {
        return checks[server];
    }

    // --- sessions ---

    @Override
    public void onAccept(Connection c) {
        c.serverToken = -1;
        if (spec.mode() == Mode.TCP) {
            open(c, 0);
        }
    }

    @Override
    public void onData(Connection c, int request) {
        HaproxySession session = sessionOf(c);
        if (session != null) {
            session.fromClient(request);
        } else if (spec.mode() == Mode.HTTP) {
            open(c, request);
        }
    }

    private void open(Connection c, int request) {
        HaproxySession session;
        if (freeCount > 0) {
            session = sessions.get(free[--freeCount]);
        } else {
            session = new HaproxySession(this, sessions.size());
            sessions.add(session);
        }
        session.begin(c, request);
    }

    void release(HaproxySession session) {
        if (freeCount == free.length) {
            free = java.util.Arrays.copyOf(free, 2 * freeCount);
        }
        free[freeCount++] = session.index;
    }

    /** The session that a connection to a server belongs to, or null. */
    HaproxySession sessionAt(int index) {
        return index >= 0 && index < sessions.size() ? sessions.get(index) : null;
    }

    private HaproxySession sessionOf(Connection c) {
        if (c.serverToken < 0) {
            return null;
        }
        HaproxySession session = sessions.get(c.serverToken);
        return session.client() == c ? session : null;
    }

    @Override
    public void onPeerClosed(Connection c) {
        clientGone(c);
    }

    private void clientGone(Connection c) {
        if (hung()) {
            int life = c.generation();
            later(() -> {
                if (c.generation() == life) {
                    clientGone(c);
                }
            });
            return;
        }
        HaproxySession session = sessionOf(c);
        if (session != null) {
            session.clientGone();
        }
    }

    @Override
    public void onReset(Connection c) {
        clientGone(c);
    }

    @Override
    public boolean indifferent(Connection c, boolean accepted) {
        return accepted ? !hung() && sessionOf(c) == null : spec.mode() == Mode.HTTP;
    }

    // --- effects of the balancer ---

    @Override
    public void arm(Balancer.Timer timer, int key, long delayNanos) {
        sim.arm(timerOf(timer, key), delayNanos);
    }

    @Override
    public void disarm(Balancer.Timer timer, int key) {
        sim.disarm(timerOf(timer, key));
    }

    private int timerOf(Balancer.Timer timer, int key) {
        return timer.ordinal() == SLOWSTART ? slowstartTimers[key] : stickTimer;
    }

    @Override
    public long draw(long bound) {
        return (long) (draws.nextDouble() * bound);
    }

    @Override
    public void dequeued(int request, int server) {
        sessions.get(request).dequeuedAt = server;
        sim.after(0, this, DEQUEUED, request);
    }

    @Override
    public void requeued(int request) {
        sim.after(0, this, REQUEUED, request);
    }

    @Override
    public void onEvent(int op, int arg) {
        if (hung()) {
            later(() -> onEvent(op, arg));
            return;
        }
        switch (op) {
            case SLOWSTART, STICK -> balancer.onTimer(Balancer.Timer.values()[op], arg);
            case DEQUEUED -> sessions.get(arg).dequeued();
            case REQUEUED -> sessions.get(arg).requeued();
            case NEXT_REQUEST -> sessions.get(arg).nextRequest();
            default -> super.onEvent(op, arg);
        }
    }
}
