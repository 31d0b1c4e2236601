package dev.nines.model.spec;

/**
 * How much is simulated.
 *
 * @param horizonNanos of one trial's years; 0: drills only
 * @param warmUpNanos of the years before the horizon, with faults, in which nothing is counted; 0: a trial starts with
 *     everything up
 */
public record RunSpec(long horizonNanos, long warmUpNanos, int trials, long seed) {

    /** Without warm-up. */
    public RunSpec(long horizonNanos, int trials, long seed) {
        this(horizonNanos, 0, trials, seed);
    }
}
