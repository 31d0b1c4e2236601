package dev.nines.kernel;

/**
 * A counter-based stream of random numbers: draw number {@code k} is a pure function of (seed, name, k). Adding a
 * component, skipping draws or drawing out of order therefore never shifts anybody else's luck.
 *
 * <p>The mixing function is the 64-bit finaliser of SplitMix64 (Steele, Lea, Flood 2014) applied twice.
 */
public final class RandomStream {
    /** No stream gives a smaller number. */
    public static final double LEAST = 0x1p-53;
    /** Nor a greater one: what a law makes of it is the longest that can be drawn. */
    public static final double GREATEST = 1 - 0x1p-53;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long key;
    private long next;
    private final long[] used;

    /**
     * @param seed of the trial
     * @param component who draws: a component or client of the scenario
     * @param purpose what for: {@code "repair"}, {@code "service-time"}, …
     */
    public RandomStream(long seed, String component, String purpose) {
        this(seed, component, purpose, new long[1]);
    }

    /** @param used counts the draws of all streams that share it */
    RandomStream(long seed, String component, String purpose, long[] used) {
        this.used = used;
        key = mix(mix(seed ^ hash(component)) + GOLDEN * hash(purpose));
    }

    /** The seed of trial number {@code trial} of a run: trials are independent and numbered from 0. */
    public static long trialSeed(long seed, int trial) {
        return mix(mix(seed) + GOLDEN * (trial + 1L));
    }

    /** The next number, uniform on the open interval (0, 1). */
    public double nextDouble() {
        return doubleAt(next++);
    }

    /** Draw number {@code k}, uniform on (0, 1), whatever has been drawn before. */
    public double doubleAt(long k) {
        return ((longAt(k) >>> 12) + 0.5) * 0x1.0p-52;
    }

    /** Draw number {@code k}: 64 random bits. */
    public long longAt(long k) {
        used[0]++;
        return mix(mix(key + GOLDEN * k) ^ key);
    }

    /** The next integer, uniform on 0 … bound−1. */
    public int nextInt(int bound) {
        return (int) (nextDouble() * bound);
    }

    /** How many sequential draws were made. */
    public long drawn() {
        return next;
    }

    /** How often a number was taken, sequential or not: a steady group must not have taken any. */
    long used() {
        return used[0];
    }

    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static long hash(String text) {
        long h = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0x100000001B3L;
        }
        return mix(h);
    }
}
