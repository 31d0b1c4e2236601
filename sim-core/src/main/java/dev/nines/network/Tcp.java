package dev.nines.network;

import static dev.nines.network.Connection.CLOSING;
import static dev.nines.network.Connection.GONE;
import static dev.nines.network.Connection.NONE;
import static dev.nines.network.Connection.OPEN;
import static dev.nines.network.Connection.SYN_RECEIVED;
import static dev.nines.network.Connection.SYN_SENT;
import static dev.nines.network.Connection.TO_CLIENT;
import static dev.nines.network.Connection.TO_SERVER;

import dev.nines.kernel.Group;
import dev.nines.kernel.Simulation;

/** Both ends of every connection: what processes do to it, and what segments that arrive do to it. */
final class Tcp implements Neighbours.Waiting {
    /** Items of a stream: kind in the upper half, payload in the lower. */
    private static final long ACK = 0;

    private static final long DATA = 1L << 32;
    private static final long FIN = 2L << 32;
    private static final long RESET = 3L << 32;

    private final Simulation simulation;
    private final Fabric fabric;
    private final Neighbours neighbours;
    private final Sockets sockets;
    private final Wire wire;
    private final Flights flights;
    private final Connections connections = new Connections();

    Tcp(Simulation simulation, Fabric fabric, Neighbours neighbours, Sockets sockets, long[] synTimes) {
        this.simulation = simulation;
        this.fabric = fabric;
        this.neighbours = neighbours;
        this.sockets = sockets;
        wire = new Wire(simulation, fabric, neighbours, sockets, synTimes, this);
        flights = new Flights(simulation, fabric, neighbours, sockets, wire, this);
        neighbours.waiting(this);
    }

    static long data(int payload) {
        return DATA | (payload & 0xFFFFFFFFL);
    }

    Connection connect(int clientHost, int sourceKey, int address, int port, ConnectionUser user, int token) {
        return connect(clientHost, sourceKey, address, port, user, token, 0, 0);
    }

    Connection connect(
            int clientHost,
            int sourceKey,
            int address,
            int port,
            ConnectionUser user,
            int token,
            long opening,
            long patienceNanos) {
        Connection c = connections.take();
        c.token = token;
        c.serverToken = 0;
        c.viaToken = 0;
        c.clientHost = clientHost;
        c.sourceKey = sourceKey;
        c.serverHost = -1;
        c.address = address;
        c.port = port;
        c.targetPort = port;
        c.viaHost = -1;
        c.tcpUserTimeoutNanos = 0;
        c.client = SYN_SENT;
        c.server = NONE;
        c.user = user;
        c.group = simulation.current();
        c.opening = opening;
        c.synSentAt = c.group.now();
        int host = neighbours.resolve(c.group, clientHost, address);
        if (host == Neighbours.HELD || !flights.begin(c, host, patienceNanos)) {
            wire.sendSyn(c, host);
        }
        return c;
    }

    Connection connection(int index) {
        return connections.get(index);
    }

    int open() {
        return connections.count();
    }

    void send(Connection c, int payload) {
        if (c.client == OPEN) {
            push(c, TO_SERVER, data(payload));
        }
    }

    void reply(Connection c, int payload) {
        if (c.server == OPEN) {
            push(c, TO_CLIENT, data(payload));
        }
    }

    private void push(Connection c, int direction, long item) {
        Half half = c.half(direction);
        half.unacknowledged.push(item);
        if (!half.stalled) {
            wire.sendStream(c, direction, half.lastMark());
        }
    }

    void close(Connection c) {
        if (c.flight != Flights.NONE) {
            flights.settle(c.flight);
        }
        if (c.client == SYN_SENT || (c.client == OPEN && flights.lastOne(c))) {
            release(c);
        } else if (c.client == OPEN) {
            c.client = CLOSING;
            if (!settle(c)) {
                push(c, TO_SERVER, FIN);
            }
        }
    }

    void closeByServer(Connection c) {
        if (c.server == OPEN) {
            c.server = CLOSING;
            if (!settle(c)) {
                push(c, TO_CLIENT, FIN);
            }
        }
    }

    /** A SYN arrived at a host that answers for its destination; {@code host} listens or not. */
    void onSyn(Connection c, int host) {
        Socket socket = sockets.find(host, c.targetPort);
        if (socket == null || socket.forwarder != null) {
            wire.back(c, Wire.REFUSED, host, 0, c.group.now());
            return;
        }
        if (c.server != SYN_RECEIVED || c.socket != socket) {
            leaveBacklog(c);
            if (socket.frozen) {
                if (socket.waiting > socket.backlog) {
                    wire.synLost(c);
                    return;
                }
                socket.waiting++;
                c.waiting = true;
            }
            c.socket = socket;
            c.server = SYN_RECEIVED;
            c.serverHost = host;
        }
        wire.back(c, Wire.SYN_ACK, host, 0, c.group.now());
    }

