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
    /** Pending relative events. */
    int pending;
    /** The time to which this group has jumped: until then it has no events, though others may. */
    long jumpedTo;

    /** How far this group's origin of time has moved by jumps. */
    private long origin;

    private final Simulation simulation;
    private final List<Fingerprinted> parts = new ArrayList<>();
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

    Group(Simulation simulation, String name, boolean mustBeIdle) {
        this.simulation = simulation;
        this.name = name;
        this.mustBeIdle = mustBeIdle;
    }

    /**
     * With more events pending a group is in the midst of something, such as a burst of retransmissions, and looking at
     * all of them after each would take quadratic time.
     */
    private static final int MOST_PENDING = 512;

    /** A part of the group's state. */
    @FunctionalInterface
    public interface Fingerprinted {
        /** Mixes everything that influences future behaviour, without absolute time and counters, into the hash. */
        long fingerprint(long hash);
    }

    public void add(Fingerprinted part) {
        parts.add(part);
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
        changedAt = simulation.now();
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
    }

    private long fingerprint() {
        long hash = 0;
        for (int i = 0; i < parts.size(); i++) {
            hash = parts.get(i).fingerprint(hash);
        }
        return hash;
    }

    /** After an event of this group: has the state been seen before? */
    void observe() {
        if (pending > MOST_PENDING) {
            forget();
            return;
        }
        if (remembered == 0 || draws != drawsAtStart) {
            remembered = 0;
            drawsAtStart = draws;
        }
        long hash = fingerprint();
        long now = simulation.now();
        if (hash != state) {
            state = hash;
            changedAt = now;
        }
        hash = mix(hash, simulation.pendingFingerprint(this));
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
