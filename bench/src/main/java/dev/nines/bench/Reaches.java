package dev.nines.bench;

import dev.nines.bench.report.Cell;
import dev.nines.bench.report.Reach;
import java.util.List;

/** What the benchmarks have to show, line by line. */
final class Reaches {
    private Reaches() {}

    static List<Reach> all() {
        return List.of(new Reach(
                "hold-1e2",
                "hold, 100 pending",
                Reach.Kind.AT_MOST_NANOS,
                Cell.of("EventQueueBenchmark.ours", "pending=100"),
                List.of(),
                100,
                true));
    }
}
