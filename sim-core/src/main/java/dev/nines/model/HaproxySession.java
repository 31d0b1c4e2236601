package dev.nines.model;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Simulation;
import dev.nines.model.spec.HaproxySpec.Mode;
import dev.nines.network.Connection;
import dev.nines.network.Network;
import dev.nines.protocol.balancer.Balancer;
import dev.nines.protocol.balancer.RequestDispatch;
import dev.nines.protocol.balancer.RequestDispatch.Timer;
import dev.nines.protocol.healthcheck.ServerCheck.Layer;
import java.util.ArrayDeque;

/** One request in HTTP mode, one connection in TCP mode: drives a {@link RequestDispatch}. */
final class HaproxySession implements EventHandler, RequestDispatch.Effects {
    private static final int SERVER_TIMEOUT = Timer.values().length;
    private static final int NOTHING = -1;

    final int index;
    int dequeuedAt;
    private final HaproxyNode node;
    private final Simulation sim;
    private final Network network;
    private RequestDispatch dispatch;
    private final int[] timers = new int[SERVER_TIMEOUT + 1];
    private Connection client;
    private Connection server;
    private int request;
    private boolean established;
    private int life;
    /** Requests that wait on the same connection. */
    private final ArrayDeque<Integer> followers = new ArrayDeque<>();

    private int nextLife = -1;

    HaproxySession(HaproxyNode node, int index) {
        this.node = node;
        this.index = index;
        sim = node.sim;
        network = node.world.network;
        dispatch = new RequestDispatch(node.dispatchConfig, this);
        for (int i = 0; i < timers.length; i++) {
            timers[i] = sim.timer(node.world.clientsGroup, this, i, 0);
        }
    }

    Connection client() {
        return client;
    }

    Connection server() {
        return server;
    }

    /** Counts the requests that this object has served. */
    int life() {
        return life;
    }

    private boolean tcp() {
        return node.spec.mode() == Mode.TCP;
    }

    // --- events ---

    void begin(Connection from, int payload) {
        client = from;
        from.serverToken = index;
        request = tcp() ? NOTHING : payload;
        established = false;
        dispatch.onRequest();
    }

    /** More from the client: bytes in TCP mode; in HTTP mode a request that waits until this one is answered. */
    void fromClient(int payload) {
        if (!tcp()) {
            followers.add(payload);
        } else if (established) {
            network.send(server, payload);
            armServerTimeout(0);
        } else {
            request = payload;
        }
    }

    void connected() {
        if (!established) {
            dispatch.onConnected();
        }
    }

    void connectError() {
        dispatch.onConnectError();
    }

    /** An established connection to the server broke. */
    void serverBroken() {
        if (!established) {
            dispatch.onConnectError();
            return;
        }
        node.check(dispatch.server()).trafficError(Layer.LAYER7);
        finish(Load.BAD_GATEWAY);
    }

    /** The network has taken the connection to the server back. */
    void serverOver() {
        server = null;
    }

    void fromServer(int status) {
        if (!established) {
            return;
        }
        sim.disarm(timers[SERVER_TIMEOUT]);
        node.check(dispatch.server()).trafficSuccess(Layer.LAYER7);
        if (tcp()) {
            if (client != null) {
                network.reply(client, status);
            }
        } else {
            finish(status);
        }
    }

    void serverWentDown(int down) {
        if (established && dispatch.server() == down) {
            finish(Load.UNAVAILABLE);
        }
    }

    void clientGone() {
        client = null;
        if (established) {
            finish(NOTHING);
        } else {
            dispatch.onClientAbort();
            end();
        }
    }

    void dequeued() {
        dispatch.onDequeued(dequeuedAt);
    }

    void requeued() {
        dispatch.onRequeued();
    }

    /** The process is gone, and with it everything that it knew. */
    void drop(boolean powerLost) {
        if (server != null && !powerLost) {
            network.close(server);
        }
        server = null;
        client = null;
        established = false;
        followers.clear();
        life++;
        for (int timer : timers) {
            sim.disarm(timer);
        }
        dispatch = new RequestDispatch(node.dispatchConfig, this);
    }

