package dev.nines.network;

import dev.nines.fault.Fault.Traffic;
import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.RandomStream;
import dev.nines.kernel.Simulation;
import dev.nines.model.spec.NetworkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who owns which virtual address, and what each host believes about it: the neighbour table of Linux
 * (net/core/neighbour.c, net/ipv4/arp.c), evaluated when it is used, so that an idle entry costs no event.
 */
final class Neighbours implements EventHandler {
    /** No link address yet: the packet waits for the answer. */
    static final int HELD = -1;

    private static final long SECOND = 1_000_000_000L;
    /** arp: locktime. An answer that names another link address within this time is ignored. */
    private static final long LOCKTIME_NANOS = SECOND;
    /** How often Linux draws a new reachable_time (neigh_periodic_work). */
    private static final long REDRAW_NANOS = 300 * SECOND;
    /** mcast_solicit: broadcast probes of an unresolved entry. */
    private static final int BROADCAST_PROBES = 3;

    private static final int REQUEST = 0;
    private static final int ANSWER = 1;
    private static final int GRATUITOUS = 2;
    private static final int TIMER = 3;

    private static final byte NONE = 0;
    private static final byte INCOMPLETE = 1;
    private static final byte REACHABLE = 2;
    private static final byte STALE = 3;
    private static final byte DELAY = 4;
    private static final byte PROBE = 5;
    private static final byte FAILED = 6;
    private static final int NO_TIMER = -1;

    private final Simulation simulation;
    private final NetworkSpec spec;
    private final Fabric fabric;
    private final long shortestReachableNanos;
    private final List<String> names = new ArrayList<>();
    private Waiting waiting;

    private int n;
    private int addresses;
    /** By (host, address); one row of addresses per host. */
    private boolean[] owned = new boolean[0];

    private byte[] state = new byte[0];
    private int[] link = new int[0];
    private long[] confirmed = new long[0];
    private long[] updated = new long[0];
    private long[] used = new long[0];
    private int[] probes = new int[0];
    private int[] timer = new int[0];
    /** Whose packets use the entry: its timers and probes belong to that group. */
    private Group[] user = new Group[0];

    private RandomStream[] reachable = new RandomStream[0];

    /** Whoever has packets under way, or waiting for an answer. */
    interface Waiting {
        /** Packets for an address go another way from now on. */
        void beforeChange();

        void onResolved(int host, int address);

        void onUnreachable(int host, int address);
    }

    Neighbours(Simulation simulation, NetworkSpec spec, Fabric fabric) {
        this.simulation = simulation;
        this.spec = spec;
        this.fabric = fabric;
        shortestReachableNanos = (long) (0.5 * spec.reachableTimeNanos());
        simulation.onSkip(this::shift);
    }

    void waiting(Waiting who) {
        waiting = who;
    }

    int addAddress(String name) {
        names.add(name);
        n = fabric.hosts();
        int index = n + addresses++;
        int size = n * addresses;
        boolean[] before = owned;
        owned = new boolean[size];
        for (int i = 0; i < before.length; i++) {
            owned[i / (addresses - 1) * addresses + i % (addresses - 1)] = before[i];
        }
        state = new byte[size];
        link = new int[size];
        confirmed = new long[size];
        updated = new long[size];
        used = new long[size];
        probes = new int[size];
        timer = new int[size];
        user = new Group[size];
        Arrays.fill(timer, NO_TIMER);
        reachable = Arrays.copyOf(reachable, n);
        return index;
    }

    int addresses() {
        return addresses;
    }

    String name(int address) {
        return names.get(address - n);
    }

    private int entry(int host, int address) {
        return host * addresses + address - n;
    }

    boolean virtual(int address) {
        return addresses > 0 && address >= n;
    }

    /** Whether the host takes packets for the address. */
    boolean answersFor(int host, int address) {
        return host == address || (virtual(address) && owned[entry(host, address)]);
    }

    void own(int host, int address, boolean on) {
        owned[entry(host, address)] = on;
    }

    int owners(int address) {
        int count = 0;
        for (int host = 0; host < n; host++) {
            count += owned[entry(host, address)] ? 1 : 0;
        }
        return count;
    }

