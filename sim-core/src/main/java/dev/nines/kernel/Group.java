package dev.nines.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * An interaction group: components whose messages can change each other's state. A group that repeats its state without
 * absolute time has found its hyper-period; while nothing else happens it can jump by whole multiples of it, timers and
 * phases included.
 */
public final class Group {
    private static final int REMEMBERED = 64;

    final String name;
    final boolean mustBeIdle;
    /** Nothing outside changes it, and its calendar changes nothing outside. */
    final boolean independent;
    /** Pending relative events, while states are compared. */
    int pending;
    /** The ends of the list of pending relative events while states are compared. */
    int firstPending = -1;

    int lastPending = -1;
    /** The head of the list of events of its calendar, if the group is independent. */
    int firstOfCalendar = -1;
    /** The time to which this group has jumped: until then it has no events, though others may. */
    long jumpedTo;

    /** How far this group's origin of time has moved by jumps. */
    private long origin;

    private final Simulation simulation;
    private final List<Fingerprinted> parts = new ArrayList<>();
    /** Handlers in the order in which they were first seen pending. */
    private final List<EventHandler> handlerIds = new ArrayList<>();
    /** The event after which states are compared. */
    private EventHandler anchor;

    private int anchorOp;
    private int anchorArg;
    /** Events since the group knew nothing, and how many there were when the anchor was last seen. */
    private long eventsSeen;

    private long anchorSeen;
    private final long[] hashes = new long[REMEMBERED];
    private final long[] times = new long[REMEMBERED];
    private long remembered;
    private long anchorHash;
    private long anchorTime;
    private long drawsAtStart;
    private long period;
    /** Since when the state is known to repeat itself. */
    private long repeatsSince;
    /** The state is compared although a period is known: it was found before somebody else changed. */
    private boolean verifying;
    /** Random numbers drawn by the group's events. */
    long draws;
    /** The state without pending events, and when it was last seen to change. */
    private long state;

    private long changedAt;
    private int fruitless;
    private boolean drew;
    private String refusal = "";
    /** When it is left out of time, if chance plays in its steady state; null if nothing says how. */
    private Leap leap;

    Group(Simulation simulation, String name, boolean mustBeIdle, boolean independent) {
        this.simulation = simulation;
        this.name = name;
        this.mustBeIdle = mustBeIdle;
        this.independent = independent;
    }

    /**
     * With more events pending a group is in the midst of something, such as a burst of retransmissions, and looking at
     * all of them after each would take quadratic time.
     */
    private static final int MOST_PENDING = 512;

    /** After so many events without a repetition people may wonder why. */
    private static final int FRUITLESS = 1_000;

    private static final String DRAWS = "draws random numbers in steady state";

    /** A part of the group's state. */
    @FunctionalInterface
    public interface Fingerprinted {
        /** Mixes everything that influences future behaviour, without absolute time and counters, into the hash. */
        long fingerprint(long hash);
    }

    public void add(Fingerprinted part) {
        parts.add(part);
    }

    /** Says how the group is left out of time where chance keeps it from repeating itself. */
    public void stationary(Stationary stationary) {
        leap = new Leap(stationary);
    }

    /** When it is left out of time, if it does not repeat itself and is calm; else null. */
    Leap leap(long now) {
        return leap != null && period == 0 && pending > 0 && leap.calm(now) ? leap : null;
    }

    /** Whether nobody may pass the group's next event although the bound comes later. */
    boolean holds(long bound, long now) {
        if (independent || steady()) {
            return false;
        }
        Leap calm = leap(now);
        return calm == null || !calm.worthwhile(bound, now);
    }

    /** Something may come from outside. */
    void release() {
        if (leap != null) {
            leap.release();
        }
    }

    /**
     * Time on the group's own clock, in nanoseconds: it does not run during jumps, so that differences of stored times
     * stay what they were. A group that has jumped farther than others stands still until time reaches it.
     */
    public long now() {
        return Math.max(simulation.now(), jumpedTo) - origin;
    }

    void jumped(long toNanos, long byNanos) {
        jumpedTo = toNanos;
        origin += byNanos;
    }

    /** Mixes one number into a hash, as every fingerprint does. */
    public static long mix(long hash, long value) {
        long h = (hash ^ value) * 0x9E3779B97F4A7C15L;
        return h ^ (h >>> 29);
    }

