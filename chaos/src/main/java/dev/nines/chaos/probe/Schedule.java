package dev.nines.chaos.probe;

/**
 * When probes are due: {@code count} in each period, evenly, whatever becomes of them. The times are a closed formula of the number,
 * so that nothing drifts.
 *
 * @param originNanos when probe 0 is due, since 1970 by the clock of the host that sends
 * @param periodNanos positive
 * @param count per period, 1 … 1 000 000
 */
public record Schedule(long originNanos, long periodNanos, int count) {
    private static final int COUNT_MAX = 1_000_000;

    public Schedule {
        if (periodNanos < 1 || periodNanos > 3_600_000_000_000L) {
            throw new IllegalArgumentException("period must be 1 ns … 1 h: " + periodNanos + " ns");
        }
        if (count < 1 || count > COUNT_MAX) {
            throw new IllegalArgumentException("probes per period must be 1 … " + COUNT_MAX + ": " + count);
        }
    }

    /** When probe {@code k} is due. */
    public long dueNanos(long k) {
        return originNanos + Math.multiplyExact(k / count, periodNanos) + k % count * periodNanos / count;
    }

    /** From one probe to the next, rounded down. */
    public long intervalNanos() {
        return periodNanos / count;
    }
}
