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
        beat(node, stamp(nowMillis));
    }

    @Override
    public void heartbeats(int[] nodes, long nowMillis, int n) {
        int stamp = stamp(nowMillis);
        for (int i = 0; i < n; i++) {
            beat(nodes[i], stamp);
        }
    }

    private void beat(int node, int stamp) {
        int gap = stamp - stamps[node];
        stamps[node] = stamp;
        // The difference to NEVER_LATE and ALWAYS_LATE wraps to below 0 or to at least 2^30.
        if (gap < 0 || gap >= timeout) {
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
        blocks.begin(nowMillis);
        for (int block = 0; block < blocks.count(); block++) {
            if (blocks.isDue(block, nowMillis)) {
                look(block, cut, consumer);
            }
        }
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

    /** A loop of its own, without a branch: the compiler makes vector instructions of it. */
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
