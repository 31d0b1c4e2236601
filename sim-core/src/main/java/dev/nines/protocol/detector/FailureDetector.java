package dev.nines.protocol.detector;

/**
 * Tells from the beats of n nodes which of them to suspect. The same class serves one node of a scenario and ten million
 * nodes of a monitor: the state lies in flat arrays, nodes are named 0..n-1, one thread at a time calls.
 *
 * <p>Times are milliseconds of any clock, between ±2^61. Beats may come twice or late and the clock may be set back:
 * each detector then does what its product does. A node number out of range throws {@link IndexOutOfBoundsException}.
 */
public sealed interface FailureDetector permits FixedTimeout, PhiAccrual, FreshnessPoints {
    int nodes();

    /** A beat of the node arrives. */
    void heartbeat(int node, long nowMillis);

    /**
     * A beat of the node arrives that says when it was sent, on a clock that agrees with this one. Detectors that look at
     * arrivals only do not care.
     */
    default void heartbeat(int node, long sentMillis, long nowMillis) {
        heartbeat(node, nowMillis);
    }

    /** The first n of these nodes beat at the same time. */
    void heartbeats(int[] nodes, long nowMillis, int n);

    /**
     * False from the first millisecond at which the product's class would answer "not available"; a node never heard of
     * is answered as the product does.
     */
    boolean available(int node, long nowMillis);

    /**
     * The first millisecond at which {@link #available} is false if no further beat comes; {@link Long#MAX_VALUE}: never;
     * {@link Long#MIN_VALUE}: at any time. What a timer is armed with.
     */
    long deadlineMillis(int node);

    /**
     * Calls the consumer, in order of the nodes, for each node that is suspected now and was not at the sweep before, or
     * the reverse. Before the first sweep nobody is suspected.
     */
    void sweep(long nowMillis, Consumer consumer);

    /** The suspicion level of the product, for display only; NaN where the detector has none. */
    double phi(int node, long nowMillis);

    /** Mixes what decides the future of this node, without absolute time, into the hash. */
    long fingerprint(int node, long nowMillis, long h);

    /** Bytes of state that one node takes, rounded up. */
    int bytesPerNode();

    /** Hears of the changes that a sweep finds. */
    interface Consumer {
        void changed(int node, boolean suspected);
    }
}
