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

    private final int nodes;
    private final long[] suspected;
    private final long[] dueMillis;
    private long sweptMillis = Long.MIN_VALUE;

    Blocks(int nodes) {
        this.nodes = nodes;
        suspected = new long[(nodes + SIZE - 1) / SIZE];
        dueMillis = new long[suspected.length];
        Arrays.fill(dueMillis, Long.MIN_VALUE);
    }

    int count() {
        return suspected.length;
    }

    /** The next sweep has to look at the block of this node. */
    void mark(int node) {
        dueMillis[node >> 6] = Long.MIN_VALUE;
    }

    /** A sweep begins. When the clock was set back, nothing that was worked out before holds. */
    void begin(long nowMillis) {
        if (nowMillis < sweptMillis) {
            Arrays.fill(dueMillis, Long.MIN_VALUE);
        }
        sweptMillis = nowMillis;
    }

    boolean isDue(int block, long nowMillis) {
        return dueMillis[block] <= nowMillis;
    }

    /** One past the last node of the block. */
    int end(int block) {
        return Math.min(nodes, (block + 1) << 6);
    }

    boolean nobodySuspected(int block) {
        return suspected[block] == 0;
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
