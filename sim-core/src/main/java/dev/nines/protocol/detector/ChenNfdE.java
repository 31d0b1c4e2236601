package dev.nines.protocol.detector;

/**
 * NFD-E of Chen, Toueg and Aguilera (2002): as NFD-S, for clocks that run at one rate but show different times. Beat l+1
 * is expected at EA = (l+1)·η + the mean of A_i − i·η over the last n beats; its freshness point is EA + α.
 *
 * <p>Works in nanoseconds; the calls in milliseconds convert. A beat that is older than one already here is ignored. One
 * that comes without a number counts as the one whose due time is nearest, counted from the beat before.
 */
public final class ChenNfdE extends FreshnessPoints {
    private final ChenNfdEConfig config;
    private final long[] newest;
    /** A_i − i·η of the first beat: the ring holds what the others differ from it by, so that its sum stays small. */
    private final long[] referenceNanos;

    private final long[] sumNanos;
    private final int[] learnt;
    private final long[] ringNanos;

    public ChenNfdE(ChenNfdEConfig config, int nodes) {
        super(nodes);
        this.config = config;
        newest = Memory.longs(nodes);
        referenceNanos = Memory.longs(nodes);
        sumNanos = Memory.longs(nodes);
        learnt = Memory.ints(nodes, 1);
        ringNanos = Memory.longs(nodes, config.window());
    }

    /** Beat {@code number} of the node arrives; numbers count what was sent, lost beats included. */
    public void beat(int node, long number, long nowNanos) {
        if (deadlines.isHeard(node) && number <= newest[node]) {
            return;
        }
        long offsetNanos = nowNanos - number * config.intervalNanos();
        if (!deadlines.isHeard(node)) {
            referenceNanos[node] = offsetNanos;
        }
        newest[node] = number;
        learn(node, offsetNanos - referenceNanos[node]);
        int count = Math.min(learnt[node], config.window());
        long meanNanos = referenceNanos[node] + Math.floorDiv(sumNanos[node], count);
        deadlines.set(node, (number + 1) * config.intervalNanos() + meanNanos + config.marginNanos(), nowNanos);
    }

    private void learn(int node, long differenceNanos) {
        int slot = node * config.window() + learnt[node] % config.window();
        sumNanos[node] += differenceNanos - ringNanos[slot];
        ringNanos[slot] = differenceNanos;
        // Past the first round only the place in the ring matters.
        learnt[node] = learnt[node] + 1 < 2 * config.window() ? learnt[node] + 1 : config.window();
    }

    @Override
    public void heartbeat(int node, long nowMillis) {
        long nowNanos = Deadlines.nanos(nowMillis);
        long number = 0;
        if (deadlines.isHeard(node)) {
            long gapNanos = nowNanos - lastArrivalNanos(node);
            number = newest[node]
                    + Math.max(1, Math.floorDiv(gapNanos + config.intervalNanos() / 2, config.intervalNanos()));
        }
        beat(node, number, nowNanos);
    }

    private long lastArrivalNanos(int node) {
        int window = config.window();
        long difference = ringNanos[node * window + (learnt[node] + window - 1) % window];
        return referenceNanos[node] + difference + newest[node] * config.intervalNanos();
    }

    @Override
    public long fingerprint(int node, long nowMillis, long h) {
        long nowNanos = Deadlines.nanos(nowMillis);
        long mixed = deadlines.fingerprint(node, nowNanos, h);
        int window = config.window();
        int count = Math.min(learnt[node], window);
        for (int i = 1; i <= count; i++) {
            // From the newest back, as differences from the freshness point's own mean.
            long difference = ringNanos[node * window + (learnt[node] + window - i) % window];
            mixed = Memory.mix(mixed, difference * count - sumNanos[node]);
        }
        return mixed;
    }

    @Override
    public int bytesPerNode() {
        return deadlines.bytesPerNode() + 3 * Long.BYTES + Integer.BYTES + config.window() * Long.BYTES;
    }
}
