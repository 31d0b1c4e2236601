package dev.nines.network;

import static dev.nines.network.Connection.OPEN;
import static dev.nines.network.Connection.SYN_RECEIVED;
import static dev.nines.network.Connection.TO_CLIENT;
import static dev.nines.network.Connection.TO_SERVER;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.Simulation;
import java.util.Arrays;

/**
 * Handshakes between hosts that hear each other, where nothing is left to chance: SYN, SYN-ACK and the first request, if it
 * is known beforehand, arrive for certain unless something changes meanwhile. They are one event, at the end. Before
 * anything changes that a segment could meet (hosts, links, rules, ports, owners of addresses, neighbour entries), all are
 * {@linkplain #settleAll settled}: what has happened to each so far is made up for, and its next segment goes its way.
 */
final class Flights implements EventHandler {
    static final int NONE = -1;

    private static final int ARRIVED = 0;
    private static final int CONNECTED = 1;

    private final Simulation simulation;
    private final Fabric fabric;
    private final Neighbours neighbours;
    private final Sockets sockets;
    private final Wire wire;
    private final Tcp tcp;
    private final IndexPool pool = new IndexPool();
    private int[] connection = new int[16];
    private int[] generation = new int[16];
    private int[] host = new int[16];
    /** With the first request. */
    private boolean[] whole = new boolean[16];
    /** It was settled: its event at the end means nothing any more. */
    private boolean[] over = new boolean[16];
    /** Until the slot is free. */
    private int[] events = new int[16];
    /** On the clock of the connection's group. */
    private long[] startedAt = new long[16];

    private long[] thereNanos = new long[16];
    private long[] backNanos = new long[16];
    private Socket[] socket = new Socket[16];

    Flights(Simulation simulation, Fabric fabric, Neighbours neighbours, Sockets sockets, Wire wire, Tcp tcp) {
        this.simulation = simulation;
        this.fabric = fabric;
        this.neighbours = neighbours;
        this.sockets = sockets;
        this.wire = wire;
        this.tcp = tcp;
    }

    /**
     * Whether the handshake goes as one event; if not, nothing has happened.
     *
     * @param patienceNanos the request that follows is part of it if it arrives within this time
     */
    boolean begin(Connection c, int to, long patienceNanos) {
        long there = fabric.sureDelay(c.clientHost, to, Wire.TCP);
        long back = fabric.sureDelay(to, c.clientHost, Wire.TCP);
        Socket at = sockets.find(to, c.port);
        if (there == Fabric.LOST || back == Fabric.LOST || at == null || at.frozen || at.forwarder != null) {
            return false;
        }
        if (!neighbours.answersFor(to, c.address)) {
            return false;
        }
        int slot = take();
        connection[slot] = c.index;
        generation[slot] = c.generation;
        host[slot] = to;
        startedAt[slot] = c.group.now();
        thereNanos[slot] = there;
        backNanos[slot] = back;
        socket[slot] = at;
        whole[slot] = c.opening != 0 && there + back + there < patienceNanos;
        over[slot] = false;
        events[slot] = 1;
        c.flight = slot;
        simulation.after(c.group, there + back + (whole[slot] ? there : 0), this, ARRIVED, slot);
        return true;
    }

    private int take() {
        int slot = pool.take();
        if (slot == connection.length) {
            int length = slot * 2;
            connection = Arrays.copyOf(connection, length);
            generation = Arrays.copyOf(generation, length);
            host = Arrays.copyOf(host, length);
            whole = Arrays.copyOf(whole, length);
            over = Arrays.copyOf(over, length);
            events = Arrays.copyOf(events, length);
            startedAt = Arrays.copyOf(startedAt, length);
            thereNanos = Arrays.copyOf(thereNanos, length);
            backNanos = Arrays.copyOf(backNanos, length);
            socket = Arrays.copyOf(socket, length);
        }
        return slot;
    }

    @Override
    public void onEvent(int op, int slot) {
        Connection c = tcp.connection(connection[slot]);
        boolean alive = c.generation == generation[slot];
        if (--events[slot] == 0) {
            pool.give(slot);
        }
        if (op == CONNECTED) {
            if (alive && c.client == OPEN) {
                c.user.onConnected(c);
            }
        } else if (!over[slot]) {
            c.flight = NONE;
            if (whole[slot]) {
                tcp.onRequested(c, host[slot], socket[slot], thereNanos[slot]);
            } else {
                tcp.onConnected(c, host[slot], socket[slot]);
            }
        }
    }

    void settleAll() {
        for (int slot = 0; slot < pool.limit(); slot++) {
            if (pool.taken(slot) && !over[slot]) {
                settle(slot);
            }
        }
    }

    /** From here on segment by segment. */
    void settle(int slot) {
        Connection c = tcp.connection(connection[slot]);
        over[slot] = true;
        c.flight = NONE;
        long elapsed = c.group.now() - startedAt[slot];
        long there = thereNanos[slot];
        long back = backNanos[slot];
        if (elapsed <= there) {
            wire.inTheAir(c, Wire.SYN, c.clientHost, host[slot], 0, startedAt[slot], there - elapsed);
            return;
        }
        c.socket = socket[slot];
        c.serverHost = host[slot];
        c.server = SYN_RECEIVED;
        if (elapsed <= there + back || !whole[slot]) {
            long left = there + back - elapsed;
            wire.inTheAir(c, Wire.SYN_ACK, host[slot], c.clientHost, 0, c.group.now(), left);
            return;
        }
        c.client = OPEN;
        long ago = elapsed - there - back;
        neighbours.confirm(c.clientHost, c.address, simulation.now() - ago);
        neighbours.used(c.clientHost, c.address, simulation.now() - ago);
        long sentAt = c.group.now() - ago;
        c.lateNanos = ago;
        c.toServer.unacknowledged.push(c.opening);
        c.opening = 0;
        c.toServer.arrival(false, sentAt + there);
        long mark = c.toServer.lastMark();
        wire.inTheAir(c, Wire.STREAM_TO_SERVER, c.clientHost, host[slot], mark, sentAt, there - ago);
        events[slot]++;
        simulation.after(c.group, 0, this, CONNECTED, slot);
    }

    /**
     * Whether a FIN that the client sends now would be the last of the connection and change nothing for the server: then
     * it need not be sent.
     */
    boolean lastOne(Connection c) {
        boolean accepted = c.server == OPEN;
        if ((!accepted && c.server != SYN_RECEIVED) || c.viaHost >= 0 || c.socket.frozen) {
            return false;
        }
        if (!c.half(TO_SERVER).unacknowledged.isEmpty()
                || !c.half(TO_CLIENT).unacknowledged.isEmpty()) {
            return false;
        }
        long there = fabric.sureDelay(c.clientHost, c.serverHost, Wire.TCP);
        boolean sure = there != Fabric.LOST
                && fabric.sureDelay(c.serverHost, c.clientHost, Wire.TCP) != Fabric.LOST
                && neighbours.answersFor(c.serverHost, c.address)
                && sockets.find(c.serverHost, c.port) == c.socket
                && c.socket.listener.indifferent(c, accepted);
        if (!sure || neighbours.resolve(c.group, c.clientHost, c.address) != c.serverHost) {
            return false;
        }
        neighbours.confirm(c.clientHost, c.address, simulation.now() + there);
        return true;
    }

    long fingerprint(long hash) {
        long h = hash;
        for (int slot = 0; slot < pool.limit(); slot++) {
            if (pool.taken(slot)) {
                h = Group.mix(h, ((long) connection[slot] << 32) ^ (host[slot] * 2L + (over[slot] ? 1 : 0)));
            }
        }
        return h;
    }
}
