package dev.nines.network;

import static dev.nines.network.Connection.CLOSING;
import static dev.nines.network.Connection.SYN_SENT;
import static dev.nines.network.Connection.TO_CLIENT;
import static dev.nines.network.Connection.TO_SERVER;

import dev.nines.fault.Fault.Traffic;
import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Simulation;

/**
 * Segments on their way: from host to host, through a forwarder or not, and again when they were lost. A segment that
 * gets through costs one event per hop; timers exist only for what is known to be lost.
 */
final class Wire implements EventHandler {
    static final int TCP = Traffic.TCP.ordinal();

    static final int SYN = 0;
    static final int SYN_ACK = 1;
    static final int REFUSED = 2;
    static final int STREAM_TO_SERVER = 3;
    static final int STREAM_TO_CLIENT = 4;
    static final int RST = 5;
    static final int RST_TO_SERVER = 6;
    /** On the second hop towards the server, or the first towards the client: a forwarder is in between. */
    private static final int FORWARDED = 16;

    private static final int SEGMENT = 0;
    private static final int TIMER = 1;

    private final Simulation simulation;
    private final Fabric fabric;
    private final Neighbours neighbours;
    private final Sockets sockets;
    private final long[] synTimes;
    private final Tcp tcp;
    private final Segments segments = new Segments();

    Wire(Simulation simulation, Fabric fabric, Neighbours neighbours, Sockets sockets, long[] synTimes, Tcp tcp) {
        this.simulation = simulation;
        this.fabric = fabric;
        this.neighbours = neighbours;
        this.sockets = sockets;
        this.synTimes = synTimes;
        this.tcp = tcp;
    }

    void sendSyn(Connection c) {
        sendSyn(c, neighbours.resolve(c.group, c.clientHost, c.address));
    }

    void sendSyn(Connection c, int host) {
        if (host == Neighbours.HELD) {
            c.held = true;
            synLost(c);
        } else {
            hop(c, SYN, c.clientHost, host, 0, c.group.now());
        }
    }

    /** The ARP answer has come: what waited goes out. */
    void sendHeld(Connection c) {
        if (c.client == SYN_SENT) {
            sendSyn(c);
        } else if (c.toServer.stalled) {
            retransmit(c, TO_SERVER);
        }
    }

    /** Sends one item of a stream, the last pushed or, after a loss, each in turn. */
    void sendStream(Connection c, int direction, long mark) {
        long now = c.group.now();
        if (direction == TO_SERVER) {
            int host = neighbours.resolve(c.group, c.clientHost, c.address);
            if (host == Neighbours.HELD) {
                c.held = true;
                stall(c, TO_SERVER, mark, now);
            } else {
                hop(c, STREAM_TO_SERVER, c.clientHost, host, mark, now);
            }
        } else if (c.viaHost < 0 && !neighbours.answersFor(c.serverHost, c.address)) {
            stall(c, TO_CLIENT, mark, now);
        } else {
            back(c, STREAM_TO_CLIENT, c.serverHost, mark, now);
        }
    }

    /** Towards the client, the way the connection goes. */
    void back(Connection c, int kind, int from, long mark, long sentAt) {
        if (c.viaHost >= 0 && from != c.viaHost) {
            hop(c, kind | FORWARDED, from, c.viaHost, mark, sentAt);
        } else {
            hop(c, kind, from, c.clientHost, mark, sentAt);
        }
    }

    /** The client's host answers for a connection that it does not know. */
    void resetServer(Connection c) {
        hop(c, RST_TO_SERVER, c.clientHost, c.serverHost, c.toClient.mark(0), c.group.now());
    }

    private void hop(Connection c, int kind, int from, int to, long mark, long sentAt) {
        long delay = fabric.delay(from, to, TCP);
        if (delay == Fabric.LOST) {
            lost(c, kind, mark, sentAt);
            return;
        }
        int base = kind & ~FORWARDED;
        if (base == STREAM_TO_SERVER || base == STREAM_TO_CLIENT) {
            Half half = base == STREAM_TO_SERVER ? c.toServer : c.toClient;
            long now = c.group.now();
            delay = half.arrival(kind != base, now + delay) - now;
        }
        inTheAir(c, kind, from, to, mark, sentAt, delay);
    }

