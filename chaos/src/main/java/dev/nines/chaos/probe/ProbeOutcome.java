package dev.nines.chaos.probe;

/**
 * What became of one probe. Times are nanoseconds since 1970 by the clock of the host that sends, read once and then counted by its
 * monotonic clock, so that a step of the clock moves none of them.
 *
 * @param probe number in the session's list
 * @param sequence of this probe, from 0
 * @param dueNanos when it was to be sent: it counts there
 * @param sentNanos when it was sent
 * @param doneNanos when its outcome was known
 * @param reason one word: why it is not good
 */
public record ProbeOutcome(
        int probe, long sequence, long dueNanos, long sentNanos, long doneNanos, Result result, String reason) {
    /** What a probe came to. */
    public enum Result {
        GOOD('g'),
        FAILED('f'),
        /** Failed, and the server certainly has not done what was asked. */
        REFUSED('r'),
        /** The prober was held up for longer than a probe may take: this says nothing about the service. */
        LATE('l');

        private final char letter;

        Result(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }

        static Result of(char letter) {
            for (Result result : values()) {
                if (result.letter == letter) {
                    return result;
                }
            }
            throw new IllegalArgumentException("no such outcome: " + letter);
        }
    }

    public boolean good() {
        return result == Result.GOOD;
    }

    /** By how much the sending was late. */
    public long latenessNanos() {
        return sentNanos - dueNanos;
    }

    /** From when it was due, as in all open-loop measuring, until its outcome was known. */
    public long latencyNanos() {
        return doneNanos - dueNanos;
    }
}
