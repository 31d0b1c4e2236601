package dev.nines.measure;

import java.util.Arrays;

/** Probes and skipped stretches in send order, as a ring that grows when too many are outstanding. */
final class OutstandingProbes {
    private static final long UNKNOWN = -1;
    private static final long NO_SKIP = Long.MIN_VALUE;

    private long[] sendNanos = new long[256];
    private long[] skipToNanos = new long[256];
    private long[] weight = new long[256];
    private boolean[] planned = new boolean[256];

    /** Indexes of the oldest entry and of the next new one, never wrapped. */
    private long head;

    private long tail;
    private int unknown;

    void addProbe(long nanos, boolean isPlanned) {
        add(nanos, NO_SKIP, UNKNOWN, isPlanned);
        unknown++;
    }

    void addSkip(long fromNanos, long toNanos, long failedWeight, boolean isPlanned) {
        add(fromNanos, toNanos, failedWeight, isPlanned);
    }

    private void add(long nanos, long skipTo, long w, boolean isPlanned) {
        if (head < tail) {
            int last = slot(tail - 1);
            if (nanos <= sendNanos[last] || nanos < skipToNanos[last]) {
                throw new IllegalStateException("probe at " + nanos + " ns is not later than the one before it");
            }
        }
        if (tail - head == sendNanos.length) {
            grow();
        }
        int slot = slot(tail++);
        sendNanos[slot] = nanos;
        skipToNanos[slot] = skipTo;
        weight[slot] = w;
        planned[slot] = isPlanned;
    }

    void book(long nanos, boolean good) {
        long low = head;
        long high = tail - 1;
        while (low <= high) {
            // most outcomes are known in the order of sending: the oldest first, then halves
            long middle = low == head ? low : (low + high) >>> 1;
            int slot = slot(middle);
            if (sendNanos[slot] < nanos) {
                low = middle + 1;
            } else if (sendNanos[slot] > nanos) {
                high = middle - 1;
            } else {
                if (skipToNanos[slot] != NO_SKIP || weight[slot] != UNKNOWN) {
                    break;
                }
                weight[slot] = good ? 0 : Weight.FAILED;
                unknown--;
                return;
            }
        }
        throw new IllegalStateException("no outstanding probe was sent at " + nanos + " ns");
    }

    /** True when the oldest entry can be counted, or, with {@code passUnknown}, when there is one. */
    boolean headSettled(boolean passUnknown) {
        return head < tail && (passUnknown || weight[slot(head)] != UNKNOWN);
    }

    long headNanos() {
        return sendNanos[slot(head)];
    }

    boolean headIsSkip() {
        return skipToNanos[slot(head)] != NO_SKIP;
    }

    long headSkipToNanos() {
        return skipToNanos[slot(head)];
    }

    /** Negative when the outcome is unknown. */
    long headWeight() {
        return weight[slot(head)];
    }

    boolean headPlanned() {
        return planned[slot(head)];
    }

    void removeHead() {
        if (weight[slot(head)] == UNKNOWN) {
            unknown--;
        }
        head++;
    }

    int unknown() {
        return unknown;
    }

    private int slot(long index) {
        return (int) (index & (sendNanos.length - 1));
    }

    private void grow() {
        int old = sendNanos.length;
        int shift = slot(head);
        // Entries are moved so that slot 0 of the old ring is the head, then numbered anew.
        sendNanos = unrolled(sendNanos, shift);
        skipToNanos = unrolled(skipToNanos, shift);
        weight = unrolled(weight, shift);
        boolean[] flags = new boolean[2 * old];
        System.arraycopy(planned, shift, flags, 0, old - shift);
        System.arraycopy(planned, 0, flags, old - shift, shift);
        planned = flags;
        head = 0;
        tail = old;
    }

    private static long[] unrolled(long[] ring, int shift) {
        long[] bigger = Arrays.copyOfRange(ring, shift, shift + 2 * ring.length);
        System.arraycopy(ring, 0, bigger, ring.length - shift, shift);
        return bigger;
    }
}
