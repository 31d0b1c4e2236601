package dev.nines.model;

import dev.nines.kernel.RandomStream;
import java.util.Arrays;

/**
 * When clients' requests come: a Poisson process that is a function of the seed, so that its arrivals can be looked up
 * from anywhere and skipped ones cost nothing. Time is cut into blocks of {@link #MEAN} mean intervals; draw number
 * {@code b} says how many requests fall into block {@code b}, and they fall uniformly.
 *
 * <p>One request in each interval would not do: beside even probes, a round robin balancer with three servers would meet
 * the same pattern for ever, and the depth of an outage would depend on how the two rates divide.
 */
final class Arrivals {
    /** Requests expected in a block. */
    private static final int MEAN = 64;
    /** Bound of the requests in a block, beyond which their probability is below 10^-60. */
    private static final int MOST = 256;

    private final RandomStream counts;
    private final RandomStream moments;
    private final long blockNanos;
    private final long[] times = new long[MOST];
    private long block = -1;
    private int count;

    /**
     * @param counts draw {@code b}: how many requests are in block {@code b}
     * @param moments draw {@code 256 b + i}: where one of them falls
     * @param intervalNanos mean time from one request to the next
     */
    Arrivals(RandomStream counts, RandomStream moments, long intervalNanos) {
        this.counts = counts;
        this.moments = moments;
        blockNanos = Math.multiplyExact(intervalNanos, MEAN);
    }

    /** The number of the first request at or after a time; numbers grow with time, not by ones. */
    long firstAt(long nanos) {
        load(nanos / blockNanos);
        for (int i = 0; i < count; i++) {
            if (times[i] >= nanos) {
                return block * MOST + i;
            }
        }
        return firstOf(block + 1);
    }

    long after(long number) {
        load(number / MOST);
        int next = (int) (number % MOST) + 1;
        return next < count ? number + 1 : firstOf(block + 1);
    }

    /** When a request is sent; its number comes from {@link #firstAt} or {@link #after}. */
    long timeOf(long number) {
        load(number / MOST);
        return times[(int) (number % MOST)];
    }

    private long firstOf(long from) {
        load(from);
        while (count == 0) {
            load(block + 1);
        }
        return block * MOST;
    }

    private void load(long wanted) {
        if (wanted == block) {
            return;
        }
        block = wanted;
        count = poisson(counts.doubleAt(block));
        for (int i = 0; i < count; i++) {
            times[i] = block * blockNanos + (long) (moments.doubleAt(block * MOST + i) * blockNanos);
        }
        Arrays.sort(times, 0, count);
    }

    /** The inverse of the Poisson distribution with mean {@link #MEAN}. */
    private static int poisson(double u) {
        double term = StrictMath.exp(-MEAN);
        double sum = term;
        int n = 0;
        while (sum < u && n < MOST - 1) {
            n++;
            term *= (double) MEAN / n;
            sum += term;
        }
        return n;
    }
}
