package dev.nines.protocol.detector;

/**
 * Chen's detector for clocks that run alike but do not agree: the expected arrival is a mean over the last beats.
 *
 * @param intervalNanos η, 1 ns to 2^53 ns (104 days)
 * @param marginNanos α, from the expected arrival of a beat to its freshness point, 0 to 2^53 ns
 * @param window n, beats that the expected arrival is a mean of, 1 to 1000
 */
public record ChenNfdEConfig(long intervalNanos, long marginNanos, int window) {
    private static final int MAX_WINDOW = 1000;

    public ChenNfdEConfig {
        Deadlines.checkNanos("the interval", intervalNanos, 1);
        Deadlines.checkNanos("the margin", marginNanos, 0);
        if (window < 1 || window > MAX_WINDOW) {
            throw new IllegalArgumentException("the window must be 1 to " + MAX_WINDOW + ": " + window);
        }
    }
}
