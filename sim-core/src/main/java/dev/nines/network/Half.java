package dev.nines.network;

/** What one side of a connection has sent and the other has not received yet. */
final class Half {
    static final int NO_TIMER = -1;
    private static final long NEVER = -1;

    /** In order; the receiver takes from the head, so segments that overtake each other change nothing. */
    final LongRing unacknowledged = new LongRing();
    /** The head is lost, the rest waits for its retransmission. */
    boolean stalled;
    /** Segments in flight from before a loss carry an older number and are void: go-back-N. */
    int epoch;
    /** When the head was first sent, if it was lost since; otherwise −1. */
    long firstSent = NEVER;

    int timer = NO_TIMER;
    /** Latest arrival at the first and the second hop: segments of a connection do not overtake each other. */
    final long[] lastArrival = new long[2];

    boolean lost() {
        return firstSent != NEVER;
    }

    long pop() {
        firstSent = NEVER;
        return unacknowledged.pop();
    }

    void clear() {
        unacknowledged.clear();
        stalled = false;
        epoch++;
        firstSent = NEVER;
        lastArrival[0] = 0;
        lastArrival[1] = 0;
    }
}
