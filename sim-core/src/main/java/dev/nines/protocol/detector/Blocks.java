package dev.nines.protocol.detector;

import java.util.Arrays;

/**
 * What sweeps share: who was suspected at the last sweep, one bit a node, and per block of 64 nodes the first time at
 * which a sweep has to look at it again. A beat in time only moves a node's deadline away, so the time holds until it
 * comes, unless a beat arrives so late that its node may be suspected: then the detector marks the block.
 */
final class Blocks {
    static final int SIZE = 64;
    /** A bit, and the 64th part of a long, rounded up. */
    static final int BYTES_PER_NODE = 1;

    /** Due whatever the time: a node beat in a way that may end or begin its suspicion. */
    private static final long MARKED = Long.MIN_VALUE;
    /** Due whatever the time, without such a beat. */
    private static final long DUE = Long.MIN_VALUE + 1;

    private final int nodes;
    private final long[] suspected;
    private final long[] dueMillis;
    private long sweptMillis = Long.MIN_VALUE;

    Blocks(int nodes) {
        this.nodes = nodes;
        suspected = new long[(nodes + SIZE - 1) / SIZE];
        dueMillis = new long[suspected.length];
        Arrays.fill(dueMillis, MARKED);
    }

    int count() {
        return suspected.length;
    }

    /** The next sweep has to look at the block of this node. */
    void mark(int node) {
        dueMillis[node >> 6] = MARKED;
    }

    /** A sweep begins. When the clock was set back, nothing that was worked out before holds. */
    void begin(long nowMillis) {
        if (isBeforeLastSweep(nowMillis)) {
            for (int block = 0; block < dueMillis.length; block++) {
                dueMillis[block] = dueMillis[block] == MARKED ? MARKED : DUE;
            }
        }
        sweptMillis = nowMillis;
    }

    boolean isBeforeLastSweep(long nowMillis) {
        return nowMillis < sweptMillis;
    }

    boolean isDue(int block, long nowMillis) {
        return dueMillis[block] <= nowMillis;
    }

    /** Whether each of the blocks is due, none because a beat marked it. */
    boolean areDueUnmarked(int from, int end, long nowMillis) {
        for (int block = from; block < end; block++) {
            if (dueMillis[block] > nowMillis || dueMillis[block] == MARKED) {
                return false;
            }
        }
        return true;
    }

    int countSuspected(int from, int end) {
        int count = 0;
        for (int block = from; block < end; block++) {
            count += Long.bitCount(suspected[block]);
        }
        return count;
    }

    /** Nothing changed in these blocks, and nothing will without a beat that marks before {@code againMillis}. */
    void postpone(int from, int end, long againMillis) {
        Arrays.fill(dueMillis, from, end, againMillis);
    }

    /** One past the last node of the block. */
    int end(int block) {
        return Math.min(nodes, (block + 1) << 6);
    }

    boolean nobodySuspected(int block) {
        return suspected[block] == 0;
    }

    /** One bit a node, the lowest for the first of the block. */
    long suspected(int block) {
        return suspected[block];
    }

    boolean isSuspected(int node) {
        return (suspected[node >> 6] >>> node & 1) != 0;
    }

    /** The block was looked at: its late nodes, and when to look again. */
    void settle(int block, long late, long againMillis, FailureDetector.Consumer consumer) {
        dueMillis[block] = againMillis;
        long changed = suspected[block] ^ late;
        suspected[block] = late;
        while (changed != 0) {
            int bit = Long.numberOfTrailingZeros(changed);
            changed &= changed - 1;
            consumer.changed((block << 6) + bit, (late >>> bit & 1) != 0);
        }
    }
}
