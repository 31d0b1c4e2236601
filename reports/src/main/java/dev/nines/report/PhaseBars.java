package dev.nines.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The median outage of a drill, split into detect, decide, act and converge. */
final class PhaseBars {
    private static final List<String> PHASES = List.of("detect", "decide", "act", "converge");

    private PhaseBars() {}

    /** Empty when the drill has no phases, or all are nothing. */
    static Optional<Block.BarRow> row(RunView run, String service, String drill, String label) {
        List<Block.Bar> bars = new ArrayList<>();
        double sum = 0;
        for (String phase : PHASES) {
            double seconds = run.measure(service, "drills." + drill + ".phases." + phase + ".p50").value();
            if (!Double.isFinite(seconds)) {
                return Optional.empty();
            }
            bars.add(new Block.Bar(phase, seconds));
            sum += seconds;
        }
        return sum > 0 ? Optional.of(new Block.BarRow(label, bars)) : Optional.empty();
    }
}
