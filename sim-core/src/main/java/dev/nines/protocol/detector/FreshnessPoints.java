package dev.nines.protocol.detector;

/** What the detectors of Chen, Toueg and Aguilera share: a node is trusted until the freshness point of its next beat. */
abstract sealed class FreshnessPoints implements FailureDetector permits ChenNfdE, ChenNfdS {
    final Deadlines deadlines;

    FreshnessPoints(int nodes) {
        deadlines = new Deadlines(nodes);
    }

    @Override
    public final int nodes() {
        return deadlines.nodes();
    }

    /** When the node is suspected if no newer beat arrives; {@link Long#MIN_VALUE}: never heard of, suspected. */
    public final long deadlineNanos(int node) {
        return deadlines.nanosOf(node);
    }

    @Override
    public final void heartbeats(int[] nodes, long nowMillis, int n) {
        for (int i = 0; i < n; i++) {
            heartbeat(nodes[i], nowMillis);
        }
    }

    @Override
    public final boolean available(int node, long nowMillis) {
        return Deadlines.nanos(nowMillis) < deadlines.nanosOf(node);
    }

    @Override
    public final long deadlineMillis(int node) {
        return deadlines.millisOf(node);
    }

    @Override
    public final void sweep(long nowMillis, Consumer consumer) {
        deadlines.sweep(nowMillis, consumer);
    }

    /** They have no level of suspicion. */
    @Override
    public final double phi(int node, long nowMillis) {
        return Double.NaN;
    }
}
