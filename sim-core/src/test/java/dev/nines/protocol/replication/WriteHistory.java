package dev.nines.protocol.replication;

/**
 * Which writes of one source its clients believe in, to be laid beside what a promoted replica (or the source's own
 * disk) still has. Costs no allocation per write; what every replica has is forgotten.
 *
 * <p>The time line goes on after {@link #promote}: the new primary's first commit follows what it had received.
 */
public final class WriteHistory {
    /**
     * What a change of primary made of the writes.
     *
     * @param lostAcked acknowledged and not on the new primary
     * @param oldestLostAckNanos when the first of them was acknowledged; meaningless if there is none
     * @param newestLostAckNanos when the last of them was acknowledged; meaningless if there is none
     * @param ghosts on the new primary and never acknowledged
     * @param vanishedUnacked not on the new primary and never acknowledged
     * @param vanishedAfterRead not acknowledged, but committed in the old engine, so that others may have read it
     */
    public record Outcome(
            long lostAcked,
            long oldestLostAckNanos,
            long newestLostAckNanos,
            long ghosts,
            long vanishedUnacked,
            long vanishedAfterRead) {

        /** The span of acknowledged time that is gone when the source was lost at {@code faultNanos}; 0 if none. */
        public long lostSpanNanos(long faultNanos) {
            return lostAcked == 0 ? 0 : faultNanos - oldestLostAckNanos;
        }
    }

    private static final long NOT_ACKED = Long.MIN_VALUE;

    private final LongRing ackNanos = new LongRing(256);
    private long first;
    private long acked;
    private long engineCommitted;
    private long onEveryReplica;

    public WriteHistory() {
        this(0);
    }

    /** @param last position of the last commit before the history begins; it counts as had by all */
    public WriteHistory(long last) {
        first = last + 1;
        engineCommitted = last;
        onEveryReplica = last;
    }

    /** Position of the last commit. */
    public long last() {
        return first + ackNanos.size() - 1;
    }

    /** All writes acknowledged so far. */
    public long acked() {
        return acked;
    }

    /** Writes that are still remembered. */
    public int remembered() {
        return ackNanos.size();
    }

    /** The transaction stands in the source's binlog; positions come one after another. */
    public void onCommitted(long position) {
        if (position != last() + 1) {
            throw new IllegalStateException("commit of position " + position + " after " + last());
        }
        ackNanos.add(NOT_ACKED);
    }

    /** Visible to other sessions of the source, up to and including {@code position}. */
    public void onEngineCommitted(long position) {
        engineCommitted = Math.max(engineCommitted, position);
    }

    /** The clients of {@code fromPosition..toPosition} (both included) heard OK at {@code nowNanos}. */
    public void onAcked(long fromPosition, long toPosition, long nowNanos) {
        if (toPosition > last()) {
            throw new IllegalStateException("acknowledgement of " + toPosition + " after commit " + last());
        }
        for (long position = Math.max(first, fromPosition); position <= toPosition; position++) {
            int index = (int) (position - first);
            if (ackNanos.get(index) == NOT_ACKED) {
                ackNanos.set(index, nowNanos);
                acked++;
            }
        }
        forget();
    }

    /** Every replica has received everything up to {@code position}. */
    public void onEveryReplica(long position) {
        onEveryReplica = Math.max(onEveryReplica, position);
        forget();
    }

    /** The time line is cut after {@code survivingPosition}, what the new primary had received. */
    public Outcome promote(long survivingPosition) {
        if (survivingPosition > last()) {
            throw new IllegalStateException("position " + survivingPosition + " survives of " + last());
        }
        if (survivingPosition < first - 1) {
            throw new IllegalStateException("position " + survivingPosition + " was on every replica");
        }
        int survivors = (int) (survivingPosition - first + 1);
        long ghosts = 0;
        for (int i = 0; i < survivors; i++) {
            ghosts += ackNanos.get(i) == NOT_ACKED ? 1 : 0;
        }
        Outcome outcome = lost(survivors, ghosts);
        ackNanos.clear();
        first = survivingPosition + 1;
        engineCommitted = survivingPosition;
        onEveryReplica = survivingPosition;
        return outcome;
    }

    private Outcome lost(int survivors, long ghosts) {
        long lostAcked = 0;
        long unacked = 0;
        long read = 0;
        long oldest = Long.MAX_VALUE;
        long newest = Long.MIN_VALUE;
        for (int i = survivors; i < ackNanos.size(); i++) {
            long ackedAt = ackNanos.get(i);
            if (ackedAt == NOT_ACKED) {
                unacked++;
                read += first + i <= engineCommitted ? 1 : 0;
            } else {
                lostAcked++;
                oldest = Math.min(oldest, ackedAt);
                newest = Math.max(newest, ackedAt);
            }
        }
        return lostAcked == 0
                ? new Outcome(0, 0, 0, ghosts, unacked, read)
                : new Outcome(lostAcked, oldest, newest, ghosts, unacked, read);
    }

    /** A write leaves only when its client has heard OK: until then it can still become a ghost. */
    private void forget() {
        int count = 0;
        while (count < ackNanos.size() && first + count <= onEveryReplica && ackNanos.get(count) != NOT_ACKED) {
            count++;
        }
        ackNanos.removeFirst(count);
        first += count;
    }
}
