package dev.nines.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lays what was measured beside what should be reached, and beside a baseline. */
public final class Table {
    /** Beyond this factor a significant change is called one: the code of a method moves by a few percent by itself. */
    static final double MARGIN = 1.05;

    private Table() {}

    /** @param measured by cell; a reach of which our cell is missing has no row */
    public static List<Row> of(List<Reach> reaches, Map<Cell, Measured> measured, Optional<Baseline> baseline) {
        List<Row> rows = new ArrayList<>();
        for (Reach reach : reaches) {
            Measured ours = measured.get(reach.ours());
            if (ours != null) {
                rows.add(row(reach, ours, measured, baseline));
            }
        }
        return rows;
    }

    private static Row row(Reach reach, Measured ours, Map<Cell, Measured> measured, Optional<Baseline> baseline) {
        List<Measured> peers = new ArrayList<>();
        for (Cell peer : reach.peers()) {
            if (measured.containsKey(peer)) {
                peers.add(measured.get(peer));
            }
        }
        Optional<Measured> best = peers.stream().min(Comparator.comparingDouble(Measured::median));
        Optional<LogRatio> ratio = best.map(peer -> LogRatio.of(peer.samples(), ours.samples()));
        LogRatio now = ratio.orElseGet(() -> LogRatio.of(List.of(1.0), ours.samples()));
        Row.Change change = baseline.flatMap(b -> b.ratio(reach.id()))
                .map(before -> change(now.over(before)))
                .orElse(Row.Change.NONE);
        return new Row(reach, ours, peers, best, ratio, change);
    }

    /** @param speed how many times faster than before */
    private static Row.Change change(LogRatio speed) {
        Row.Verdict verdict = Row.Verdict.NO_CHANGE;
        if (speed.low() > 1 && speed.value() > MARGIN) {
            verdict = Row.Verdict.FASTER;
        } else if (speed.high() < 1 && speed.value() < 1 / MARGIN) {
            verdict = Row.Verdict.SLOWER;
        }
        return new Row.Change(verdict, speed.value(), speed.low(), speed.high());
    }
}
