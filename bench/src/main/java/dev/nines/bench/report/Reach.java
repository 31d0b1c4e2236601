package dev.nines.bench.report;

import java.util.List;

/**
 * One thing that the benchmarks have to show.
 *
 * @param id short and stable: the key of the baseline
 * @param ours what we ship
 * @param peers what it stands beside; the fastest of them counts
 * @param kind what {@code goal} limits
 * @param goal a ratio, nanoseconds or bytes, by kind
 * @param hot part of the short form
 */
public record Reach(String id, String title, Kind kind, Cell ours, List<Cell> peers, double goal, boolean hot) {

    public enum Kind {
        /** The fastest peer takes at least {@code goal} times as long as we. */
        TIMES_FASTER,
        /** We take at most {@code goal} times as long as the fastest peer. */
        TIMES_SLOWER,
        /** We take at most {@code goal} nanoseconds: the only kind that depends on the machine. */
        AT_MOST_NANOS,
        /** At most {@code goal} bytes; see {@link Measured#bytesPerOperation}. */
        AT_MOST_BYTES
    }

    public Reach {
        peers = List.copyOf(peers);
    }
}