    /** A segment that arrives after a delay. */
    void inTheAir(Connection c, int kind, int from, int to, long mark, long sentAt, long delayNanos) {
        int slot = segments.take();
        segments.connection[slot] = c.index;
        segments.generation[slot] = c.generation;
        segments.kind[slot] = kind;
        segments.from[slot] = from;
        segments.to[slot] = to;
        segments.hostEpoch[slot] = fabric.epoch(to);
        segments.mark[slot] = mark;
        segments.sentAt[slot] = sentAt;
        simulation.after(c.group, delayNanos, this, SEGMENT, slot);
    }

    @Override
    public void onEvent(int op, int arg) {
        if (op == TIMER) {
            onTimer(tcp.connection(arg >> 1), arg & 1);
        } else {
            onSegment(arg);
        }
    }

    private void onSegment(int slot) {
        Connection c = tcp.connection(segments.connection[slot]);
        int kind = segments.kind[slot];
        int to = segments.to[slot];
        long mark = segments.mark[slot];
        long sentAt = segments.sentAt[slot];
        segments.release(slot);
        if (c.generation != segments.generation[slot] || voided(c, kind, mark)) {
            return;
        }
        if (!fabric.arrives(segments.from[slot], to, segments.hostEpoch[slot])) {
            lost(c, kind, mark, sentAt);
            return;
        }
        switch (kind) {
            case SYN -> synAtAddress(c, to, sentAt);
            case SYN | FORWARDED -> tcp.onSyn(c, to);
            case SYN_ACK -> tcp.onSynAck(c);
            case REFUSED -> tcp.onRefused(c);
            case STREAM_TO_SERVER -> streamAtAddress(c, to, mark, sentAt);
            case STREAM_TO_SERVER | FORWARDED -> streamAtServer(c, to, mark);
            case STREAM_TO_CLIENT -> tcp.onStreamAtClient(c);
            case RST -> tcp.onReset(c);
            case RST_TO_SERVER -> tcp.onResetAtServer(c);
            default -> backAtForwarder(c, kind & ~FORWARDED, to, mark, sentAt);
        }
    }

    private static boolean voided(Connection c, int kind, long mark) {
        int base = kind & ~FORWARDED;
        return (base == STREAM_TO_SERVER && !c.toServer.valid(mark))
                || (base == STREAM_TO_CLIENT && !c.toClient.valid(mark));
    }

    private void synAtAddress(Connection c, int host, long sentAt) {
        if (!neighbours.answersFor(host, c.address)) {
            synLost(c);
            return;
        }
        Socket socket = sockets.find(host, c.port);
        if (socket == null || socket.forwarder == null) {
            endFlow(c);
            tcp.onSyn(c, host);
            return;
        }
        adopt(c, socket);
        int target = socket.forwarder.target(c);
        if (target == Forwarder.DROP) {
            synLost(c);
        } else if (target == Forwarder.REFUSE) {
            hop(c, REFUSED, host, c.clientHost, 0, sentAt);
        } else {
            c.serverHost = target;
            hop(c, SYN | FORWARDED, host, target, 0, sentAt);
        }
    }

    private void streamAtAddress(Connection c, int host, long mark, long sentAt) {
        if (!neighbours.answersFor(host, c.address)) {
            lost(c, STREAM_TO_SERVER, mark, sentAt);
            return;
        }
        Socket socket = sockets.find(host, c.port);
        if (socket != null && socket.forwarder != null) {
            forward(c, socket, mark, sentAt);
        } else if (c.viaHost < 0) {
            streamAtServer(c, host, mark);
        } else {
            hop(c, RST, host, c.clientHost, mark, sentAt);
        }
    }

    private void forward(Connection c, Socket socket, long mark, long sentAt) {
        int target = c.serverHost;
        if (c.via != socket) {
            target = socket.forwarder.onUnknownFlow(c);
            if (target >= 0) {
                adopt(c, socket);
            }
        }
        if (target == Forwarder.DROP) {
            lost(c, STREAM_TO_SERVER, mark, sentAt);
        } else if (target == Forwarder.REFUSE || c.resetByForwarder) {
            hop(c, RST, socket.host, c.clientHost, mark, sentAt);
        } else {
            hop(c, STREAM_TO_SERVER | FORWARDED, socket.host, target, mark, sentAt);
        }
    }

