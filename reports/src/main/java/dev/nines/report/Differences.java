package dev.nines.report;

import static dev.nines.report.Block.Cell.of;

import dev.nines.result.CompareResult;
import dev.nines.result.Difference;
import dev.nines.result.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of a comparison, by design and measure. */
final class Differences {
    private final List<Difference> rows;
    private final Letters letters;
    private final Map<String, String> mainServices = new LinkedHashMap<>();
    private final Map<String, String> detectors = new LinkedHashMap<>();
    private final Set<String> detectorMetrics = new LinkedHashSet<>();

    Differences(CompareResult comparison, Letters letters) {
        this.rows = comparison.differences();
        this.letters = letters;
        comparison.designs().forEach(design -> mainServices.put(design.scenario(), design.mainService()));
        comparison
                .designs()
                .forEach(design ->
                        DetectorRows.service(design).ifPresent(name -> detectors.put(design.scenario(), name)));
        DetectorRows.ofDesigns(comparison.designs()).forEach(row -> detectorMetrics.add(row.metric()));
    }

    /** The designs that are compared with the first, or with the one named by {@code --against}. */
    List<String> designs() {
        return rows.stream().map(Difference::designB).distinct().toList();
    }

    /** {@code B − A}. */
    String pair(String design) {
        String against = rows.stream()
                .filter(row -> row.designB().equals(design))
                .findFirst()
                .map(Difference::designA)
                .orElse("");
        return letters.letter(design) + " − " + letters.letter(against);
    }

    boolean has(String design, Measure measure) {
        return row(design, measure).isPresent();
    }

    private Optional<Difference> row(String design, Measure measure) {
        return row(design, measure.metric(), mainServices);
    }

    boolean has(String design, DetectorRows.Row detectorRow) {
        return row(design, detectorRow.metric(), detectors).isPresent();
    }

    private Optional<Difference> row(String design, String metric, Map<String, String> services) {
        return rows.stream()
                .filter(row -> row.designB().equals(design) && row.metric().equals(metric))
                .filter(row -> isOf(row, services))
                .findFirst();
    }

    /** The services of two designs may have different names: {@code front / web}. */
    private static boolean isOf(Difference row, Map<String, String> services) {
        String name = services.getOrDefault(row.designB(), "");
        return row.service().equals(name) || row.service().endsWith(" / " + name);
    }

    /** A page has a row for it. */
    private boolean isShown(Difference row) {
        return (isOf(row, mainServices) && Measure.isShown(row.metric()))
                || (isOf(row, detectors) && detectorMetrics.contains(row.metric()));
    }

    /** A design's own value, for measures that stand in the differences alone. */
    Value value(String design, Measure measure) {
        for (String other : designs()) {
            Optional<Difference> row = row(other, measure);
            if (row.isPresent() && row.get().designA().equals(design)) {
                return row.get().a();
            }
            if (row.isPresent() && other.equals(design)) {
                return row.get().b();
            }
        }
        return Value.missing("not compared");
    }

    /** The difference with its interval, and the verdict; two empty cells where the measure was not compared. */
    List<Block.Cell> cells(String design, Measure measure) {
        return cells(row(design, measure), measure.unit());
    }

    /** The same for what failure detectors do. */
    List<Block.Cell> cells(String design, DetectorRows.Row detectorRow) {
        return cells(row(design, detectorRow.metric(), detectors), detectorRow.unit());
    }

    private List<Block.Cell> cells(Optional<Difference> found, Unit unit) {
        return found.map(row -> List.of(of(Values.difference(row.difference(), unit)), verdict(row)))
                .orElseGet(() -> List.of(of(""), of("")));
    }

    private Block.Cell verdict(Difference row) {
        return switch (row.verdict()) {
            case Difference.A_BETTER -> of(letters.letter(row.designA()) + " better");
            case Difference.B_BETTER -> of(letters.letter(row.designB()) + " better");
            case Difference.INCONCLUSIVE ->
                new Block.Cell(Mark.INCONCLUSIVE, Difference.INCONCLUSIVE + (isByTable(row) ? " *" : ""));
            default -> of(row.verdict());
        };
    }

