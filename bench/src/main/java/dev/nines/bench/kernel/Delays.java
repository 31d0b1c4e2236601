package dev.nines.bench.kernel;

import dev.nines.kernel.RandomStream;

/** The delays that every engine gets, in the same order. */
final class Delays {
    static final double NANOS_PER_SECOND = 1e9;
    /** Of heartbeats and of the silence that is taken for death. */
    static final long BEAT_NANOS = 1_000_000_000L;

    static final long TIMEOUT_NANOS = 3_000_000_000L;
    /** Mean service time of the queue whose mean time between arrivals is one second. */
    static final double LOAD = 0.8;

    private static final int MASK = (1 << 16) - 1;

    private final long[] nanos = new long[MASK + 1];
    private final double[] seconds = new double[MASK + 1];
    private int next;

    /** Exponential. */
    Delays(double meanSeconds) {
        RandomStream stream = new RandomStream(1, "bench", "delay of " + meanSeconds);
        for (int i = 0; i <= MASK; i++) {
            nanos[i] = (long) (-meanSeconds * NANOS_PER_SECOND * StrictMath.log1p(-stream.nextDouble()));
            seconds[i] = nanos[i] / NANOS_PER_SECOND;
        }
    }

    long nextNanos() {
        return nanos[next++ & MASK];
    }

    double nextSeconds() {
        return seconds[next++ & MASK];
    }

    /** The phase of a node's heartbeat. */
    static long phaseNanos(int node) {
        return (RandomStream.trialSeed(1, node) >>> 1) % BEAT_NANOS;
    }
}