    private void streamAtServer(Connection c, int host, long mark) {
        if (host == c.serverHost && c.serverKnows()) {
            tcp.onStreamAtServer(c);
        } else {
            back(c, RST, host, mark, c.group.now());
        }
    }

    private void backAtForwarder(Connection c, int kind, int host, long mark, long sentAt) {
        boolean passes = c.via != null && c.via.host == host && sockets.find(host, c.port) == c.via;
        if (passes && neighbours.answersFor(host, c.address)) {
            if (kind == REFUSED || kind == RST) {
                c.via.forwarder.onRefused(c);
            }
            hop(c, kind, host, c.clientHost, mark, sentAt);
        } else {
            lost(c, kind, mark, sentAt);
        }
    }

    private void adopt(Connection c, Socket socket) {
        if (c.via != socket) {
            endFlow(c);
            c.via = socket;
            c.viaHost = socket.host;
        }
    }

    /** The forwarder in between, if it still knows the flow, may forget it. */
    void endFlow(Connection c) {
        Socket via = c.via;
        c.via = null;
        if (via != null) {
            via.forwarder.onFlowEnd(c);
        }
        c.viaHost = -1;
    }

    private void lost(Connection c, int kind, long mark, long sentAt) {
        switch (kind & ~FORWARDED) {
            case SYN, SYN_ACK, REFUSED -> synLost(c);
            case STREAM_TO_CLIENT, RST_TO_SERVER -> stall(c, TO_CLIENT, mark, sentAt);
            default -> stall(c, TO_SERVER, mark, sentAt);
        }
    }

    void synLost(Connection c) {
        if (c.client == SYN_SENT) {
            long elapsed = c.group.now() - c.synSentAt;
            int i = 0;
            while (synTimes[i] <= elapsed && i < synTimes.length - 1) {
                i++;
            }
            arm(c, TO_SERVER, Math.max(0, synTimes[i] - elapsed));
        }
    }

    private void stall(Connection c, int direction, long mark, long sentAt) {
        Half half = c.half(direction);
        if (!half.valid(mark) || half.unacknowledged.isEmpty()) {
            return;
        }
        half.lostFrom = (int) mark;
        if (half.stalled) {
            return;
        }
        half.stalled = true;
        half.epoch++;
        if (!half.lost()) {
            half.firstSent = sentAt;
        }
        long elapsed = c.group.now() - half.firstSent;
        long next = Math.min(Retransmission.next(elapsed), limit(c, direction));
        arm(c, direction, Math.max(0, next - elapsed));
    }

    private static long limit(Connection c, int direction) {
        boolean orphan = (direction == TO_SERVER ? c.client : c.server) == CLOSING;
        if (orphan) {
            return Retransmission.ORPHAN_GIVE_UP_NANOS;
        }
        boolean user = direction == TO_SERVER && c.tcpUserTimeoutNanos > 0;
        return user ? c.tcpUserTimeoutNanos : Retransmission.GIVE_UP_NANOS;
    }

    private void onTimer(Connection c, int direction) {
        Half half = c.half(direction);
        cancel(half);
        if (c.client == SYN_SENT) {
            if (c.group.now() - c.synSentAt >= synTimes[synTimes.length - 1]) {
                tcp.onConnectTimeout(c);
            } else if (c.held) {
                synLost(c);
            } else {
                sendSyn(c);
            }
        } else if (c.group.now() - half.firstSent >= limit(c, direction)) {
            tcp.onGiveUp(c, direction);
        } else {
            retransmit(c, direction);
        }
    }

    private void retransmit(Connection c, int direction) {
        Half half = c.half(direction);
        cancel(half);
        half.stalled = false;
        for (int i = 0; i < half.unacknowledged.size() && !half.stalled; i++) {
            sendStream(c, direction, half.mark(i));
        }
    }

    private void arm(Connection c, int direction, long delayNanos) {
        Half half = c.half(direction);
        cancel(half);
        half.timer = simulation.timer(c.group, this, TIMER, c.index * 2 + direction);
        simulation.arm(half.timer, delayNanos);
    }

    void cancel(Half half) {
        if (half.timer != Half.NO_TIMER) {
            simulation.drop(half.timer);
            half.timer = Half.NO_TIMER;
        }
    }

    void clear(Half half) {
        cancel(half);
        half.clear();
    }

    long fingerprint(long hash) {
        return segments.fingerprint(hash);
    }
}