    /** The hyper-period found, or 0 while there is none. */
    long period() {
        return period;
    }

    boolean steady() {
        return mustBeIdle ? pending == 0 : pending == 0 || period > 0;
    }

    void forget() {
        remembered = 0;
        period = 0;
        verifying = false;
        eventsSeen = 0;
        anchorSeen = 0;
        fruitless = 0;
        drew = false;
        changedAt = simulation.now();
        release();
        simulation.hasNews();
    }

    /** Whether what events do must be looked at. */
    boolean searching() {
        return !mustBeIdle && (period == 0 || verifying);
    }

    /** When a group that does not repeat itself last changed more than the times of its events. */
    long changedAt() {
        return changedAt;
    }

    /**
     * Whether the group has repeated itself all the time since others changed. If not it is looked at again: its own
     * state is the same as before, but what it sees of theirs may not be.
     */
    boolean repeatsSince(long nanos) {
        if (repeatsSince < nanos && !verifying) {
            verifying = true;
            remembered = 0;
        }
        return repeatsSince >= nanos;
    }

    private void found(long since) {
        period = simulation.now() - since;
        repeatsSince = since;
        verifying = false;
        fruitless = 0;
        refusal = "";
    }

    /** Why the group was simulated in full although nothing happened to it; empty if it was not. */
    String refusal() {
        return refusal;
    }

    private void searchedInVain() {
        if (++fruitless == FRUITLESS) {
            refusal = !drew ? "does not repeat itself" : leap == null ? DRAWS : leap.refusal();
        }
    }

    private long fingerprint() {
        long hash = 0;
        for (int i = 0; i < parts.size(); i++) {
            hash = parts.get(i).fingerprint(hash);
        }
        return hash;
    }

    /** A number for the handler of one of the group's events. */
    int handlerId(EventHandler handler) {
        for (int i = 0; i < handlerIds.size(); i++) {
            if (handlerIds.get(i) == handler) {
                return i;
            }
        }
        handlerIds.add(handler);
        return handlerIds.size() - 1;
    }

    /**
     * Comparing states costs as much as many events. A cycle that repeats as a whole repeats each of its events:
     * an independent group's states are compared after one of them only, the anchor. One that has not come again while their number doubled is no
     * part of the cycle, and the present event takes its place. Nor is a cycle much shorter than what is pending.
     */
    private boolean isAnchor(EventHandler handler, int op, int arg) {
        long seen = ++eventsSeen;
        if (handler == anchor && op == anchorOp && arg == anchorArg && anchorSeen > 0) {
            anchorSeen = seen;
            return true;
        }
        if ((seen & (seen - 1)) == 0 && anchorSeen <= seen >> 1 && seen >= pending >> 1) {
            anchor = handler;
            anchorOp = op;
            anchorArg = arg;
            anchorSeen = seen;
            return true;
        }
        return false;
    }

    /** After an event of this group: has the state been seen before? */
    void observe(EventHandler handler, int op, int arg) {
        if (independent && !isAnchor(handler, op, arg)) {
            return; // of other groups somebody may ask when they changed
        }
        if (pending > MOST_PENDING) {
            forget();
            return;
        }
        searchedInVain();
        if (remembered == 0 || draws != drawsAtStart) {
            drew |= draws != drawsAtStart && fruitless > 1;
            remembered = 0;
            drawsAtStart = draws;
        }
        long hash = fingerprint();
        long now = simulation.now();
        if (hash != state) {
            state = hash;
            changedAt = now;
        }
        compare(mix(hash, simulation.pendingFingerprint(this)), now);
    }

    private void compare(long hash, long now) {
        if (remembered > REMEMBERED && anchorHash == hash && anchorTime < now) {
            found(anchorTime);
            return;
        }
        int known = (int) Math.min(remembered, REMEMBERED);
        for (int i = 0; i < known; i++) {
            if (hashes[i] == hash && times[i] < now) {
                found(times[i]);
                return;
            }
        }
        int oldest = (int) (remembered % REMEMBERED);
        hashes[oldest] = hash;
        times[oldest] = now;
        // Brent 1980: one state kept from each power of two on finds hyper-periods of any number of events
        if (remembered >= REMEMBERED && Long.bitCount(remembered) == 1) {
            anchorHash = hash;
            anchorTime = now;
        }
        remembered++;
    }
}
