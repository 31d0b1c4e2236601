package dev.nines.chaos.probe;

/** One probe under way. */
final class Exchange {
    final long sequence;
    final long dueNanos;
    final long sentNanos;
    boolean done;
    /** What carries it, as its prober knows it. */
    Connection connection;

    Exchange(long sequence, long dueNanos, long sentNanos) {
        this.sequence = sequence;
        this.dueNanos = dueNanos;
        this.sentNanos = sentNanos;
    }
}
