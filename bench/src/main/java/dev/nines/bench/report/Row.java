package dev.nines.bench.report;

import java.util.List;
import java.util.Optional;

/**
 * A {@link Reach} with what was measured.
 *
 * @param best the fastest peer; empty when the reach has none
 * @param ratio of the fastest peer's time to ours; of nothing when there is no peer
 * @param change to the baseline
 */
public record Row(
        Reach reach,
        Measured ours,
        List<Measured> peers,
        Optional<Measured> best,
        Optional<LogRatio> ratio,
        Change change) {

    /** What became of it since the baseline: a ratio beside a peer where there is one, so that the machine cancels. */
    public record Change(Verdict verdict, double factor, double low, double high) {
        public static final Change NONE = new Change(Verdict.NO_BASELINE, Double.NaN, Double.NaN, Double.NaN);
    }

    public enum Verdict {
        NO_BASELINE("no baseline"),
        NO_CHANGE("no change"),
        FASTER("faster"),
        SLOWER("slower");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public Row {
        peers = List.copyOf(peers);
    }

    /** Whether the goal is reached by the middle of the measurements. */
    public boolean reached() {
        return switch (reach.kind()) {
            case TIMES_FASTER -> ratio.orElseThrow().value() >= reach.goal();
            case TIMES_SLOWER -> 1 / ratio.orElseThrow().value() <= reach.goal();
            case AT_MOST_NANOS -> ours.median() <= reach.goal();
            case AT_MOST_BYTES -> ours.bytesPerOperation() <= reach.goal();
        };
    }
}
