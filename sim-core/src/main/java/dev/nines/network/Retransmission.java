package dev.nines.network;

import dev.nines.model.spec.NetworkSpec.SynSchedule;

/** When the client's or server's kernel sends again what was not acknowledged. */
public final class Retransmission {
    private static final long SECOND = 1_000_000_000L;
    /** Measured: retransmission k of a segment happens 0.21 · 2^k s after it was first sent (TCP_RTO_MIN + RTT). */
    private static final long FIRST_NANOS = 210_000_000L;
    /** TCP_RTO_MAX. */
    private static final long LONGEST_NANOS = 120 * SECOND;
    /** tcp_retries2 = 15 ends a connection after this time (Linux ip-sysctl). */
    public static final long GIVE_UP_NANOS = 924_600_000_000L;
    /** tcp_orphan_retries = 8: what the kernel still tries for a socket that its process closed. */
    static final long ORPHAN_GIVE_UP_NANOS = FIRST_NANOS << 8;

    /** Since tcp_syn_linear_timeouts = 4 (Linux 6.5). The last entry is the end: ETIMEDOUT. */
    private static final long[] LINEAR = seconds(1, 2, 3, 4, 5, 7, 11, 19, 35, 67, 131);
    /** tcp_syn_retries = 6 before. */
    private static final long[] EXPONENTIAL = seconds(1, 3, 7, 15, 31, 63, 127);

    private Retransmission() {}

    private static long[] seconds(long... times) {
        long[] nanos = new long[times.length];
        for (int i = 0; i < times.length; i++) {
            nanos[i] = times[i] * SECOND;
        }
        return nanos;
    }

    static long[] synTimes(SynSchedule schedule) {
        return schedule == SynSchedule.LINEAR ? LINEAR : EXPONENTIAL;
    }

    /** The next retransmission of a segment first sent {@code elapsedNanos} ago, counted from then. */
    static long next(long elapsedNanos) {
        long time = FIRST_NANOS;
        while (time <= elapsedNanos) {
            time += Math.min(time, LONGEST_NANOS);
        }
        return time;
    }
}
