package dev.nines.kernel;

import java.util.Arrays;

/**
 * One first-in-first-out list for each of a few constant delays: while the clock is monotone, what was armed later with
 * the same delay is due later. Delays that keep coming are noticed; nobody has to declare them. Adding and removing an
 * event takes constant time.
 */
final class Lanes {
    /** The heads are compared one by one. */
    static final int MOST = 8;

    private static final int LEARNT = 8;
    private static final int TABLE_BITS = 8;
    private static final int SEEN = 1;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int NONE = -1;

    private final Slots slots;
    private final long[] headTime = new long[MOST];
    private final int[] head = new int[MOST];
    private final int[] tail = new int[MOST];
    /** Key of the last event that came in; an upper bound of what is in the lane. */
    private final long[] lastTime = new long[MOST];

    private final long[] lastOrder = new long[MOST];
    /** The place of the lane's delay in the table. */
    private final int[] entry = new int[MOST];

    private int used;
    private int size;

    /** Delays that were armed of late, each with how often (up to LEARNT), or with its lane as −1 − lane. */
    private final long[] known = new long[2 << TABLE_BITS];

    Lanes(Slots slots) {
        this.slots = slots;
        Arrays.fill(headTime, Long.MAX_VALUE);
        Arrays.fill(head, NONE);
        Arrays.fill(tail, NONE);
    }

    /** The lane of this delay, or −1. */
    int laneOf(long delayNanos) {
        long[] k = known;
        int at = 2 * (int) ((delayNanos * GOLDEN) >>> (Long.SIZE - TABLE_BITS));
        long count = k[at + SEEN];
        if (k[at] != delayNanos) {
            if (count >= 0) { // no weighing of old against new: for random delays that is a branch nobody can foresee
                k[at] = delayNanos;
                k[at + SEEN] = 1;
            }
            return NONE;
        }
        return count < 0 ? (int) (-1 - count) : noticed(at, count);
    }

    private int noticed(int at, long count) {
        if (count < LEARNT) {
            known[at + SEEN] = count + 1;
            return NONE;
        }
        return opened(at);
    }

    /** A new lane, or the empty one that was used least lately. */
    private int opened(int at) {
        int lane = used;
        if (used < MOST) {
            used++;
        } else {
            lane = NONE;
            for (int i = 0; i < MOST; i++) {
                if (head[i] == NONE && (lane == NONE || lastUse(i) < lastUse(lane))) {
                    lane = i;
                }
            }
            if (lane == NONE) {
                return NONE;
            }
            known[entry[lane] + SEEN] = 0;
        }
        entry[lane] = at;
        known[at + SEEN] = -1L - lane;
        lastTime[lane] = Long.MIN_VALUE;
        return lane;
    }

    private long lastUse(int lane) {
        return lastTime[lane] - known[entry[lane]];
    }

    /** Whether an event of this key would be the last of the lane; shuffled ties are not always. */
    boolean fits(int lane, long time, long order) {
        long last = lastTime[lane];
        return time > last || (time == last && order > lastOrder[lane]);
    }

    boolean areEmpty() {
        return size == 0;
    }

    void append(int lane, int slot, long time, long order) {
        size++;
        lastTime[lane] = time;
        lastOrder[lane] = order;
        int before = tail[lane];
        slots.setInLane(slot, lane, before);
        tail[lane] = slot;
        if (before == NONE) {
            head[lane] = slot;
            headTime[lane] = time;
        } else {
            slots.setNext(before, slot);
        }
    }

    void remove(int lane, int slot) {
        size--;
        int next = slots.next(slot);
        if (head[lane] == slot) {
            head[lane] = next;
            headTime[lane] = next == NONE ? Long.MAX_VALUE : slots.time(next);
            if (next == NONE) {
                tail[lane] = NONE;
            }
            return;
        }
        int previous = slots.previous(slot);
        slots.setNext(previous, next);
        if (next == NONE) {
            tail[lane] = previous;
        } else {
            slots.setPrevious(next, previous);
        }
    }

    /** The lane whose head comes first, or −1 when all are empty. */
    int first() {
        int best = NONE;
        long bestTime = Long.MAX_VALUE;
        for (int lane = 0; lane < used; lane++) {
            long time = headTime[lane];
            if (time < bestTime
                    || (time == bestTime && best != NONE && slots.order(head[lane]) < slots.order(head[best]))) {
                best = lane;
                bestTime = time;
            }
        }
        return best;
    }

    int head(int lane) {
        return head[lane];
    }

    long headTime(int lane) {
        return headTime[lane];
    }
}
