package dev.nines.report;

import static dev.nines.report.Block.Cell.of;

import dev.nines.result.DetectionResult;
import dev.nines.result.DetectorResult;
import dev.nines.result.Distribution;
import dev.nines.result.RunResult;
import dev.nines.result.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What failure detectors did, in seconds of silence and in mistakes: never in units of their own such as phi. */
final class DetectorRows {
    private static final String SILENCE = "silence until suspicion";
    private static final String BETWEEN = "between mistakes, mean";
    private static final String STOP = "stop until suspicion";

    private DetectorRows() {}

    /** A heading and tables for each heartbeat service of a run. */
    static List<Block> ofRun(RunResult run) {
        List<Block> blocks = new ArrayList<>();
        run.detectors().forEach((name, detector) -> {
            blocks.add(new Block.Heading(2, "Failure detectors of " + name));
            if (detector.years().count() > 0) {
                blocks.add(years(detector));
            }
            if (!detector.drills().isEmpty()) {
                blocks.add(drills(detector));
            }
        });
        return blocks;
    }

    private static Block years(DetectorResult detector) {
        DetectionResult years = detector.years();
        List<List<Block.Cell>> rows = new ArrayList<>();
        row(rows, "suspicions / year", detector.suspicionsPerYear(), Unit.COUNT);
        row(rows, "false suspicions / year", detector.falseSuspicionsPerYear(), Unit.COUNT);
        row(rows, BETWEEN, detector.mistakeRecurrenceSeconds(), Unit.SECONDS);
        row(rows, SILENCE + " p50", years.silenceSeconds().p50(), Unit.SECONDS);
        row(rows, STOP + " p50", years.detectionSeconds().p50(), Unit.SECONDS);
        row(rows, STOP + " p99", years.detectionSeconds().p99(), Unit.SECONDS);
        row(rows, "mistake, mean", years.mistakeSeconds().mean(), Unit.SECONDS);
        if (!wrong(years).isEmpty()) {
            rows.add(List.of(of("who was wrong"), of(wrong(years)), of("")));
        }
        return new Block.Table(List.of("", "", ""), List.of(), rows);
    }

    private static void row(List<List<Block.Cell>> rows, String label, Value value, Unit unit) {
        if (Values.says(value)) {
            String interval =
                    Values.interval(value, unit).map(i -> "95% CI " + i).orElse("");
            rows.add(List.of(of(label), of(Values.text(value, unit)), of(interval)));
        }
    }

    private static Block drills(DetectorResult detector) {
        List<List<Block.Cell>> rows = new ArrayList<>();
        detector.drills()
                .forEach((name, drill) -> rows.add(List.of(
                        of(name),
                        of(range(drill.silenceSeconds())),
                        of(Values.text(drill.detectionSeconds().p50(), Unit.SECONDS)),
                        of(Values.text(drill.detectionSeconds().max(), Unit.SECONDS)),
                        of(runs(drill, drill.suspected())),
                        of(runs(drill, drill.falselySuspected())),
                        of(wrong(drill)))));
        List<String> header =
                List.of("", SILENCE, STOP + ", p50", "longest", "suspected in", "falsely in", "who was wrong");
        List<String> narrow = List.of("", "silence", "stop, p50", "longest", "susp. in", "falsely in", "wrong");
        return new Block.Table(header, narrow, List.of(1, 2, 3, 4, 5), rows);
    }

    private static String range(Distribution seconds) {
        return seconds.min().hasValue()
                ? Unit.SECONDS.formatRange(seconds.min().value(), seconds.max().value())
                : "—";
    }

    private static String runs(DetectionResult drill, long runs) {
        return Human.count(runs) + " of " + Human.count(drill.count());
    }

    /** {@code observer 12, network 3}: who was late, in all false suspicions. */
    private static String wrong(DetectionResult result) {
        List<String> parts = new ArrayList<>();
        part(parts, "observer", result.wrongObserver());
        part(parts, "target", result.wrongTarget());
        part(parts, "network", result.wrongNetwork());
        return String.join(", ", parts);
    }

    private static void part(List<String> parts, String who, long times) {
        if (times > 0) {
            parts.add(who + " " + Human.count(times));
        }
    }

    /**
     * A row of a comparison.
     *
     * @param metric what is compared, as differences call it; empty when nothing is
     * @param unit of the metric
     * @param text what a design has to say
     */
    record Row(String label, String metric, Unit unit, Function<RunResult, String> text) {}

    static List<Row> ofDesigns(List<RunResult> designs) {
        List<Row> rows = new ArrayList<>();
        rows.add(ofYears(
                "false suspicions / year",
                "false-suspicions-per-year",
                Unit.COUNT,
                DetectorResult::falseSuspicionsPerYear));
        rows.add(ofYears(BETWEEN, "mistake-recurrence", Unit.SECONDS, DetectorResult::mistakeRecurrenceSeconds));
        rows.add(ofYears(
                "mistake, mean",
                "mistake.mean",
                Unit.SECONDS,
                d -> d.years().mistakeSeconds().mean()));
        rows.add(ofYears(
                SILENCE + ", p50",
                "",
                Unit.SECONDS,
                d -> d.years().silenceSeconds().p50()));
        rows.add(ofYears(
                STOP + ", mean",
                "detection.mean",
                Unit.SECONDS,
                d -> d.years().detectionSeconds().mean()));
        for (String drill : drills(designs)) {
            rows.add(ofDrill(drill, SILENCE, "", Unit.SECONDS, d -> range(d.silenceSeconds())));
            rows.add(ofDrill(
                    drill,
                    STOP + ", mean",
                    "detection.mean",
                    Unit.SECONDS,
                    d -> Values.text(d.detectionSeconds().mean(), Unit.SECONDS)));
            rows.add(ofDrill(drill, "suspected in", "", Unit.COUNT, d -> runs(d, d.suspected())));
            rows.add(ofDrill(drill, "falsely in", "falsely-suspected", Unit.SHARE, d -> runs(d, d.falselySuspected())));
            rows.add(ofDrill(
                    drill,
                    "mistake, mean",
                    "mistake.mean",
                    Unit.SECONDS,
                    d -> Values.text(d.mistakeSeconds().mean(), Unit.SECONDS)));
        }
        rows.removeIf(row ->
                designs.stream().allMatch(design -> row.text.apply(design).equals("—")));
        return rows;
    }

    private static Set<String> drills(List<RunResult> designs) {
        Set<String> drills = new LinkedHashSet<>();
        designs.forEach(
                design -> first(design).ifPresent(d -> drills.addAll(d.drills().keySet())));
        return drills;
    }

    private static Row ofYears(String label, String metric, Unit unit, Function<DetectorResult, Value> value) {
        return new Row(
                label,
                metric,
                unit,
                cell(d -> d.years().count() > 0 ? Optional.of(Values.text(value.apply(d), unit)) : Optional.empty()));
    }

    private static Row ofDrill(
            String drill, String label, String metric, Unit unit, Function<DetectionResult, String> text) {
        String path = metric.isEmpty() ? "" : "drills." + drill + "." + metric;
        return new Row(
                drill + ": " + label,
                path,
                unit,
                cell(d -> Optional.ofNullable(d.drills().get(drill)).map(text)));
    }

    private static Function<RunResult, String> cell(Function<DetectorResult, Optional<String>> text) {
        return design -> first(design).flatMap(text).orElse("—");
    }

    static Optional<String> service(RunResult design) {
        return design.detectors().keySet().stream().findFirst();
    }

    private static Optional<DetectorResult> first(RunResult design) {
        return design.detectors().values().stream().findFirst();
    }
}
