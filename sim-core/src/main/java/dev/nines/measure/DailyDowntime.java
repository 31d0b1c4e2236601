package dev.nines.measure;

import java.util.Arrays;

/**
 * Unplanned downtime by days since counting began; days without any take no room. It is failed share × time, like all
 * downtime, booked on the day in which the probes were sent.
 */
public final class DailyDowntime {
    /** Length of a day. */
    public static final long DAY_NANOS = 86_400_000_000_000L;

    private long originNanos;
    private int[] days = new int[4];
    private long[] nanos = new long[4];
    private int count;

    /** Days are counted from here; before anything is added. */
    public void startAt(long timeNanos) {
        originNanos = timeNanos;
    }

    /** Wholly down from one time to another, neither before what was added already. */
    public void down(long fromNanos, long toNanos) {
        long from = fromNanos - originNanos;
        long to = toNanos - originNanos;
        while (from < to) {
            long day = Math.max(0, from / DAY_NANOS);
            long end = Math.min(to, (day + 1) * DAY_NANOS);
            book((int) day, end - from);
            from = end;
        }
    }

    /** Probes from a send time on, not before any earlier ones, each failed by a weight. */
    void probes(long fromNanos, long probes, long intervalNanos, long weight) {
        long from = fromNanos - originNanos;
        long left = probes;
        while (left > 0) {
            long day = Math.max(0, from / DAY_NANOS);
            long today = Math.min(left, ((day + 1) * DAY_NANOS - from + intervalNanos - 1) / intervalNanos);
            book((int) day, Weight.toNanos(today * weight, intervalNanos));
            left -= today;
            from += today * intervalNanos;
        }
    }

    private void book(int day, long more) {
        if (count > 0 && days[count - 1] == day) {
            nanos[count - 1] += more;
            return;
        }
        if (count == days.length) {
            days = Arrays.copyOf(days, 2 * count);
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        days[count] = day;
        nanos[count++] = more;
    }

    /** Days with any downtime. */
    public int size() {
        return count;
    }

    /** Number of the i-th day with downtime, from 0; ascending. */
    public int day(int i) {
        return days[i];
    }

    /** Downtime of the i-th day with any. */
    public long nanos(int i) {
        return nanos[i];
    }
}
