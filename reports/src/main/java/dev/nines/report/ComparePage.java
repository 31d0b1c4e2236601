package dev.nines.report;

import static dev.nines.report.Block.Cell.of;

import dev.nines.result.AspectRow;
import dev.nines.result.CompareResult;
import dev.nines.result.DrillResult;
import dev.nines.result.RunResult;
import dev.nines.result.Value;
import dev.nines.result.ViolationResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What is said about several designs side by side. */
final class ComparePage {
    private final List<RunResult> designs;
    private final List<AspectRow> aspects;
    private final Letters letters;
    private final Differences differences;
    private final Evidence evidence;
    private final String folder;
    private final List<Block> page = new ArrayList<>();

    private ComparePage(CompareResult comparison, Evidence evidence, String folder) {
        this.designs = comparison.designs();
        this.aspects = comparison.aspects();
        this.letters = new Letters(designs);
        this.differences = new Differences(comparison, letters);
        this.evidence = evidence;
        this.folder = folder;
    }

    /** @param folder of the result, as the reader can type it */
    static List<Block> blocks(CompareResult comparison, Evidence evidence, String folder) {
        ComparePage page = new ComparePage(comparison, evidence, folder);
        page.head();
        page.numbers();
        page.detectors();
        page.page.addAll(new NotKnownPage(comparison, page.letters).blocks());
        page.safety();
        page.sixRows();
        page.phases();
        page.objectives();
        page.lookAt();
        page.ground();
        return page.page;
    }

    private void head() {
        RunResult first = designs.get(0);
        String hashes =
                String.join(" / ", designs.stream().map(RunResult::inputHash).toList());
        page.add(new Block.Heading(
                1,
                "nines " + first.version() + " · seed " + first.seed() + " · " + RunPage.runs(first)
                        + " of each design · inputs " + hashes));
        List<String> lines = new ArrayList<>();
        for (RunResult design : designs) {
            lines.add(letters.full(design.scenario()) + (design.title().isEmpty() ? "" : ": " + design.title()));
        }
        designs.stream()
                .filter(design -> !design.complete())
                .findFirst()
                .ifPresent(design -> lines.add(RunPage.incomplete(design)));
        page.add(new Block.Lines(lines));
    }

    /** Two designs fit in one table with their difference; more have a table of values and one for each difference. */
    private void numbers() {
        List<String> pairs = designs.size() == 2 ? differences.designs() : List.of();
        double horizon = Designs.mainService(designs.get(0)).years().horizonSeconds();
        if (horizon > 0) {
            String years = RunPage.runs(designs.get(0)) + " × " + Human.duration(horizon) + " of faults";
            table(years, Measure.YEARS, pairs);
        }
        for (String drill : Designs.drills(designs)) {
            table("Drill " + drill, Measure.ofDrill(drill), pairs);
        }
        if (pairs.isEmpty()) {
            differences.designs().forEach(this::differenceTable);
        }
        List<String> lines = new ArrayList<>();
        Notes.fewRuns(designs).ifPresent(lines::add);
        lines.addAll(differences.together());
        lines.addAll(differences.opposite());
        lines.addAll(differences.toSettle());
        designs.forEach(design ->
                Stopping.lines(design).forEach(line -> lines.add(letters.letter(design.scenario()) + ": " + line)));
        lines.addAll(differences.sharedLuck());
        page.add(new Block.Heading(2, "About these numbers"));
        page.add(new Block.Lines(lines));
    }

