package dev.nines.report;

import static dev.nines.report.Block.Cell.of;

import dev.nines.result.CompareResult;
import dev.nines.result.Difference;
import dev.nines.result.Ignorance;
import dev.nines.result.PairIgnorance;
import dev.nines.result.PairIgnorance.BreakEven;
import dev.nines.result.RunResult;
import dev.nines.result.ServiceResult;
import dev.nines.result.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is said about what is not known: an interval of its own, beside the one of sampling and never added to it. */
final class NotKnownPage {
    private static final double YEAR_SECONDS = 31_536_000;
    private static final int NAMED = 8;

    private final CompareResult comparison;
    private final Letters letters;

    NotKnownPage(CompareResult comparison, Letters letters) {
        this.comparison = comparison;
        this.letters = letters;
    }

    /** A measure with the range in which it lies, as wide as what is not known. */
    private record Row(String label, Unit unit, Value nominal, String range) {}

    /** Empty when everything is taken as known. */
    static List<Block> ofRun(RunResult run) {
        Ignorance ignorance = run.ignorance();
        if (ignorance.isEmpty()) {
            return List.of();
        }
        List<List<Block.Cell>> cells = new ArrayList<>();
        for (Row row : rows(run)) {
            cells.add(List.of(
                    of(row.label),
                    of(Values.text(row.nominal, row.unit)),
                    of(Values.interval(row.nominal, row.unit).orElse("—")),
                    of(row.range)));
        }
        List<String> lines = new ArrayList<>();
        lines.add("more runs narrow the first interval, only knowing more the second; they are not added");
        ignorance.unknowns().stream().limit(NAMED).forEach(u -> lines.add("not known: " + u.name() + ", " + span(u)));
        if (ignorance.unknowns().size() > NAMED) {
            lines.add("and " + (ignorance.unknowns().size() - NAMED) + " more");
        }
        return List.of(
                new Block.Heading(2, "What is not known: " + drawn(ignorance.samples(), ignorance.trialsEach())),
                new Block.Table(
                        List.of("", "as written", "sampling, 95% CI", "not known, 5 % to 95 %"), List.of(), cells),
                new Block.Lines(lines));
    }

    private static String drawn(int samples, int trialsEach) {
        return "drawn " + Human.count(samples) + " times, " + trialsEach + " runs each";
    }

    private static String span(Ignorance.Unknown u) {
        return written(u.written()) + ": " + u.low() + " to " + u.high() + ", " + u.drawn();
    }

    private static String written(String text) {
        return (text.contains("..") ? "range " : "guess ") + text;
    }

    private static List<Row> rows(RunResult run) {
        ServiceResult main = Designs.mainService(run);
        List<Row> rows = new ArrayList<>();
        for (Ignorance.Range range : run.ignorance().measures()) {
            if (range.metric().equals("downtime-per-year")) {
                String shares = Unit.AVAILABILITY.formatRange(available(range.high()), available(range.low()));
                rows.add(new Row("availability", Unit.AVAILABILITY, main.years().availability(), shares));
                rows.add(row("downtime / year", main.years().downtime().mean(), Unit.SECONDS, range));
            } else if (range.metric().equals("outages-per-year")) {
                rows.add(row("outages / year", main.years().outagesPerYear(), Unit.COUNT, range));
            } else {
                String drill = range.metric().substring("drills.".length()).replace(".outage.mean", "");
                rows.add(row(
                        "outage of " + drill + ", mean",
                        main.drills().get(drill).outageSeconds().mean(),
                        Unit.SECONDS,
                        range));
            }
        }
        return rows;
    }

    private static double available(double downtimeSeconds) {
        return 1 - downtimeSeconds / YEAR_SECONDS;
    }

    private static Row row(String label, Value nominal, Unit unit, Ignorance.Range range) {
        return new Row(label, unit, nominal, unit.formatRange(range.low(), range.high()));
    }

