package dev.nines.measure;

/**
 * Durations counted in 1024 classes per power of two: quantiles within a thousandth, whatever their size. Nothing is
 * allocated once a power of two has been met.
 */
public final class LogHistogram {
    private static final int BITS = 10;
    private static final int CLASSES = 1 << BITS;

    private final int[][] counts = new int[Long.SIZE][];
    private long total;

    public void add(long nanos) {
        int exponent = exponent(nanos);
        if (counts[exponent] == null) {
            counts[exponent] = new int[CLASSES];
        }
        counts[exponent][(int) ((nanos >>> Math.max(0, exponent - BITS)) & (CLASSES - 1))]++;
        total++;
    }

    private static int exponent(long nanos) {
        return Math.max(BITS - 1, Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos | 1));
    }

    /** The value that a share of all is not above, spread evenly over its class; NaN when there is none. */
    public double quantile(double p) {
        double rank = p * total;
        double below = 0;
        for (int exponent = 0; exponent < counts.length; exponent++) {
            for (int i = 0; counts[exponent] != null && i < CLASSES; i++) {
                int count = counts[exponent][i];
                if (count > 0 && below + count >= rank) {
                    double width = exponent < BITS ? 1 : (double) (1L << (exponent - BITS));
                    double from = exponent < BITS ? i : (double) (CLASSES + i) * width;
                    return from + width * (rank - below) / count;
                }
                below += count;
            }
        }
        return Double.NaN;
    }
}