    void onSynAck(Connection c) {
        if (c.client != SYN_SENT) {
            return;
        }
        wire.cancel(c.toServer);
        c.held = false;
        c.client = OPEN;
        c.lateNanos = 0;
        neighbours.confirm(c.clientHost, c.address);
        int generation = c.generation;
        if (c.user.ready(c)) {
            open(c);
        }
        c.user.onConnected(c);
        if (c.generation == generation && c.client == OPEN && c.toServer.unacknowledged.isEmpty()) {
            push(c, TO_SERVER, ACK);
        }
    }

    /** What was to be sent first goes out, if it has not yet. */
    void open(Connection c) {
        if (c.opening != 0 && c.client == OPEN) {
            push(c, TO_SERVER, c.opening);
            c.opening = 0;
        }
    }

    /** A handshake has succeeded. */
    void onConnected(Connection c, int host, Socket socket) {
        c.socket = socket;
        c.serverHost = host;
        c.server = SYN_RECEIVED;
        onSynAck(c);
    }

    /** A handshake has succeeded some time ago, and now the first request has arrived. */
    void onRequested(Connection c, int host, Socket socket, long agoNanos) {
        c.socket = socket;
        c.serverHost = host;
        c.server = SYN_RECEIVED;
        c.client = OPEN;
        c.lateNanos = agoNanos;
        long item = c.opening;
        c.opening = 0;
        neighbours.used(c.clientHost, c.address, simulation.now() - agoNanos);
        neighbours.confirm(c.clientHost, c.address);
        int generation = c.generation;
        c.user.onConnected(c);
        if (c.generation == generation) {
            take(c, item);
        }
    }

    void onRefused(Connection c) {
        if (c.client == SYN_SENT) {
            c.client = GONE;
            c.server = GONE;
            c.user.onRefused(c);
            settle(c);
        }
    }

    /** The next item of the client's stream has reached the kernel of the server's host. */
    void onStreamAtServer(Connection c) {
        long item = c.toServer.pop();
        // The acknowledgement confirms the client's entry; mere data from the server would not (tcp_ack).
        if (fabric.open(c.serverHost, c.clientHost, Wire.TCP)) {
            neighbours.confirm(c.clientHost, c.address);
        }
        if (c.socket.frozen) {
            c.socket.inbox.push(((long) c.index << 32) | (c.generation & 0xFFFFFFFFL));
            c.socket.inbox.push(item);
        } else {
            take(c, item);
        }
    }

    /** The server's process gets an item. */
    private void take(Connection c, long item) {
        int generation = c.generation;
        if (c.server == SYN_RECEIVED) {
            leaveBacklog(c);
            c.server = OPEN;
            c.socket.listener.onAccept(c);
        }
        if (c.generation != generation || !c.serverKnows()) {
            return;
        }
        boolean attached = c.server == OPEN;
        if (item == FIN) {
            c.server = GONE;
            c.client = GONE;
            if (attached) {
                c.socket.listener.onPeerClosed(c);
            }
            settle(c);
        } else if (item == RESET) {
            serverReset(c);
        } else if (attached && item != ACK) {
            c.socket.listener.onData(c, (int) item);
        }
    }

    /** The next item of the server's stream has reached the client's host. */
    void onStreamAtClient(Connection c) {
        if (c.client == GONE) {
            wire.resetServer(c);
            return;
        }
        long item = c.toClient.pop();
        if (item == FIN) {
            boolean attached = c.client == OPEN;
            c.client = GONE;
            c.server = GONE;
            if (attached) {
                c.user.onClosed(c);
            }
            settle(c);
        } else if (c.client == OPEN) {
            c.user.onData(c, (int) item);
        }
    }

    /**
     * RST at the client. A server side that is left behind on another host would learn it hours later from keepalive
     * probes; it is told now, since nobody can speak to it any more.
     */
    void onReset(Connection c) {
        int before = c.client;
        clientGone(c);
        if (c.server == OPEN) {
            tellServer(c);
        }
        if (before == OPEN) {
            c.user.onReset(c);
        } else if (before == SYN_SENT) {
            c.user.onRefused(c);
        }
        settle(c);
    }

    /** RST at the server's host. */
    void onResetAtServer(Connection c) {
        if (c.server == OPEN) {
            tellServer(c);
        } else {
            c.server = GONE;
        }
        settle(c);
    }

    private void tellServer(Connection c) {
        if (c.socket.frozen) {
            wire.clear(c.toClient);
            c.socket.inbox.push(((long) c.index << 32) | (c.generation & 0xFFFFFFFFL));
            c.socket.inbox.push(RESET);
        } else {
            serverGone(c);
            c.socket.listener.onReset(c);
        }
    }

    private void serverReset(Connection c) {
        boolean attached = c.server == OPEN;
        serverGone(c);
        if (attached) {
            c.socket.listener.onReset(c);
        }
        settle(c);
    }

