package dev.nines.protocol.detector;

/**
 * NFD-S of Chen, Toueg and Aguilera, "On the quality of service of failure detectors" (2002): beat i is sent at i·η, its
 * freshness point is τ_i = i·η + δ, and from τ_i to τ_{i+1} a node is trusted if beat i or a later one has arrived. A
 * crash is noticed within δ + η.
 *
 * <p>Works in nanoseconds; the calls in milliseconds convert. A beat that comes without a number counts as the newest
 * that can have been sent by then, which is right as long as no beat is on its way for longer than η.
 */
public final class ChenNfdS extends FreshnessPoints {
    private final ChenNfdSConfig config;

    public ChenNfdS(ChenNfdSConfig config, int nodes) {
        super(nodes);
        this.config = config;
    }

    /** Beat {@code number} of the node arrives, the one that was sent at number·η. */
    public void beat(int node, long number, long nowNanos) {
        long deadlineNanos = (number + 1) * config.intervalNanos() + config.shiftNanos();
        if (deadlineNanos > deadlines.nanosOf(node)) {
            deadlines.set(node, deadlineNanos, nowNanos);
        }
    }

    @Override
    public void heartbeat(int node, long nowMillis) {
        long nowNanos = Deadlines.nanos(nowMillis);
        beat(node, Math.floorDiv(nowNanos, config.intervalNanos()), nowNanos);
    }

    /** Beats may overtake each other: the one that was sent last counts. */
    @Override
    public void heartbeat(int node, long sentMillis, long nowMillis) {
        long halfNanos =
                config.intervalNanos() / 2; // beats are sent at multiples of the interval, but for the rounding
        long number = Math.floorDiv(Deadlines.nanos(sentMillis) + halfNanos, config.intervalNanos());
        beat(node, number, Deadlines.nanos(nowMillis));
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