    /** The host that a packet for the address is handed to now, or {@link #HELD}. */
    int resolve(Group group, int host, int address) {
        if (!virtual(address)) {
            return address;
        }
        int e = entry(host, address);
        if (owned[e]) {
            return host;
        }
        user[e] = group;
        long now = simulation.now();
        switch (state[e]) {
            case NONE, FAILED -> startResolution(e);
            case REACHABLE -> expire(e, now);
            case STALE -> startDelay(e, now);
            default -> {}
        }
        used[e] = now;
        return state[e] == INCOMPLETE ? HELD : link[e];
    }

    /** A packet of the other side came back: the entry works. */
    void confirm(int host, int address) {
        confirm(host, address, simulation.now());
    }

    /** The same, at a time since which nothing else has happened to the packet. */
    void confirm(int host, int address, long nanos) {
        if (!virtual(address)) {
            return;
        }
        int e = entry(host, address);
        if (state[e] == DELAY || state[e] == PROBE) {
            disarm(e);
            state[e] = REACHABLE;
        }
        confirmed[e] = Math.max(confirmed[e], nanos);
    }

    /** A packet was sent by an entry that the packet before it had confirmed. */
    void used(int host, int address, long nanos) {
        if (virtual(address)) {
            int e = entry(host, address);
            used[e] = Math.max(used[e], nanos);
        }
    }

    private void expire(int e, long now) {
        // The shortest reachable time needs no draw; but states that are compared must see each draw counted.
        if (!simulation.observing() && now <= confirmed[e] + shortestReachableNanos) {
            return;
        }
        long end = confirmed[e] + reachableTime(e / addresses, now);
        if (now > end) {
            boolean inUse = used[e] >= end - spec.delayProbeTimeNanos() && now < end + spec.delayProbeTimeNanos();
            startDelay(e, inUse ? end : now);
        }
    }

    private long reachableTime(int host, long now) {
        RandomStream stream = reachable[host];
        if (stream == null) {
            stream = simulation.stream(fabric.name(host), "neighbour reachable time");
            reachable[host] = stream;
        }
        return (long) ((0.5 + stream.doubleAt(now / REDRAW_NANOS)) * spec.reachableTimeNanos());
    }

    private void startDelay(int e, long from) {
        state[e] = DELAY;
        arm(e, from + spec.delayProbeTimeNanos() - simulation.now());
    }

    private void startResolution(int e) {
        state[e] = INCOMPLETE;
        probes[e] = 0;
        broadcast(e);
    }

    private void broadcast(int e) {
        int host = e / addresses;
        int v = e % addresses;
        for (int owner = 0; owner < n; owner++) {
            if (owned[owner * addresses + v]) {
                message(user[e], REQUEST, host, owner, v);
            }
        }
        probes[e]++;
        arm(e, spec.retransTimeNanos());
    }

    private void probe(int e) {
        message(user[e], REQUEST, e / addresses, link[e], e % addresses);
        probes[e]++;
        arm(e, spec.retransTimeNanos());
    }

    void gratuitousArp(int host, int address) {
        int v = address - n;
        for (int to = 0; to < n; to++) {
            if (to != host && state[to * addresses + v] != NONE) {
                message(simulation.current(), GRATUITOUS, host, to, v);
            }
        }
    }

    private void message(Group group, int op, int from, int to, int v) {
        long delay = fabric.delay(from, to, Traffic.ALL.ordinal());
        if (delay != Fabric.LOST) {
            simulation.after(group, delay, this, op, (v * n + from) * n + to);
        }
    }

    @Override
    public void onEvent(int op, int arg) {
        if (op == TIMER) {
            onTimer(arg);
            return;
        }
        int to = arg % n;
        int from = arg / n % n;
        int v = arg / n / n;
        if (fabric.arrives(from, to, fabric.epoch(to))) {
            switch (op) {
                case REQUEST -> {
                    if (owned[to * addresses + v]) {
                        message(user[from * addresses + v], ANSWER, to, from, v);
                    }
                }
                case ANSWER -> onAnswer(to * addresses + v, from);
                default -> onGratuitous(to * addresses + v, from);
            }
        }
    }

