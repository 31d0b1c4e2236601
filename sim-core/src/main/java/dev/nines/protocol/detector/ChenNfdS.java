package dev.nines.protocol.detector;

/**
 * NFD-S of Chen, Toueg and Aguilera, "On the quality of service of failure detectors" (2002): beat i is sent at i·η, its
 * freshness point is τ_i = i·η + δ, and from τ_i to τ_{i+1} a node is trusted if beat i or a later one has arrived. A
 * crash is noticed within δ + η.
 *
 * <p>Works in nanoseconds; the calls in milliseconds convert. A beat that comes without a number counts as the newest
 * that can have been sent by then, which is right as long as no beat is on its way for longer than η.
 */
public final class ChenNfdS implements FailureDetector {
    private final ChenNfdSConfig config;
    private final Deadlines deadlines;

    public ChenNfdS(ChenNfdSConfig config, int nodes) {
        this.config = config;
        deadlines = new Deadlines(nodes);
    }

    @Override
    public int nodes() {
        return deadlines.nodes();
    }

    /** Beat {@code number} of the node arrives, the one that was sent at number·η. */
    public void beat(int node, long number, long nowNanos) {
        long deadlineNanos = (number + 1) * config.intervalNanos() + config.shiftNanos();
        if (deadlineNanos > deadlines.nanosOf(node)) {
            deadlines.set(node, deadlineNanos, nowNanos);
        }
    }

    /** The freshness point at which the node is suspected if no newer beat arrives; {@link Long#MIN_VALUE}: unheard. */
    public long deadlineNanos(int node) {
        return deadlines.nanosOf(node);
    }

    @Override
    public void heartbeat(int node, long nowMillis) {
        long nowNanos = Deadlines.nanos(nowMillis);
        beat(node, Math.floorDiv(nowNanos, config.intervalNanos()), nowNanos);
    }

    @Override
    public void heartbeats(int[] nodes, long nowMillis, int n) {
        for (int i = 0; i < n; i++) {
            heartbeat(nodes[i], nowMillis);
        }
    }

    @Override
    public boolean available(int node, long nowMillis) {
        return Deadlines.nanos(nowMillis) < deadlines.nanosOf(node);
    }

    @Override
    public long deadlineMillis(int node) {
        return deadlines.millisOf(node);
    }

    @Override
    public void sweep(long nowMillis, Consumer consumer) {
        deadlines.sweep(nowMillis, consumer);
    }

    @Override
    public double phi(int node, long nowMillis) {
        return Double.NaN;
    }

    @Override
    public long fingerprint(int node, long nowMillis, long h) {
        return deadlines.fingerprint(node, Deadlines.nanos(nowMillis), h);
    }

    @Override
    public int bytesPerNode() {
        return deadlines.bytesPerNode();
    }
}