    @Override
    public void onEvent(int op, int arg) {
        if (node.hung()) {
            int now = life;
            node.later(() -> {
                if (life == now) {
                    onEvent(op, arg);
                }
            });
        } else if (op == SERVER_TIMEOUT) {
            node.check(dispatch.server()).trafficError(Layer.LAYER7);
            finish(Load.GATEWAY_TIMEOUT);
        } else {
            dispatch.onTimer(Timer.values()[op]);
        }
    }

    /** The request is over with this status, or without an answer. */
    private void finish(int status) {
        established = false;
        sim.disarm(timers[SERVER_TIMEOUT]);
        closeServer();
        dispatch.onFinished();
        Connection answered = client;
        answerClient(status);
        endAnswered(answered);
    }

    private void answerClient(int status) {
        if (client == null) {
            return;
        }
        Connection to = client;
        client = null;
        to.serverToken = -1;
        if (tcp()) {
            network.closeByServer(to);
        } else if (status != NOTHING) {
            network.reply(to, status);
        }
    }

    private void closeServer() {
        if (server != null) {
            network.close(server);
            server = null;
        }
    }

    private void end() {
        client = null;
        life++;
        followers.clear();
        node.release(this);
    }

    /** The client's connection is free for what it sent meanwhile; a new event, since the dispatch is still at work. */
    private void endAnswered(Connection answered) {
        if (answered == null || tcp() || followers.isEmpty()) {
            end();
            return;
        }
        life++;
        client = answered;
        client.serverToken = index;
        nextLife = life;
        sim.after(0, node, HaproxyNode.NEXT_REQUEST, index);
    }

    void nextRequest() {
        if (life == nextLife && client != null) {
            begin(client, followers.remove());
        }
    }

    private void armServerTimeout(long lateNanos) {
        if (node.spec.timeoutServerNanos() > 0) {
            sim.arm(timers[SERVER_TIMEOUT], Math.max(0, node.spec.timeoutServerNanos() - lateNanos));
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
    public int pick(boolean ignorePersistence, int avoid) {
        int cookie = ignorePersistence ? Balancer.IGNORE_PERSISTENCE : Balancer.NO_COOKIE;
        return node.balancer.assign(index, client.sourceKey, cookie, avoid);
    }

    @Override
    public boolean pickedByPersistence() {
        return node.balancer.pickedByPersistence();
    }

    @Override
    public boolean isRunning(int at) {
        return node.balancer.isRunning(at);
    }

    @Override
    public int activeServers() {
        return node.balancer.activeServers();
    }

    @Override
    public void connect(int to) {
        int from = node.host.index;
        int at = node.serverHost[to];
        server = tcp() // what the client sends in the meantime follows
                ? network.connect(from, client.sourceKey, at, node.serverPort, node.upstream, index)
                : network.request(
                        from,
                        client.sourceKey,
                        at,
                        node.serverPort,
                        node.upstream,
                        index,
                        request,
                        node.patienceNanos());
    }

    @Override
    public void abortConnect(int to) {
        closeServer();
    }

    @Override
    public void connectFailed(int to, boolean timedOut) {
        node.check(to).trafficError(Layer.LAYER4);
    }

    @Override
    public void established(int to) {
        established = true;
        node.check(to).trafficSuccess(Layer.LAYER4);
        if (node.spec.stickOnSource()) {
            node.balancer.stick(client.sourceKey, to);
        }
        if (request != NOTHING) {
            if (tcp()) {
                network.send(server, request);
            } else {
                network.open(server);
            }
            armServerTimeout(network.lateNanos(server));
        }
    }

    @Override
    public void release(int from) {
        node.balancer.onConnectionClosed(from);
    }

    @Override
    public void leaveQueue() {
        node.balancer.leaveQueue(index);
    }

    @Override
    public void fail(int status) {
        Connection answered = client;
        answerClient(status);
        endAnswered(answered);
    }
}
