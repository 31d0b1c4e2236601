package dev.nines.measure;

/**
 * How far a probe failed, as an integer, so that sums are exact and do not depend on their order: 0 is good,
 * {@link #FAILED} is failed, a probe of a skipped stretch may be anything between. 2^24 leaves room for 5·10^11 failed
 * probes, 170 years of one each 10 ms.
 */
final class Weight {
    static final long FAILED = 1L << 24;

    private Weight() {}

    static long ofShare(double share) {
        return Math.round(share * FAILED);
    }

    /** Rounded up, so that a share that is exactly at the threshold is not below it. */
    static long ofShareRoundedUp(double share) {
        return (long) Math.ceil(share * FAILED);
    }

    static double toShare(long weight) {
        return (double) weight / FAILED;
    }

    static long toCount(long weight) {
        return (weight + FAILED / 2) / FAILED;
    }

    static long toNanos(long weight, long intervalNanos) {
        long whole = weight / FAILED * intervalNanos;
        return whole + (weight % FAILED * intervalNanos + FAILED / 2) / FAILED;
    }
}
