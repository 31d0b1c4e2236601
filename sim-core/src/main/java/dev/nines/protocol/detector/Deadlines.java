package dev.nines.protocol.detector;

import java.util.Arrays;

/** One deadline a node, in nanoseconds: what Chen's detectors have in common. A node never heard of is suspected. */
final class Deadlines {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long LONGEST_NANOS = 1L << 53;
    private static final long LATEST_MILLIS = (Long.MAX_VALUE >> 1) / NANOS_PER_MILLI;
    private static final long UNHEARD = Long.MIN_VALUE;

    private final long[] deadlineNanos;
    private final Blocks blocks;

    Deadlines(int nodes) {
        deadlineNanos = Memory.longs(nodes);
        Arrays.fill(deadlineNanos, UNHEARD);
        blocks = new Blocks(nodes);
    }

    static void checkNanos(String what, long nanos, long least) {
        if (nanos < least || nanos > LONGEST_NANOS) {
            throw new IllegalArgumentException(what + " must be " + least + " to 2^53 ns (104 days): " + nanos);
        }
    }

    /** Half of what a long of nanoseconds holds, so that no deadline overflows: 146 years. */
    static long nanos(long nowMillis) {
        if (nowMillis > LATEST_MILLIS || nowMillis < -LATEST_MILLIS) {
            throw new IllegalArgumentException(
                    "a time in nanoseconds must lie within ±146 years: " + nowMillis + " ms");
        }
        return nowMillis * NANOS_PER_MILLI;
    }

    int nodes() {
        return deadlineNanos.length;
    }

    boolean isHeard(int node) {
        return deadlineNanos[node] != UNHEARD;
    }

    long nanosOf(int node) {
        return deadlineNanos[node];
    }

    void set(int node, long nanos, long nowNanos) {
        long before = deadlineNanos[node];
        deadlineNanos[node] = nanos;
        if (before <= nowNanos || nanos < before) {
            blocks.mark(node);
        }
    }

    /** The first whole millisecond at or after the deadline. */
    long millisOf(int node) {
        return isHeard(node) ? -Math.floorDiv(-deadlineNanos[node], NANOS_PER_MILLI) : Long.MIN_VALUE;
    }

    void sweep(long nowMillis, FailureDetector.Consumer consumer) {
        long nowNanos = nanos(nowMillis);
        blocks.begin(nowNanos);
        for (int block = 0; block < blocks.count(); block++) {
            if (blocks.isDue(block, nowNanos)) {
                look(block, nowNanos, consumer);
            }
        }
    }

    private void look(int block, long nowNanos, FailureDetector.Consumer consumer) {
        long late = 0;
        long again = Long.MAX_VALUE;
        for (int node = block << 6; node < blocks.end(block); node++) {
            if (deadlineNanos[node] <= nowNanos) {
                late |= 1L << node;
            } else {
                again = Math.min(again, deadlineNanos[node]);
            }
        }
        blocks.settle(block, late, again, consumer);
    }

    long fingerprint(int node, long nowNanos, long h) {
        long left = isHeard(node) ? Math.max(0, deadlineNanos[node] - nowNanos) : UNHEARD;
        return Memory.mix(Memory.mix(h, left), blocks.isSuspected(node) ? 1 : 0);
    }

    int bytesPerNode() {
        return Long.BYTES + Blocks.BYTES_PER_NODE;
    }
}
