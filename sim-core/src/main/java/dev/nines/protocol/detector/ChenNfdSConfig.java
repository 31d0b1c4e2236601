package dev.nines.protocol.detector;

/**
 * Chen's detector for clocks that agree: beat i is sent at i·interval on the observer's clock.
 *
 * @param intervalNanos η, 1 ns to 2^53 ns (104 days)
 * @param shiftNanos δ, by which each freshness point lies behind the sending, 0 to 2^53 ns
 */
public record ChenNfdSConfig(long intervalNanos, long shiftNanos) {
    public ChenNfdSConfig {
        Deadlines.checkNanos("the interval", intervalNanos, 1);
        Deadlines.checkNanos("the shift", shiftNanos, 0);
    }
}
