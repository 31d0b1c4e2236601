package dev.nines.report;

import static dev.nines.report.Block.Cell.of;

import dev.nines.result.CompareResult;
import dev.nines.result.Difference;
import dev.nines.result.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of a comparison, by design and measure. */
final class Differences {
    private final List<Difference> rows;
    private final Letters letters;
    private final Map<String, String> mainServices = new LinkedHashMap<>();

    Differences(CompareResult comparison, Letters letters) {
        this.rows = comparison.differences();
        this.letters = letters;
        comparison.designs().forEach(design -> mainServices.put(design.scenario(), design.mainService()));
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
        return rows.stream()
                .filter(row -> row.designB().equals(design) && row.metric().equals(measure.metric()))
                .filter(row -> isOfMainService(row, design))
                .findFirst();
    }

    /** The main services of two designs may have different names: {@code front / web}. */
    private boolean isOfMainService(Difference row, String design) {
        String main = mainServices.getOrDefault(design, "");
        return row.service().equals(main) || row.service().endsWith(" / " + main);
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
        return row(design, measure)
                .map(row -> List.of(of(Values.difference(row.difference(), measure.unit())), verdict(row)))
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
                if (unsettled
                        && row.designB().equals(design)
                        && isOfMainService(row, design)
                        && Measure.isShown(row.metric())) {
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
        if (rows.stream().anyMatch(row -> isByTable(row) && Measure.isShown(row.metric()))) {
            lines.add("*: better by its own interval, but so many rows show one such by chance");
        }
        return lines;
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