    private void onAnswer(int e, int from) {
        long now = simulation.now();
        boolean known = state[e] == INCOMPLETE || link[e] == from;
        if (state[e] == NONE || (!known && now <= updated[e] + LOCKTIME_NANOS)) {
            return;
        }
        update(e, from, REACHABLE);
        confirmed[e] = now;
        flush(e);
    }

    /** Gratuitous ARP overrides an entry and ignores locktime; the new link address counts as unconfirmed. */
    private void onGratuitous(int e, int from) {
        boolean valid = state[e] != INCOMPLETE && state[e] != FAILED;
        if (state[e] == NONE || (valid && link[e] == from)) {
            return;
        }
        update(e, from, STALE);
        flush(e);
    }

    private void update(int e, int from, byte to) {
        disarm(e);
        if (link[e] != from) {
            waiting.beforeChange();
        }
        if (link[e] != from || state[e] == INCOMPLETE || state[e] == FAILED) {
            updated[e] = simulation.now();
        }
        link[e] = from;
        state[e] = to;
        if (simulation.trace().on()) {
            trace(e, " is at " + fabric.name(from) + (to == STALE ? ", says a gratuitous ARP" : ", says an answer"));
        }
    }

    private void trace(int e, String text) {
        String host = fabric.name(e / addresses);
        simulation.trace().record(simulation.now(), host, "neighbour " + names.get(e % addresses) + text);
    }

    private void flush(int e) {
        waiting.onResolved(e / addresses, n + e % addresses);
    }

    private void onTimer(int e) {
        switch (state[e]) {
            case INCOMPLETE -> {
                if (probes[e] < BROADCAST_PROBES) {
                    broadcast(e);
                } else {
                    fail(e);
                }
            }
            case DELAY -> {
                state[e] = PROBE;
                probes[e] = 0;
                probe(e);
            }
            case PROBE -> {
                if (probes[e] < spec.unicastProbes()) {
                    probe(e);
                } else {
                    fail(e);
                }
            }
            default -> throw new IllegalStateException("neighbour timer in state " + state[e]);
        }
    }

    private void fail(int e) {
        disarm(e);
        waiting.beforeChange();
        boolean held = state[e] == INCOMPLETE;
        state[e] = FAILED;
        if (simulation.trace().on()) {
            trace(e, " does not answer");
        }
        if (held) {
            waiting.onUnreachable(e / addresses, n + e % addresses);
        }
    }

    private void arm(int e, long delayNanos) {
        disarm(e);
        timer[e] = simulation.timer(user[e], this, TIMER, e);
        simulation.arm(timer[e], delayNanos);
    }

    private void disarm(int e) {
        if (timer[e] != NO_TIMER) {
            simulation.drop(timer[e]);
            timer[e] = NO_TIMER;
        }
    }

    void clientResumes(int host) {
        for (int e = host * addresses; e < (host + 1) * addresses; e++) {
            if (state[e] >= REACHABLE && state[e] <= PROBE) {
                disarm(e);
                state[e] = REACHABLE;
                confirmed[e] = simulation.now();
                used[e] = simulation.now();
            }
        }
    }

    /** The host's table is lost: power off, or the interface lost its carrier. */
    void clearTable(int host) {
        for (int e = host * addresses; e < (host + 1) * addresses; e++) {
            disarm(e);
            state[e] = NONE;
        }
    }

    void disownAll(int host) {
        Arrays.fill(owned, host * addresses, (host + 1) * addresses, false);
    }

    /** Ages stay what they were: who uses an entry goes on using it while time jumps. */
    private void shift(long from, long to) {
        for (int e = 0; e < state.length; e++) {
            confirmed[e] += to - from;
            updated[e] += to - from;
            used[e] += to - from;
        }
    }

    long fingerprint(long hash) {
        long h = hash;
        for (int e = 0; e < state.length; e++) {
            h = Group.mix(h, ((long) link[e] << 8) + state[e] * 2 + (owned[e] ? 1 : 0));
            h = Group.mix(h, probes[e]);
        }
        return h;
    }
}
