package dev.nines.protocol.detector;

/** Arrays of a detector, or a clear word about why they cannot be had; bounds of time; one step of a fingerprint. */
final class Memory {
    /** What virtual machines refuse beyond, whatever the heap. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private static final long LATEST_MILLIS = 1L << 61;

    private Memory() {}

    static int[] ints(int nodes, long perNode) {
        long length = checked(nodes) * perNode;
        if (length > LONGEST) {
            throw tooLarge(nodes, length * Integer.BYTES, null);
        }
        try {
            return new int[(int) length];
        } catch (OutOfMemoryError e) {
            throw tooLarge(nodes, length * Integer.BYTES, e);
        }
    }

    static long[] longs(int nodes) {
        try {
            return new long[(int) checked(nodes)];
        } catch (OutOfMemoryError e) {
            throw tooLarge(nodes, (long) nodes * Long.BYTES, e);
        }
    }

    private static long checked(int nodes) {
        if (nodes < 1) {
            throw new IllegalArgumentException("a detector needs at least 1 node: " + nodes);
        }
        return nodes;
    }

    private static IllegalArgumentException tooLarge(int nodes, long bytes, Throwable cause) {
        return new IllegalArgumentException(
                "a detector for " + nodes + " nodes needs an array of " + bytes
                        + " bytes, which cannot be allocated: fewer nodes, a smaller window or a larger heap (-Xmx)",
                cause);
    }

    /** Beyond, differences of two times and deadlines would overflow. */
    static void checkTime(long nowMillis) {
        if (nowMillis > LATEST_MILLIS || nowMillis < -LATEST_MILLIS) {
            throw new IllegalArgumentException("a time must lie within ±2^61 ms: " + nowMillis);
        }
    }

    static long mix(long h, long x) {
        long mixed = (h ^ x) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 29);
    }
}
