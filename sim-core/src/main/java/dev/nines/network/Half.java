package dev.nines.network;

/** What one side of a connection has sent and the other has not received yet. */
final class Half {
    static final int NO_TIMER = -1;
    private static final long NEVER = -1;

    /** In order; the receiver takes from the head, so segments that overtake each other change nothing. */
    final LongRing unacknowledged = new LongRing();
    /** The head is lost, the rest waits for its retransmission. */
    boolean stalled;
    /** Counts losses and retransmissions: which of the segments in flight are void (go-back-N). */
    int epoch;
    /** While stalled: segments of the epoch before are void from this number on. */
    int lostFrom;
    /** Number of the head. */
    private int first;
    /** When the head was first sent, if it was lost since; otherwise −1. */
    long firstSent = NEVER;

    int timer = NO_TIMER;
    /** Latest arrival at the first and the second hop: segments of a connection do not overtake each other. */
    private long lastAtFirstHop;

    private long lastAtSecondHop;

    boolean lost() {
        return firstSent != NEVER;
    }

    /** Names the item at a place of the queue: its number and the epoch. */
    long mark(int place) {
        return ((long) epoch << 32) | ((first + place) & 0xFFFFFFFFL);
    }

    long lastMark() {
        return mark(unacknowledged.size() - 1);
    }

    /** Whether a segment that carries the mark still counts: it was not sent after one that was lost. */
    boolean valid(long mark) {
        int markEpoch = (int) (mark >>> 32);
        return markEpoch == epoch || (stalled && markEpoch == epoch - 1 && (int) mark - lostFrom < 0);
    }

    long pop() {
        first++;
        if (!stalled) {
            firstSent = NEVER;
        }
        return unacknowledged.pop();
    }

    void clear() {
        unacknowledged.clear();
        stalled = false;
        epoch++;
        firstSent = NEVER;
        lastAtFirstHop = 0;
        lastAtSecondHop = 0;
    }

    /** When a segment arrives that would be there at a time, if it were alone. */
    long arrival(boolean secondHop, long nanos) {
        if (secondHop) {
            lastAtSecondHop = Math.max(nanos, lastAtSecondHop);
            return lastAtSecondHop;
        }
        lastAtFirstHop = Math.max(nanos, lastAtFirstHop);
        return lastAtFirstHop;
    }
}
