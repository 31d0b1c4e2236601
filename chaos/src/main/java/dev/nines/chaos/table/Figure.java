package dev.nines.chaos.table;

import dev.nines.measure.Losses;
import java.util.List;
import java.util.function.LongPredicate;

/** A number that one repetition has, and one simulated drill too. */
public enum Figure {
    /** Outages that began before the fault was out, together. */
    OUTAGE("outage") {
        @Override
        long nanos(List<Span> outages, long holdNanos) {
            return sum(outages, start -> start < holdNanos - EDGE_NANOS);
        }
    },
    /** Outages that began when the fault was out, together. */
    AT_HEAL("outage at the return") {
        @Override
        long nanos(List<Span> outages, long holdNanos) {
            return sum(outages, start -> start >= holdNanos - EDGE_NANOS);
        }
    },
    /** From the undo of the fault to the end of the last outage; 0: it had ended before. */
    RETURN("return after the undo") {
        @Override
        long nanos(List<Span> outages, long holdNanos) {
            long end = outages.stream().mapToLong(Span::endNanos).max().orElse(0);
            return Math.max(0, end - holdNanos);
        }
    },
    /** Acknowledged writes that nobody has any more; a count, not a time. */
    LOST("lost writes") {
        @Override
        long nanos(List<Span> outages, long holdNanos) {
            throw new IllegalStateException("not of outages");
        }
    };

    /** An outage that the return causes may seem to begin one probe earlier. */
    private static final long EDGE_NANOS = 20_000_000L;

    private final String text;

    Figure(String text) {
        this.text = text;
    }

    /** What it is, for people. */
    public String text() {
        return text;
    }

    /** An outage, in nanoseconds since the fault. */
    public record Span(long startNanos, long endNanos) {}

    abstract long nanos(List<Span> outages, long holdNanos);

    /** @param losses only asked for what is lost */
    long of(List<Span> outages, long holdNanos, Losses losses) {
        return this == LOST ? losses.lost() : nanos(outages, holdNanos);
    }

    boolean isTime() {
        return this != LOST;
    }

    private static long sum(List<Span> outages, LongPredicate starts) {
        return outages.stream()
                .filter(outage -> starts.test(outage.startNanos()))
                .mapToLong(outage -> outage.endNanos() - outage.startNanos())
                .sum();
    }
}
