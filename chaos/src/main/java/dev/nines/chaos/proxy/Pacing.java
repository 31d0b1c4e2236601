package dev.nines.chaos.proxy;

import java.util.function.DoubleSupplier;

/**
 * When bytes may go on: later by the delay, never before those that came earlier on the same way, and no faster than the rate,
 * which all connections share. An instance is for one direction.
 */
final class Pacing {
    private static final double BITS_PER_BYTE = 8;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Slowness slowness;
    private final DoubleSupplier uniform;
    private long lineFreeNanos = Long.MIN_VALUE;

    /**
     * How slow.
     *
     * @param jitterNanos the delay is uniform within so much of itself to both sides, at most the delay
     * @param bitsPerSecond 0: any rate
     */
    record Slowness(long delayNanos, long jitterNanos, long bitsPerSecond) {
        Slowness {
            if (delayNanos < 0 || jitterNanos < 0 || jitterNanos > delayNanos || bitsPerSecond < 0) {
                throw new IllegalArgumentException("delay " + delayNanos + ", jitter " + jitterNanos + ", rate "
                        + bitsPerSecond + ": none is negative, and the jitter is at most the delay");
            }
        }
    }

    /** @param uniform numbers from 0 to 1 */
    Pacing(Slowness slowness, DoubleSupplier uniform) {
        this.slowness = slowness;
        this.uniform = uniform;
    }

    /**
     * When these bytes may leave.
     *
     * @param nowNanos when they came; never less than in the call before
     * @param earlierNanos when the bytes before them on the same connection leave
     */
    long leaveNanos(long nowNanos, long earlierNanos, int bytes) {
        long wait = slowness.delayNanos();
        if (slowness.jitterNanos() > 0) {
            wait += Math.round((2 * uniform.getAsDouble() - 1) * slowness.jitterNanos());
        }
        long leave = Math.max(nowNanos + wait, earlierNanos);
        if (slowness.bitsPerSecond() == 0) {
            return leave;
        }
        long takes = Math.round(bytes * BITS_PER_BYTE * NANOS_PER_SECOND / slowness.bitsPerSecond());
        lineFreeNanos = Math.max(lineFreeNanos, leave) + takes;
        return lineFreeNanos;
    }
}
