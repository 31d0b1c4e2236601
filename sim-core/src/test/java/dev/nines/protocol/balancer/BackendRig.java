package dev.nines.protocol.balancer;

import dev.nines.protocol.VirtualClock;
import dev.nines.protocol.healthcheck.ServerCheck;
import dev.nines.protocol.healthcheck.ServerCheckConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A whole HAProxy backend: checks, balancer and requests against servers that the test breaks. Answers take no time. */
final class BackendRig {

    static final long MS = 1_000_000L;
    static final long SECOND = 1_000 * MS;

    enum Server {
        HEALTHY,
        REFUSES,
        SILENT
    }

    /** One request and what became of it. */
    final class Request implements RequestDispatch.Effects {
        final int id;
        final int source;
        final int cookie;
        final long sentAt = clock.now();
        final RequestDispatch dispatch = new RequestDispatch(dispatchConfig, this);
        /** −1: still open. */
        int status = -1;

        long endedAt;
        int servedBy = Balancer.NONE;
        final StringBuilder path = new StringBuilder();
        private final VirtualClock.Deadline[] deadlines = new VirtualClock.Deadline[3];
        private int connection;

        private Request(int id, int source, int cookie) {
            this.id = id;
            this.source = source;
            this.cookie = cookie;
            for (RequestDispatch.Timer timer : RequestDispatch.Timer.values()) {
                deadlines[timer.ordinal()] = clock.new Deadline(() -> dispatch.onTimer(timer));
            }
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "#%d sent %.3f: %s", id, sentAt / 1e9, path);
        }

        long tookNanos() {
            return endedAt - sentAt;
        }

        @Override
        public void arm(RequestDispatch.Timer timer, long delayNanos) {
            deadlines[timer.ordinal()].arm(delayNanos);
        }

        @Override
        public void disarm(RequestDispatch.Timer timer) {
            deadlines[timer.ordinal()].disarm();
        }

        @Override
        public int pick(boolean ignorePersistence, int avoid) {
            return balancer.balancer.assign(
                    id, source, ignorePersistence ? Balancer.IGNORE_PERSISTENCE : cookie, avoid);
        }

        @Override
        public boolean pickedByPersistence() {
            return balancer.balancer.pickedByPersistence();
        }

        @Override
        public boolean isRunning(int server) {
            return balancer.balancer.isRunning(server);
        }

        @Override
        public int activeServers() {
            return balancer.balancer.activeServers();
        }

        @Override
        public void connect(int server) {
            path.append(String.format(Locale.ROOT, "%s@%.1f ", BalancerRig.letter(server), sinceSent()));
            int attempt = ++connection;
            Server met = servers[server];
            clock.after(0, () -> {
                if (attempt == connection && met == Server.HEALTHY) {
                    dispatch.onConnected();
                    dispatch.onFinished();
                } else if (attempt == connection && met == Server.REFUSES) {
                    dispatch.onConnectError();
                }
            });
        }

        @Override
        public void abortConnect(int server) {
            connection++;
        }

        @Override
        public void connectFailed(int server, boolean timedOut) {
            if (!checks.isEmpty()) {
                checks.get(server).check.onTrafficError(ServerCheck.Layer.LAYER4);
            }
        }

        @Override
        public void established(int server) {
            servedBy = server;
            balancer.balancer.stick(source, server);
            if (!checks.isEmpty()) {
                checks.get(server).check.onTrafficSuccess(ServerCheck.Layer.LAYER4);
            }
            end(200);
        }

        @Override
        public void release(int server) {
            balancer.balancer.onConnectionClosed(server);
        }

        @Override
        public void leaveQueue() {
            balancer.balancer.leaveQueue(id);
        }

        @Override
        public void fail(int code) {
            end(code);
        }

        private void end(int code) {
            status = code;
            endedAt = clock.now();
            path.append(String.format(Locale.ROOT, "%d@%.1f", code, sinceSent()));
        }

        private double sinceSent() {
            return (clock.now() - sentAt) / 1e9;
        }
    }

    /** The check of one server. */
    private final class Check implements ServerCheck.Effects {
        private final int server;
        private final ServerCheck check;
        private final VirtualClock.Deadline interval = clock.new Deadline(() -> fire(ServerCheck.Timer.INTERVAL));
        private final VirtualClock.Deadline timeout = clock.new Deadline(() -> fire(ServerCheck.Timer.TIMEOUT));
        private int running;

        Check(int server, ServerCheckConfig config) {
            this.server = server;
            this.check = new ServerCheck(config, this);
        }

        private void fire(ServerCheck.Timer timer) {
            check.onTimer(timer);
        }

        @Override
        public void arm(ServerCheck.Timer timer, long delayNanos) {
            (timer == ServerCheck.Timer.INTERVAL ? interval : timeout).arm(delayNanos);
        }

        @Override
        public void disarm(ServerCheck.Timer timer) {
            (timer == ServerCheck.Timer.INTERVAL ? interval : timeout).disarm();
        }

        @Override
        public long remainingNanos(ServerCheck.Timer timer) {
            return interval.remaining();
        }

        @Override
        public void startCheck() {
            int id = ++running;
            Server met = servers[server];
            clock.after(0, () -> {
                if (id == running && met == Server.HEALTHY) {
                    check.onConnected();
                } else if (id == running && met == Server.REFUSES) {
                    check.onFailed();
                }
            });
        }

        @Override
        public void abortCheck() {
            running++;
        }

        @Override
        public void markUp() {
            balancer.balancer.markUp(server);
        }

        @Override
        public void markDown() {
            downAt[server] = clock.now();
            balancer.balancer.markDown(server);
        }

        @Override
        public double spread() {
            return 0;
        }
    }

    final VirtualClock clock = new VirtualClock();
    final BalancerRig balancer;
    final Server[] servers;
    final long[] downAt;
    final List<Request> requests = new ArrayList<>();
    private final DispatchConfig dispatchConfig;
    private final List<Check> checks = new ArrayList<>();

    BackendRig(BalancerConfig balancerConfig, DispatchConfig dispatchConfig) {
        this.dispatchConfig = dispatchConfig;
        this.balancer = new BalancerRig(balancerConfig, clock);
        this.balancer.onDequeued =
                (request, server) -> requests.get(request).dispatch.onDequeued(server);
        this.servers = new Server[balancerConfig.servers().size()];
        this.downAt = new long[servers.length];
        Arrays.fill(servers, Server.HEALTHY);
        Arrays.fill(downAt, -1);
    }

    /** The same check for all servers, staggered over the interval as HAProxy does. */
    BackendRig withChecks(ServerCheckConfig config) {
        for (int i = 0; i < servers.length; i++) {
            Check check = new Check(i, config);
            checks.add(check);
            check.check.onStart(check.check.startDelayNanos(config.firstIntervalNanos(), i, servers.length, 0));
        }
        return this;
    }

    void serverAt(long time, int server, Server next) {
        clock.at(time, () -> servers[server] = next);
    }

    Request send(int source, int cookie) {
        Request request = new Request(requests.size(), source, cookie);
        requests.add(request);
        request.dispatch.onRequest();
        return request;
    }

    /** Open loop: one request every so often, from 16 sources in turn. */
    void load(long from, long to, long everyNanos) {
        for (long at = from; at < to; at += everyNanos) {
            clock.at(at, () -> send(requests.size() % 16, Balancer.NO_COOKIE));
        }
    }

    /** Requests sent in [from, to). */
    List<Request> sent(long from, long to) {
        return requests.stream().filter(r -> r.sentAt >= from && r.sentAt < to).toList();
    }
}