    /** About how many runs would settle what is inconclusive on the page; one line per pair. */
    List<String> toSettle() {
        List<String> lines = new ArrayList<>();
        for (String design : designs()) {
            List<String> parts = new ArrayList<>();
            for (Difference row : rows) {
                double trials = row.trialsToSettle().value();
                boolean unsettled = row.verdict().equals(Difference.INCONCLUSIVE) && Double.isFinite(trials);
                if (unsettled && row.designB().equals(design) && isShown(row)) {
                    parts.add(row.metric() + " " + Human.count(Math.ceil(trials)));
                }
            }
            if (!parts.isEmpty()) {
                lines.add("inconclusive: runs that would settle " + pair(design) + ", roughly: "
                        + String.join(", ", parts));
            }
        }
        return lines;
    }

    /** It would be a verdict if no other row of its table had been looked at. */
    private static boolean isByTable(Difference row) {
        return row.verdict().equals(Difference.INCONCLUSIVE)
                && !row.verdictAlone().equals(Difference.INCONCLUSIVE);
    }

    /** How verdicts of one table hang together; said where there are any. */
    List<String> together() {
        List<String> lines = new ArrayList<>();
        boolean any = rows.stream().anyMatch(row -> row.pAdjusted().hasValue());
        if (any) {
            lines.add("verdicts of one table hold together with 95 % confidence: adjusted by Holm's procedure");
        }
        if (rows.stream().anyMatch(row -> isByTable(row) && isShown(row))) {
            lines.add("*: better by its own interval, but so many rows show one such by chance");
        }
        return lines;
    }

    /** Where the length of an outage and what it costs speak for different designs; one line per drill, or the years. */
    List<String> opposite() {
        List<String> lines = new ArrayList<>();
        for (Difference cost : rows) {
            String metric = cost.metric();
            String length = metric.equals("downtime-per-year")
                    ? "outage-time-per-year"
                    : metric.endsWith(".downtime") ? metric.replace(".downtime", ".outage.p50") : "";
            if (isOf(cost, mainServices)) {
                row(cost.designB(), length, mainServices)
                        .filter(other -> isOpposite(other, cost))
                        .ifPresent(other -> lines.add(length + " speaks for " + better(other) + ", " + metric + " for "
                                + better(cost) + ": the outages of " + better(other)
                                + " are shorter, but more of the service is gone in them (depth)"));
            }
        }
        return lines;
    }

    private static boolean isOpposite(Difference a, Difference b) {
        boolean oneWay = a.verdict().equals(Difference.A_BETTER) && b.verdict().equals(Difference.B_BETTER);
        return oneWay || (a.verdict().equals(Difference.B_BETTER) && b.verdict().equals(Difference.A_BETTER));
    }

    private String better(Difference row) {
        return letters.letter(row.verdict().equals(Difference.A_BETTER) ? row.designA() : row.designB());
    }

    /** Which luck the designs shared, and what that was worth; one line per pair. */
    List<String> sharedLuck() {
        List<String> lines = new ArrayList<>();
        for (String design : designs()) {
            List<Difference> pair =
                    rows.stream().filter(row -> row.designB().equals(design)).toList();
            List<String> streams = pair.get(0).sharedStreams();
            if (streams.isEmpty()) {
                lines.add(pair(design) + ": unpaired, the designs share no random streams");
                continue;
            }
            String ratio = pair.stream()
                    .filter(row -> Double.isFinite(row.varianceRatio().value()))
                    .findFirst()
                    .map(row -> "; variance of " + row.metric() + " "
                            + Human.threeDigits(row.varianceRatio().value()) + " times smaller than unpaired")
                    .orElse("");
            lines.add(pair(design) + ": common random numbers for " + String.join(", ", streams) + ratio);
        }
        return lines;
    }
}