    /** @param pairs designs whose difference is shown in the same table: one or none */
    private void table(String title, List<Measure> measures, List<String> pairs) {
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (Measure measure : measures) {
            List<Value> values =
                    designs.stream().map(design -> value(design, measure)).toList();
            if (values.stream().anyMatch(Values::says)) {
                List<Block.Cell> row = new ArrayList<>(List.of(of(measure.label())));
                values.forEach(value -> row.add(of(Values.text(value, measure.unit()))));
                pairs.forEach(design -> row.addAll(differences.cells(design, measure)));
                rows.add(row);
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        page.add(new Block.Heading(2, title));
        List<String> header = header(pairs);
        page.add(new Block.Table(header, narrow(header), valueColumns(), rows));
    }

    private Value value(RunResult design, Measure measure) {
        Value value = measure.from().apply(Designs.mainService(design));
        return Values.says(value) ? value : differences.value(design.scenario(), measure);
    }

    private void differenceTable(String design) {
        List<Measure> measures = new ArrayList<>(Measure.YEARS);
        Designs.drills(designs).forEach(drill -> measures.addAll(Measure.ofDrill(drill)));
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (Measure measure : measures) {
            if (differences.has(design, measure)) {
                List<Block.Cell> row = new ArrayList<>(List.of(of(measure.longLabel())));
                row.addAll(differences.cells(design, measure));
                rows.add(row);
            }
        }
        for (DetectorRows.Row row : DetectorRows.ofDesigns(designs)) {
            if (differences.has(design, row)) {
                List<Block.Cell> cells = new ArrayList<>(List.of(of(row.label())));
                cells.addAll(differences.cells(design, row));
                rows.add(cells);
            }
        }
        if (!rows.isEmpty()) {
            String pair = differences.pair(design);
            page.add(new Block.Heading(2, pair));
            page.add(new Block.Table(List.of("", pair + " (95% CI)", "verdict"), List.of(), rows));
        }
    }

    private List<String> header(List<String> pairs) {
        List<String> header = header();
        for (String design : pairs) {
            header.add(differences.pair(design) + " (95% CI)");
            header.add("verdict");
        }
        return header;
    }

    private List<String> header() {
        List<String> header = new ArrayList<>(List.of(""));
        designs.forEach(design -> header.add(letters.full(design.scenario())));
        return header;
    }

    /** Letters alone in place of the designs' names; the head of the page says whose they are. */
    private List<String> narrow(List<String> header) {
        List<String> narrow = new ArrayList<>(header);
        for (int i = 0; i < designs.size(); i++) {
            narrow.set(i + 1, letters.letter(designs.get(i).scenario()));
        }
        return narrow;
    }

    private List<Integer> valueColumns() {
        List<Integer> columns = new ArrayList<>();
        for (int i = 1; i <= designs.size(); i++) {
            columns.add(i);
        }
        return columns;
    }

    private void detectors() {
        List<String> pairs = designs.size() == 2 ? differences.designs() : List.of();
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (DetectorRows.Row row : DetectorRows.ofDesigns(designs)) {
            List<Block.Cell> cells = new ArrayList<>(List.of(of(row.label())));
            designs.forEach(design -> cells.add(of(row.text().apply(design))));
            pairs.forEach(design -> cells.addAll(differences.cells(design, row)));
            rows.add(cells);
        }
        if (!rows.isEmpty()) {
            List<String> header = header(pairs);
            page.add(new Block.Heading(2, "Failure detectors"));
            page.add(new Block.Table(header, narrow(header), valueColumns(), rows));
        }
    }

    private void safety() {
        Set<String> names = new LinkedHashSet<>();
        for (RunResult design : designs) {
            design.violations().stream().filter(v -> v.trials() > 0).forEach(v -> names.add(v.name()));
        }
        if (!names.isEmpty()) {
            List<List<Block.Cell>> rows = rows(names, ComparePage::violation);
            page.add(new Block.Heading(2, "Safety: runs with a violation"));
            page.add(new Block.Table(header(), narrow(header()), valueColumns(), rows));
        }
    }

    private static Block.Cell violation(RunResult design, String name) {
        for (ViolationResult violation : design.violations()) {
            if (violation.name().equals(name) && violation.trials() > 0) {
                Mark mark = violation.expected() ? Mark.NONE : Mark.MISSED;
                String text = Human.count(violation.trials()) + " of " + Human.count(design.trials());
                return new Block.Cell(mark, violation.expected() ? text + " (expected)" : text);
            }
        }
        return of("0");
    }

    /** One row per name, one cell per design. */
    private List<List<Block.Cell>> rows(Set<String> names, CellOf cell) {
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (String name : names) {
            List<Block.Cell> row = new ArrayList<>(List.of(of(name)));
            designs.forEach(design -> row.add(cell.of(design, name)));
            rows.add(row);
        }
        return rows;
    }

    private interface CellOf {
        Block.Cell of(RunResult design, String name);
    }

    private void sixRows() {
        if (aspects.isEmpty()) {
            return;
        }
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (AspectRow aspect : aspects) {
            List<Block.Cell> row = new ArrayList<>(List.of(of(aspect.aspect())));
            for (int i = 0; i < designs.size(); i++) {
                row.add(of(
                        i < aspect.perDesign().size()
                                ? answerText(aspect.perDesign().get(i))
                                : "—"));
            }
            rows.add(row);
        }
        page.add(new Block.Heading(2, "In words, each relative to the best design here"));
        page.add(new Block.Table(header(), narrow(header()), List.of(), rows));
    }

    private static String answerText(AspectRow.Answer answer) {
        if (!Values.says(answer.number())) {
            return answer.word();
        }
        String number = switch (answer.unit()) {
            case "s" -> Values.text(answer.number(), Unit.SECONDS);
            case "s lost" -> Values.text(answer.number(), Unit.SECONDS) + " lost";
            case "share" -> Values.text(answer.number(), Unit.SHARE);
            case "availability" -> Values.text(answer.number(), Unit.AVAILABILITY);
            default -> (Values.text(answer.number(), Unit.COUNT) + " " + answer.unit()).strip();
        };
        return answer.word().isEmpty() ? number : answer.word() + ": " + number;
    }

    private void phases() {
        List<Block.BarRow> bars = new ArrayList<>();
        List<String> notSplit = new ArrayList<>();
        for (String drill : Designs.drills(designs)) {
            for (RunResult design : designs) {
                DrillResult result = Designs.mainService(design).drills().get(drill);
                if (result != null) {
                    String label = letters.letter(design.scenario()) + " " + drill;
                    PhaseBars.row(result, drill, label).ifPresent(bars::add);
                    PhaseBars.notSplit(result, label).ifPresent(notSplit::add);
                }
            }
        }
        page.addAll(PhaseBars.section("Where the outage goes (median)", bars, notSplit));
    }

    private void objectives() {
        Set<String> texts = new LinkedHashSet<>();
        designs.forEach(design -> design.objectives().forEach(objective -> texts.add(objective.text())));
        if (!texts.isEmpty()) {
            page.add(new Block.Heading(2, "Objectives"));
            List<List<Block.Cell>> rows = rows(texts, ComparePage::objective);
            page.add(new Block.Table(header(), narrow(header()), List.of(), rows));
            List<String> open = new ArrayList<>();
            designs.forEach(design -> Stopping.toSettle(design)
                    .forEach(line -> open.add(letters.letter(design.scenario()) + ": " + line)));
            if (!open.isEmpty()) {
                page.add(new Block.Lines(open));
            }
        }
    }

    private static Block.Cell objective(RunResult design, String text) {
        return design.objectives().stream()
                .filter(objective -> objective.text().equals(text))
                .findFirst()
                .map(objective -> new Block.Cell(
                        Mark.of(objective.verdict()), Values.text(objective.value(), Unit.of(objective.text()))))
                .orElseGet(() -> of("—"));
    }

    /** The run that teaches most: a violation if there is one, else the longest outage of each design. */
    private void lookAt() {
        List<Block> found = new ArrayList<>();
        for (RunResult design : designs) {
            for (ViolationResult violation : design.violations()) {
                if (violation.trials() > 0
                        && !violation.expected()
                        && violation.replay().isPresent()
                        && found.isEmpty()) {
                    String letter = letters.letter(design.scenario());
                    found.add(new Block.Lines(List.of(letter + ": the first violation of " + violation.name())));
                    found.add(new Block.Command(violation.replay().get().replace(RunPage.LATEST, folder)));
                }
            }
        }
        if (found.isEmpty()) {
            longest().forEach(worst -> {
                String letter = letters.letter(worst.design());
                found.add(new Block.Lines(List.of(letter + ": the longest outage, " + worst.text())));
                found.add(new Block.Command(worst.replayCommand(folder, true)));
            });
        }
        if (!found.isEmpty()) {
            page.add(new Block.Heading(2, "Look at"));
            page.addAll(found);
        }
    }

    private List<WorstTrial> longest() {
        Function<RunResult, WorstTrial> worst = design -> evidence.worst().get(design.scenario());
        return designs.stream()
                .filter(design -> worst.apply(design) != null)
                .map(worst)
                .toList();
    }

    private void ground() {
        List<String> lines = new ArrayList<>();
        for (RunResult design : designs) {
            RunPage.guesses(design).forEach(line -> lines.add(letters.letter(design.scenario()) + ": " + line));
        }
        lines.addAll(RunPage.notModelled(evidence));
        if (!lines.isEmpty()) {
            page.add(new Block.Heading(2, "On what ground"));
            page.add(new Block.Lines(lines));
        }
    }
}
