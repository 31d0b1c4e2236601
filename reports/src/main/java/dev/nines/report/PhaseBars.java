package dev.nines.report;

import dev.nines.result.DrillResult;
import dev.nines.result.PhaseMedians;
import dev.nines.result.Value;
import java.util.List;
import java.util.Optional;

/** The median outage of a drill, split into detect, decide, act and converge. */
final class PhaseBars {
    private PhaseBars() {}

    /** Empty when the drill has no phases, or all are nothing. */
    static Optional<Block.BarRow> row(DrillResult drill, String scale, String label) {
        PhaseMedians phases = drill.phases();
        List<Block.Bar> bars = List.of(
                new Block.Bar("detect", seconds(phases.detect())),
                new Block.Bar("decide", seconds(phases.decide())),
                new Block.Bar("act", seconds(phases.act())),
                new Block.Bar("converge", seconds(phases.converge())));
        double sum = bars.stream().mapToDouble(Block.Bar::seconds).sum();
        return Double.isFinite(sum) && sum > 0 ? Optional.of(new Block.BarRow(scale, label, bars)) : Optional.empty();
    }

    private static double seconds(Value value) {
        return value.value();
    }
}
