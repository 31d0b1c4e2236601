package dev.nines.stats;

import dev.nines.kernel.RandomStream;
import java.util.Arrays;

/** Resampling of trials with a fixed, counter-based stream: the same data give the same interval. */
final class Bootstrap {
    private static final long SEED = 1;

    private final RandomStream random;
    private final int resamples;

    /** @param purpose names the stream, so that different figures do not share their luck */
    Bootstrap(String purpose, int trials) {
        random = new RandomStream(SEED, "bootstrap", purpose);
        // The end of an interval then moves by less than a tenth of its width between streams.
        resamples = trials > 5000 ? 999 : 1999;
    }

    int resamples() {
        return resamples;
    }

    /** How often each trial is drawn in the next resample. */
    void draw(int[] times) {
        Arrays.fill(times, 0);
        for (int i = 0; i < times.length; i++) {
            times[random.nextInt(times.length)]++;
        }
    }

    /** The empirical quantile of sorted values, by rank ⌈p·(n+1)⌉. */
    static double quantileOfSorted(double[] sorted, double p) {
        int rank = (int) Math.ceil(p * (sorted.length + 1) - 1e-9);
        return sorted[Math.max(1, Math.min(sorted.length, rank)) - 1];
    }

    /** Two-sided p-value of a figure by its resampled law under the hypothesis; never below 2 ÷ (resamples + 1). */
    static double pValue(double[] sorted, double figure) {
        int notAbove = 0;
        int notBelow = 0;
        for (double drawn : sorted) {
            notAbove += drawn <= figure ? 1 : 0;
            notBelow += drawn >= figure ? 1 : 0;
        }
        return Math.min(1, 2.0 * (Math.min(notAbove, notBelow) + 1) / (sorted.length + 1));
    }
}
