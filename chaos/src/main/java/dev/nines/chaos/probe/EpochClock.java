package dev.nines.chaos.probe;

import java.time.Instant;
import java.util.function.LongSupplier;

/** Nanoseconds since 1970, read once from the wall clock and from then on counted by the monotonic one. */
final class EpochClock implements LongSupplier {
    private static final int TRIES = 20;

    private final long offsetNanos;

    EpochClock() {
        long narrowest = Long.MAX_VALUE;
        long offset = 0;
        for (int i = 0; i < TRIES; i++) {
            long before = System.nanoTime();
            Instant wall = Instant.now();
            long after = System.nanoTime();
            if (after - before < narrowest) {
                narrowest = after - before;
                offset = wall.getEpochSecond() * 1_000_000_000L + wall.getNano() - (before + narrowest / 2);
            }
        }
        offsetNanos = offset;
    }

    @Override
    public long getAsLong() {
        return System.nanoTime() + offsetNanos;
    }
}
