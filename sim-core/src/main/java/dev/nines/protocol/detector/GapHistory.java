package dev.nines.protocol.detector;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The last gaps between the beats of n nodes, with their sum and their sum of squares. One record a node in one array: a
 * word of state, the two sums (two ints each), the ring of gaps. The sums are whole numbers modulo 2^64, as those of the
 * products are.
 *
 * <p>A gap is <em>wild</em> when it is negative or so long that a variance worked out in doubles could come out negative,
 * or the sum of a window not fit an int; a node with a wild gap in its window gets no short cuts. Gaps that an int cannot hold lie in a map beside.
 */
final class GapHistory {
    /** Bits of the word: any of WILD and LATE; the ring has been filled once; the low bits are the next slot. */
    private static final int ODD = 1 << 31;

    private static final int FULL = 1 << 30;
    private static final int WILD = 1 << 29;
    private static final int LATE = 1 << 28;
    private static final int SLOT = LATE - 1;

    private static final int SUM = 1;
    private static final int SQUARES = 3;
    private static final int RING = 5;

    private static final int FAR = Integer.MIN_VALUE;

    private final int window;
    private final int stride;
    private final int[] data;
    private final long tameMillis;
    private final Map<Integer, Long> farMillis = new TreeMap<>();
    private int wildNodes;

    GapHistory(int nodes, int window) {
        this.window = window;
        stride = RING + window;
        data = Memory.ints(nodes, stride);
        // Below 2^49 the rounding errors of E[x²] − E[x]² stay below the least variance that whole numbers can have.
        tameMillis = Math.min((long) Math.sqrt((double) (1L << 49) / window), Integer.MAX_VALUE / window);
    }

    /** Longest gap that is not wild. */
    long tameMillis() {
        return tameMillis;
    }

    boolean noneWild() {
        return wildNodes == 0;
    }

    int bytesPerNode() {
        return stride * Integer.BYTES;
    }

    void clear(int node) {
        int at = node * stride;
        if ((data[at] & WILD) != 0) {
            wildNodes--;
        }
        for (int slot = 0; slot < window; slot++) {
            forgetFar(at + RING + slot);
        }
        Arrays.fill(data, at, at + stride, 0);
    }

    /** Learns a gap of 0 to {@link #tameMillis}; false, and nothing done, when the node needs {@link #learnAny}. */
    boolean learn(int node, int gap) {
        int at = node * stride;
        int word = data[at];
        if (word < 0) {
            return false;
        }
        int slot = word & SLOT;
        int cell = at + RING + slot;
        // Before the ring is full the old gap is 0.
        long old = data[cell];
        data[cell] = gap;
        // Without wild gaps the upper half of the sum is 0.
        data[at + SUM] += gap - (int) old;
        store(at + SQUARES, load(at + SQUARES) + ((long) gap * gap - old * old));
        data[at] = slot + 1 == window ? (word - slot) | FULL : word + 1;
        return true;
    }

    /** As {@code HeartbeatHistory} of Akka and Pekko, which throws, so learns nothing, when a sum would become negative. */
    boolean learnUnlessNegative(int node, long gapMillis) {
        int at = node * stride;
        int word = data[at];
        long old = gap(at + RING + (word & SLOT));
        long sum = load(at + SUM) - old;
        long squares = load(at + SQUARES) - old * old;
        if ((sum | squares | (sum + gapMillis) | (squares + gapMillis * gapMillis)) < 0) {
            return false;
        }
        learnAny(node, gapMillis);
        return true;
    }

    /** Learns any gap. */
    void learnAny(int node, long gapMillis) {
        int at = node * stride;
        int word = data[at];
        int slot = word & SLOT;
        int cell = at + RING + slot;
        long old = gap(cell);
        forgetFar(cell);
        if (gapMillis > Integer.MIN_VALUE && gapMillis <= Integer.MAX_VALUE) {
            data[cell] = (int) gapMillis;
        } else {
            data[cell] = FAR;
            farMillis.put(cell, gapMillis);
        }
        store(at + SUM, load(at + SUM) + gapMillis - old);
        store(at + SQUARES, load(at + SQUARES) + gapMillis * gapMillis - old * old);
        data[at] = slot + 1 == window ? (word - slot) | FULL : word + 1;
        boolean wild = gapMillis < 0 || gapMillis > tameMillis;
        if (wild || (slot + 1 == window && (word & WILD) != 0)) {
            setWild(at, wild || anyWild(at));
        }
    }

    private boolean anyWild(int at) {
        for (int cell = at + RING; cell < at + stride; cell++) {
            if (data[cell] < 0 || data[cell] > tameMillis) {
                return true;
            }
        }
        return false;
    }

    private void setWild(int at, boolean wild) {
        int word = data[at];
        if (wild != ((word & WILD) != 0)) {
            wildNodes += wild ? 1 : -1;
            data[at] = oddIfAny(word ^ WILD);
        }
    }

    /** Whether the last beat came after the node was suspected; kept for the corrected profile only. */
    boolean wasLate(int node) {
        return (data[node * stride] & LATE) != 0;
    }

    void setLate(int node, boolean late) {
        int at = node * stride;
        data[at] = oddIfAny(late ? data[at] | LATE : data[at] & ~LATE);
    }

    private static int oddIfAny(int word) {
        return (word & (WILD | LATE)) != 0 ? word | ODD : word & ~ODD;
    }

    int count(int node) {
        int word = data[node * stride];
        return (word & FULL) != 0 ? window : word & SLOT;
    }

    long sum(int node) {
        return load(node * stride + SUM);
    }

    long squares(int node) {
        return load(node * stride + SQUARES);
    }

    /** Mixes the gaps from the oldest to the newest. */
    long fingerprint(int node, long h) {
        int at = node * stride;
        int count = count(node);
        int first = count < window ? 0 : data[at] & SLOT;
        long mixed = Memory.mix(Memory.mix(h, count), data[at] & LATE);
        for (int i = 0; i < count; i++) {
            int slot = first + i;
            mixed = Memory.mix(mixed, gap(at + RING + (slot < window ? slot : slot - window)));
        }
        return mixed;
    }

    private long gap(int cell) {
        int gap = data[cell];
        return gap == FAR ? farMillis.get(cell) : gap;
    }

    private void forgetFar(int cell) {
        if (data[cell] == FAR) {
            farMillis.remove(cell);
        }
    }

    private long load(int cell) {
        return (long) data[cell + 1] << 32 | (data[cell] & 0xFFFF_FFFFL);
    }

    private void store(int cell, long value) {
        data[cell] = (int) value;
        data[cell + 1] = (int) (value >>> 32);
    }
}