    /** Empty when everything is taken as known. */
    List<Block> blocks() {
        if (comparison.ignorance().isEmpty()) {
            return List.of();
        }
        PairIgnorance first = comparison.ignorance().get(0);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(2, "What is not known: " + drawn(first.samples(), first.trialsEach())));
        List<String> lines = new ArrayList<>();
        comparison.ignorance().forEach(pair -> lines.addAll(lines(pair)));
        blocks.add(new Block.Lines(lines));
        blocks.add(table());
        return blocks;
    }

    /** Rows of the first design that has any; what one design does not have stays empty. */
    private Block table() {
        List<RunResult> designs = comparison.designs();
        List<String> header = new ArrayList<>(List.of("5 % to 95 % of what is not known"));
        List<String> narrow = new ArrayList<>(header);
        List<Integer> right = new ArrayList<>();
        for (RunResult design : designs) {
            header.add(letters.full(design.scenario()));
            narrow.add(letters.letter(design.scenario()));
            right.add(right.size() + 1);
        }
        List<String> labels = designs.stream()
                .flatMap(d -> rows(d).stream())
                .map(Row::label)
                .distinct()
                .toList();
        List<List<Block.Cell>> cells = new ArrayList<>();
        for (String label : labels) {
            List<Block.Cell> row = new ArrayList<>(List.of(of(label)));
            for (RunResult design : designs) {
                Optional<Row> own =
                        rows(design).stream().filter(r -> r.label.equals(label)).findFirst();
                row.add(of(own.map(Row::range).orElse("")));
            }
            cells.add(row);
        }
        return new Block.Table(header, narrow, right, cells);
    }

    private List<String> lines(PairIgnorance pair) {
        List<String> lines = new ArrayList<>();
        lines.add(share(pair) + " of what you do not know, by " + pair.metric()
                + (isOpen(pair) ? "; as written it is inconclusive: more runs first" : ""));
        for (BreakEven breakEven : pair.breakEvens()) {
            lines.add(breakEven.flips() ? flip(breakEven) : cannot(breakEven));
        }
        return lines;
    }

    /** {@code A better in 93 %}, with the others when there are any. */
    private String share(PairIgnorance pair) {
        String a = letters.letter(pair.designA());
        String b = letters.letter(pair.designB());
        List<String> parts = new ArrayList<>();
        boolean aFirst = pair.aBetter() >= pair.bBetter();
        part(aFirst ? a + " better" : b + " better", aFirst ? pair.aBetter() : pair.bBetter(), pair, parts);
        part(aFirst ? b + " better" : a + " better", aFirst ? pair.bBetter() : pair.aBetter(), pair, parts);
        part("no difference between " + a + " and " + b, pair.equal(), pair, parts);
        return String.join(", ", parts);
    }

    private static void part(String who, int count, PairIgnorance pair, List<String> parts) {
        if (count > 0) {
            parts.add(who + " in " + Math.round(100.0 * count / pair.samples()) + " %");
        }
    }

    private boolean isOpen(PairIgnorance pair) {
        return comparison.differences().stream()
                .filter(d -> d.designA().equals(pair.designA()) && d.designB().equals(pair.designB()))
                .filter(d -> d.metric().equals(pair.metric()))
                .findFirst()
                .map(d -> d.verdict().equals(Difference.INCONCLUSIVE))
                .orElse(false);
    }

    private String flip(BreakEven b) {
        String interval = b.hasInterval() ? " (95% CI " + b.low() + " to " + b.high() + ")" : "";
        return letters.letter(b.betterBelow()) + " better while " + b.unknown() + " < " + b.value() + interval + ", "
                + letters.letter(b.betterAbove()) + " better above (" + written(b.written()) + ")";
    }

    private String cannot(BreakEven b) {
        String who = b.betterBelow().isEmpty() ? "no difference" : letters.letter(b.betterBelow()) + " better";
        String span = comparison.designs().stream()
                .flatMap(d -> d.ignorance().unknowns().stream())
                .filter(u -> u.name().equals(b.unknown()))
                .findFirst()
                .map(u -> " from " + u.low() + " to " + u.high())
                .orElse("");
        return b.unknown() + " cannot flip it: " + who + span + " (" + written(b.written()) + ")";
    }
}
