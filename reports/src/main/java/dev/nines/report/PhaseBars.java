package dev.nines.report;

import dev.nines.result.DrillResult;
import dev.nines.result.PhaseMedians;
import dev.nines.result.Value;
import java.util.ArrayList;
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

    /** Of a drill without bars: what is known of its outage instead. */
    static Optional<String> notSplit(DrillResult drill, String label) {
        Value median = drill.outageSeconds().p50();
        if (row(drill, label, label).isPresent() || (!Values.says(median) && drill.unnoticed() < drill.count())) {
            return Optional.empty();
        }
        if (drill.unnoticed() == drill.count()) {
            return Optional.of(label + ": no outage");
        }
        String text = Values.text(median, Unit.SECONDS);
        return Optional.of(
                median.hasValue() && median.value() == 0
                        ? label + ": no outage in half of the runs"
                        : label + ": " + text + " in all, not split: no takeover was marked");
    }

    /** A heading with the bars, and below them what is not split; nothing when no drill has an outage. */
    static List<Block> section(String title, List<Block.BarRow> bars, List<String> notSplit) {
        List<Block> blocks = new ArrayList<>();
        if (!bars.isEmpty() || notSplit.stream().anyMatch(line -> line.contains("not split"))) {
            blocks.add(new Block.Heading(2, title));
            if (!bars.isEmpty()) {
                blocks.add(new Block.Bars(bars));
            }
            if (!notSplit.isEmpty()) {
                blocks.add(new Block.Lines(notSplit));
            }
        }
        return blocks;
    }

    private static double seconds(Value value) {
        return value.value();
    }
}
