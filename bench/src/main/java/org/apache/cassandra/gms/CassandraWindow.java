package org.apache.cassandra.gms;

import java.lang.reflect.Field;

/**
 * Cassandra 4.1.7's arrival window, in milliseconds; in this package because the class is visible nowhere else.
 *
 * <p>The first beat of a window reads a constant of {@code FailureDetector}, whose initialisation wants a configured
 * Cassandra; what it does, adding 2 s to the intervals and keeping the time, is done here instead. All else is the
 * product's byte code.
 */
public final class CassandraWindow {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long INITIAL_VALUE_NANOS = 2_000_000_000;
    private static final double PHI_FACTOR = 1.0 / Math.log(10.0);
    private static final Field LAST;
    private static final Field INTERVALS;

    static {
        System.setProperty("cassandra.fd_max_interval_ms", "2000");
        // They assert a mean above 0, which does not hold after duplicates; in production assertions are off.
        ClassLoader loader = CassandraWindow.class.getClassLoader();
        loader.setClassAssertionStatus("org.apache.cassandra.gms.ArrivalWindow", false);
        LAST = field("tLast");
        INTERVALS = field("arrivalIntervals");
    }

    private final ArrivalWindow window;
    private boolean heard;

    public CassandraWindow(int samples) {
        window = new ArrivalWindow(samples);
    }

    private static Field field(String name) {
        try {
            Field field = ArrivalWindow.class.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("another version of Cassandra?", e);
        }
    }

    /** As {@code FailureDetector.report}. */
    public void heartbeat(long nowMillis) {
        if (heard) {
            window.add(nowMillis * NANOS_PER_MILLI, null);
        } else {
            heard = true;
            first(nowMillis * NANOS_PER_MILLI);
        }
    }

    private void first(long nowNanos) {
        try {
            ((ArrayBackedBoundedStats) INTERVALS.get(window)).add(INITIAL_VALUE_NANOS);
            LAST.setLong(window, nowNanos);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@code FailureDetector.interpret} compares with phi_convict_threshold: convicted when greater. */
    public double phi(long nowMillis) {
        return PHI_FACTOR * window.phi(nowMillis * NANOS_PER_MILLI);
    }
}
