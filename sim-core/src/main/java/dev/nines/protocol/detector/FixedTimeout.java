package dev.nines.protocol.detector;

import java.util.Arrays;

/**
 * Suspects a node that is silent for the time-out: silence = time-out is already too long, as in
 * {@code DeadlineFailureDetector} of Akka 2.6.21 and Pekko 1.1.3 and in {@code DeadlineClusterFailureDetector} of
 * Hazelcast 5.5.0.
 *
 * <p>A beat's time is an int, counted from a base that follows the clock, so a sweep reads four bytes a node. A node
 * silent for longer than an int can say stays suspected whatever the clock does; one whose last beat lies more than 12
 * days ahead of a clock that was set back is trusted until its next beat.
 */
public final class FixedTimeout implements FailureDetector {
    /** The clock may be this far from the base before the stamps are counted anew. */
    private static final long REACH_MILLIS = 1L << 30;

    /** Blocks whose nodes are counted together. */
    private static final int GROUP = 64;

    private static final int NODES_OF_GROUP = GROUP * Blocks.SIZE;
    private static final int QUARTER = NODES_OF_GROUP / 4;

    private static final int ALWAYS_LATE = Integer.MIN_VALUE;
    private static final int NEVER_LATE = Integer.MAX_VALUE;

    private final int timeout;
    private final int[] stamps;
    private final Blocks blocks;
    private long baseMillis;

    public FixedTimeout(FixedTimeoutConfig config, int nodes) {
        timeout = (int) config.timeoutMillis();
        stamps = Memory.ints(nodes, 1);
        blocks = new Blocks(nodes);
        Arrays.fill(stamps, config.trustUnheard() ? NEVER_LATE : ALWAYS_LATE);
    }

    @Override
    public int nodes() {
        return stamps.length;
    }

    @Override
    public void heartbeat(int node, long nowMillis) {
        beat(node, stamp(nowMillis), blocks.isBeforeLastSweep(nowMillis));
    }

    @Override
    public void heartbeats(int[] nodes, long nowMillis, int n) {
        int stamp = stamp(nowMillis);
        boolean setBack = blocks.isBeforeLastSweep(nowMillis);
        for (int i = 0; i < n; i++) {
            beat(nodes[i], stamp, setBack);
        }
    }

    private void beat(int node, int stamp, boolean setBack) {
        int gap = stamp - stamps[node];
        stamps[node] = stamp;
        // The difference to NEVER_LATE and ALWAYS_LATE wraps to below 0 or to at least 2^30. A node that the last sweep
        // found late may beat in less than its time-out only when the clock was set back since.
        if (gap < 0 || gap >= timeout || setBack) {
            blocks.mark(node);
        }
    }

    @Override
    public boolean available(int node, long nowMillis) {
        int stamp = stamps[node];
        if (stamp == NEVER_LATE || stamp == ALWAYS_LATE) {
            return stamp == NEVER_LATE;
        }
        return baseMillis + stamp > nowMillis - timeout;
    }

    @Override
    public long deadlineMillis(int node) {
        int stamp = stamps[node];
        if (stamp == NEVER_LATE || stamp == ALWAYS_LATE) {
            return stamp == NEVER_LATE ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        return baseMillis + stamp + timeout;
    }

    @Override
    public void sweep(long nowMillis, Consumer consumer) {
        int cut = stamp(nowMillis) - timeout;
        // Where the clock was set back, those who are nearly late may be suspected still.
        int lead = blocks.isBeforeLastSweep(nowMillis) ? 0 : timeout / 2;
        blocks.begin(nowMillis);
        for (int first = 0; first < blocks.count(); first += GROUP) {
            int end = Math.min(first + GROUP, blocks.count());
            if (isUnchanged(first, cut + lead, nowMillis)) {
                blocks.postpone(first, end, nowMillis + lead + 1);
                continue;
            }
            for (int block = first; block < end; block++) {
                if (blocks.isDue(block, nowMillis)) {
                    look(block, cut, consumer);
                }
            }
        }
    }

    /**
     * Whether a whole group has to be looked at and as many stamps are at or below the cut as nodes were suspected.
     * Then they are the same nodes: without a beat that marks its block, nodes only become late while the clock goes
     * forward and only become timely when it is set back.
     */
    private boolean isUnchanged(int firstBlock, int cut, long nowMillis) {
        int from = firstBlock << 6;
        return cut >= 0
                && from + NODES_OF_GROUP <= stamps.length
                && blocks.areDueUnmarked(firstBlock, firstBlock + GROUP, nowMillis)
                && countBelow(stamps, from, cut + 1) == blocks.countSuspected(firstBlock, firstBlock + GROUP);
    }

    /** Four nodes in each turn and no branch: the compiler makes vector instructions of it. */
    private static int countBelow(int[] stamps, int from, int limit) {
        int count = 0;
        for (int i = from; i < from + QUARTER; i++) {
            count += below(stamps[i], limit)
                    + below(stamps[i + QUARTER], limit)
                    + below(stamps[i + 2 * QUARTER], limit)
                    + below(stamps[i + 3 * QUARTER], limit);
        }
        return count;
    }

    /** 1 or 0, for a limit of at least 0; the difference of a negative stamp may wrap. */
    private static int below(int stamp, int limit) {
        return (stamp | (stamp - limit)) >>> 31;
    }

    /** Those whose stamp is at or below the cut are late. */
    private void look(int block, int cut, Consumer consumer) {
        int from = block << 6;
        int end = blocks.end(block);
        int oldest = oldest(from, end);
        long late = 0;
        if (oldest <= cut || !blocks.nobodySuspected(block)) {
            oldest = NEVER_LATE;
            for (int i = from; i < end; i++) {
                int stamp = stamps[i];
                if (stamp <= cut) {
                    late |= 1L << i;
                } else {
                    oldest = Math.min(oldest, stamp);
                }
            }
        }
        blocks.settle(block, late, oldest == NEVER_LATE ? Long.MAX_VALUE : baseMillis + oldest + timeout, consumer);
    }

    /** A loop of its own, without a branch. */
    private int oldest(int from, int end) {
        int oldest = NEVER_LATE;
        for (int i = from; i < end; i++) {
            oldest = Math.min(oldest, stamps[i]);
        }
        return oldest;
    }

    @Override
    public double phi(int node, long nowMillis) {
        return Double.NaN;
    }

    @Override
    public long fingerprint(int node, long nowMillis, long h) {
        long deadlineMillis = deadlineMillis(node);
        // How long ago a deadline passed decides nothing.
        long left = deadlineMillis == Long.MAX_VALUE ? deadlineMillis : Math.max(0, deadlineMillis - nowMillis);
        return Memory.mix(Memory.mix(h, left), blocks.isSuspected(node) ? 1 : 0);
    }

    @Override
    public int bytesPerNode() {
        return Integer.BYTES + Blocks.BYTES_PER_NODE;
    }

    private int stamp(long nowMillis) {
        long stamp = nowMillis - baseMillis;
        if (stamp < -REACH_MILLIS || stamp >= REACH_MILLIS) {
            countAnewFrom(nowMillis);
            return 0;
        }
        return (int) stamp;
    }

    private void countAnewFrom(long nowMillis) {
        Memory.checkTime(nowMillis);
        long shift = baseMillis - nowMillis;
        for (int i = 0; i < stamps.length; i++) {
            int stamp = stamps[i];
            if (stamp != NEVER_LATE && stamp != ALWAYS_LATE) {
                stamps[i] = (int) Math.max(ALWAYS_LATE, Math.min(NEVER_LATE, shift + stamp));
            }
        }
        baseMillis = nowMillis;
    }
}