    /** A handshake that its client does not complete comes to nothing. */
    private void clientGone(Connection c) {
        c.client = GONE;
        c.held = false;
        wire.clear(c.toServer);
        if (c.server == SYN_RECEIVED) {
            leaveBacklog(c);
            serverGone(c);
        }
    }

    private void serverGone(Connection c) {
        c.server = GONE;
        wire.clear(c.toClient);
    }

    /** The sender's kernel gave up. */
    void onGiveUp(Connection c, int direction) {
        if (direction == TO_SERVER) {
            boolean attached = c.client == OPEN;
            clientGone(c);
            if (attached) {
                c.user.onReset(c);
            }
        } else {
            boolean attached = c.server == OPEN;
            serverGone(c);
            if (attached) {
                c.socket.listener.onReset(c);
            }
        }
        settle(c);
    }

    void onConnectTimeout(Connection c) {
        c.client = GONE;
        c.server = GONE;
        c.user.onConnectTimeout(c);
        settle(c);
    }

    @Override
    public void beforeChange() {
        flights.settleAll();
    }

    @Override
    public void onResolved(int host, int address) {
        for (int i = 0; i < connections.limit(); i++) {
            Connection c = connections.alive(i);
            if (c != null && c.held && c.clientHost == host && c.address == address) {
                c.held = false;
                wire.sendHeld(c);
            }
        }
    }

    @Override
    public void onUnreachable(int host, int address) {
        for (int i = 0; i < connections.limit(); i++) {
            Connection c = connections.alive(i);
            if (c != null && c.held && c.clientHost == host && c.address == address) {
                c.held = false;
                if (c.client == SYN_SENT) {
                    onConnectTimeout(c);
                }
            }
        }
    }

    void freeze(Socket socket, boolean frozen) {
        socket.frozen = frozen;
        while (!socket.frozen && !socket.inbox.isEmpty()) {
            long key = socket.inbox.pop();
            long item = socket.inbox.pop();
            Connection c = connections.get((int) (key >>> 32));
            if (c.generation == (int) key && c.serverKnows()) {
                take(c, item);
            }
        }
    }

    /** The process died: its kernel sends RST for each of its connections. */
    void resetAll(int host, int port) {
        for (int i = 0; i < connections.limit(); i++) {
            Connection c = connections.alive(i);
            if (c != null && c.serverHost == host && c.targetPort == port && c.serverAttached()) {
                resetByServer(c);
            }
        }
    }

    /** The listening socket is gone: its kernel sends RST for what the process had not accepted. */
    void resetUnaccepted(Socket socket) {
        for (int i = 0; i < connections.limit(); i++) {
            Connection c = connections.alive(i);
            if (c != null && c.socket == socket && c.server == SYN_RECEIVED) {
                resetByServer(c);
            }
        }
    }

    private void resetByServer(Connection c) {
        leaveBacklog(c);
        serverGone(c);
        wire.back(c, Wire.RST, c.serverHost, c.toServer.mark(0), c.group.now());
        settle(c);
    }

    void resetFlows(Socket via, int target) {
        for (int i = 0; i < connections.limit(); i++) {
            Connection c = connections.alive(i);
            if (c != null && c.via == via && c.serverHost == target) {
                c.resetByForwarder = true;
            }
        }
    }

    /** The host lost its memory, and nobody is told. */
    void powerOff(int host) {
        for (int i = 0; i < connections.limit(); i++) {
            Connection c = connections.alive(i);
            if (c != null) {
                powerOff(c, host);
            }
        }
    }

    private void powerOff(Connection c, int host) {
        if (c.via != null && c.via.host == host) {
            c.via = null;
        }
        if (c.serverHost == host && c.serverKnows()) {
            c.waiting = false;
            serverGone(c);
        }
        if (c.clientHost == host) {
            clientGone(c);
        }
        settle(c);
    }

    private void leaveBacklog(Connection c) {
        if (c.waiting) {
            c.waiting = false;
            c.socket.waiting--;
        }
    }

    /** A connection that no process holds any more is over; its last segments change nothing. */
    private boolean settle(Connection c) {
        boolean over = !c.clientAttached() && !c.serverAttached();
        if (over && connections.isAlive(c)) {
            release(c);
        }
        return over;
    }

    private void release(Connection c) {
        leaveBacklog(c);
        wire.clear(c.toServer);
        wire.clear(c.toClient);
        c.client = GONE;
        c.server = GONE;
        c.held = false;
        c.opening = 0;
        c.resetByForwarder = false;
        wire.endFlow(c);
        connections.give(c);
    }

    long fingerprint(long hash, Group group) {
        return connections.fingerprint(hash, group);
    }

    long fingerprint(long hash) {
        return flights.fingerprint(wire.fingerprint(connections.fingerprint(hash)));
    }
}
