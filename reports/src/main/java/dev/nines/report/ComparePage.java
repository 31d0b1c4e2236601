package dev.nines.report;

import static dev.nines.report.Block.Cell.of;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What is said about several designs side by side. The designs are called A, B, C … in the order of the command. */
final class ComparePage {
    private final CompareView comparison;
    private final List<RunView> designs;
    private final List<Block> page = new ArrayList<>();

    private ComparePage(CompareView comparison) {
        this.comparison = comparison;
        this.designs = comparison.designs();
    }

    static List<Block> of(CompareView comparison) {
        ComparePage page = new ComparePage(comparison);
        page.head();
        page.numbers();
        page.sixRows();
        page.phases();
        page.objectives();
        page.lookAt();
        page.ground();
        return page.page;
    }

    private void head() {
        RunView first = designs.get(0);
        List<String> hashes = designs.stream().map(RunView::inputHash).toList();
        page.add(new Block.Heading(
                1,
                "nines " + first.version() + " · seed " + first.seed() + " · " + Human.count(first.trials())
                        + " runs of each design · inputs " + String.join(" / ", hashes)));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < designs.size(); i++) {
            RunView design = designs.get(i);
            lines.add(name(i) + (design.title().isEmpty() ? "" : ": " + design.title()));
        }
        designs.stream()
                .filter(design -> !design.complete())
                .findFirst()
                .ifPresent(design -> lines.add(RunPage.incomplete(design)));
        page.add(new Block.Lines(lines));
    }

    static String letter(int index) {
        return index < 26 ? String.valueOf((char) ('A' + index)) : "#" + (index + 1);
    }

    private String name(int index) {
        return letter(index) + " " + designs.get(index).scenario();
    }

    private String letterOf(String scenario) {
        for (int i = 0; i < designs.size(); i++) {
            if (designs.get(i).scenario().equals(scenario)) {
                return letter(i);
            }
        }
        return scenario;
    }

    /** Two designs fit in one table with their difference; more have a table of values and one for each difference. */
    private void numbers() {
        List<CompareView.Difference> differences = comparison.differences();
        Optional<CompareView.Difference> beside =
                designs.size() == 2 && differences.size() == 1 ? Optional.of(differences.get(0)) : Optional.empty();
        double horizon = designs.get(0).horizonSeconds(designs.get(0).mainService());
        String years = horizon > 0
                ? "Years: " + Human.count(designs.get(0).trials()) + " × " + Human.duration(horizon) + " of faults"
                : "";
        table(years, Measure.YEARS, beside);
        for (String drill : drills()) {
            table("Drill " + drill, Measure.ofDrill(drill), beside);
        }
        safety();
        if (beside.isEmpty()) {
            differences.forEach(this::differenceTable);
        }
        differences.forEach(this::sharedLuck);
    }

    private Set<String> drills() {
        Set<String> drills = new LinkedHashSet<>();
        designs.forEach(design -> drills.addAll(design.drills(design.mainService())));
        return drills;
    }

    private void table(String title, List<Measure> measures, Optional<CompareView.Difference> beside) {
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (Measure measure : measures) {
            List<Estimate> values = values(measure);
            if (values.stream().noneMatch(value -> value.known() || !Double.isNaN(value.bound()))) {
                continue;
            }
            List<Block.Cell> row = new ArrayList<>(List.of(of(measure.label())));
            values.forEach(value -> row.add(of(value.text(measure.unit()))));
            beside.ifPresent(difference -> row.addAll(differenceCells(difference, measure)));
            rows.add(row);
        }
        if (rows.isEmpty()) {
            return;
        }
        page.add(new Block.Heading(2, title));
        List<String> header = header("");
        beside.ifPresent(difference -> {
            header.add(letterOf(difference.design()) + " − " + letterOf(difference.against()) + " (95% CI)");
            header.add("verdict");
        });
        List<Integer> right = IntStream.rangeClosed(1, designs.size()).boxed().toList();
        page.add(new Block.Table(header, right, rows));
    }

    private List<String> header(String first) {
        List<String> header = new ArrayList<>(List.of(first));
        IntStream.range(0, designs.size()).forEach(i -> header.add(name(i)));
        return header;
    }

    private List<Estimate> values(Measure measure) {
        return designs.stream()
                .map(design -> design.measure(design.mainService(), measure.path()))
                .toList();
    }

    private List<Block.Cell> differenceCells(CompareView.Difference difference, Measure measure) {
        return difference
                .row(measure.path())
                .map(row -> List.of(of(differenceText(row.difference(), measure.unit())), verdict(difference, row)))
                .orElseGet(() -> List.of(of(""), of("")));
    }

    /** A symmetric interval is written as ±, any other by its ends. */
    private static String differenceText(Estimate difference, Unit unit) {
        if (!difference.known()) {
            return "—";
        }
        String value = unit.formatDifference(difference.value());
        if (!difference.hasInterval()) {
            return value;
        }
        double below = difference.value() - difference.low();
        double above = difference.high() - difference.value();
        if (Math.abs(above - below) <= 0.1 * Math.max(above, below)) {
            return value + " " + unit.formatHalfWidth((below + above) / 2);
        }
        return value + " (" + unit.formatDifference(difference.low()) + " to " + unit.formatDifference(difference.high())
                + ")";
    }

    private Block.Cell verdict(CompareView.Difference difference, CompareView.Row row) {
        return switch (row.verdict()) {
            case "better" -> of(letterOf(difference.design()) + " better");
            case "worse" -> of(letterOf(difference.against()) + " better");
            case "inconclusive" -> new Block.Cell(Mark.INCONCLUSIVE, "inconclusive" + runsNeeded(row));
            default -> of(row.verdict());
        };
    }

    private static String runsNeeded(CompareView.Row row) {
        return row.trialsNeeded().isPresent()
                ? ", about " + Human.count(row.trialsNeeded().getAsLong()) + " runs would settle it"
                : "";
    }

    private void differenceTable(CompareView.Difference difference) {
        List<Measure> measures = new ArrayList<>(Measure.YEARS);
        drills().forEach(drill -> measures.addAll(Measure.ofDrill(drill)));
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (Measure measure : measures) {
            if (difference.row(measure.path()).isPresent()) {
                List<Block.Cell> row = new ArrayList<>(List.of(of(measure.label())));
                row.addAll(differenceCells(difference, measure));
                rows.add(row);
            }
        }
        if (!rows.isEmpty()) {
            String pair = letterOf(difference.design()) + " − " + letterOf(difference.against());
            page.add(new Block.Heading(2, pair));
            page.add(new Block.Table(List.of("", pair + " (95% CI)", "verdict"), List.of(), rows));
        }
    }

    private void sharedLuck(CompareView.Difference difference) {
        String pair = letterOf(difference.design()) + " − " + letterOf(difference.against());
        if (!difference.paired()) {
            page.add(new Block.Lines(List.of(pair + ": unpaired, the designs share no random streams")));
            return;
        }
        String ratio = Double.isFinite(difference.varianceRatio())
                ? ", variance " + Human.threeDigits(difference.varianceRatio()) + " times smaller than unpaired"
                : "";
        String streams = difference.streams().isEmpty() ? "" : " (" + String.join(", ", difference.streams()) + ")";
        page.add(new Block.Lines(List.of(pair + ": common random numbers" + streams + ratio)));
    }

    private void safety() {
        Set<String> names = new LinkedHashSet<>();
        designs.forEach(design -> design.violations().forEach(violation -> names.add(violation.name())));
        if (names.isEmpty()) {
            return;
        }
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (String name : names) {
            List<Block.Cell> row = new ArrayList<>(List.of(of(name)));
            for (RunView design : designs) {
                row.add(design.violations().stream()
                        .filter(violation -> violation.name().equals(name))
                        .findFirst()
                        .map(violation -> new Block.Cell(
                                violation.expected() ? Mark.NONE : Mark.MISSED,
                                Human.count(violation.trials()) + " of " + Human.count(design.trials())))
                        .orElseGet(() -> of("0")));
            }
            rows.add(row);
        }
        page.add(new Block.Heading(2, "Safety: runs with a violation"));
        List<Integer> right = IntStream.rangeClosed(1, designs.size()).boxed().toList();
        page.add(new Block.Table(header(""), right, rows));
    }

    private void sixRows() {
        List<CompareView.Aspect> aspects = comparison.sixRows();
        if (aspects.isEmpty()) {
            return;
        }
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (CompareView.Aspect aspect : aspects) {
            List<Block.Cell> row = new ArrayList<>(List.of(of(aspect.name())));
            for (int i = 0; i < designs.size(); i++) {
                row.add(of(i < aspect.answers().size() ? aspect.answers().get(i).text() : "—"));
            }
            rows.add(row);
        }
        page.add(new Block.Heading(2, "In words"));
        page.add(new Block.Table(header(""), List.of(), rows));
    }

    private void phases() {
        List<Block.BarRow> rows = new ArrayList<>();
        for (String drill : drills()) {
            for (int i = 0; i < designs.size(); i++) {
                RunView design = designs.get(i);
                PhaseBars.row(design, design.mainService(), drill, letter(i) + " " + drill).ifPresent(rows::add);
            }
        }
        if (!rows.isEmpty()) {
            page.add(new Block.Heading(2, "Where the outage goes (median)"));
            page.add(new Block.Bars(rows));
        }
    }

    private void objectives() {
        Set<String> texts = new LinkedHashSet<>();
        designs.forEach(design -> design.objectives().forEach(objective -> texts.add(objective.text())));
        if (texts.isEmpty()) {
            return;
        }
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (String text : texts) {
            List<Block.Cell> row = new ArrayList<>(List.of(of(text)));
            for (RunView design : designs) {
                row.add(design.objectives().stream()
                        .filter(objective -> objective.text().equals(text))
                        .findFirst()
                        .map(objective -> new Block.Cell(Mark.of(objective.verdict()), objective.value()))
                        .orElseGet(() -> of("—")));
            }
            rows.add(row);
        }
        page.add(new Block.Heading(2, "Objectives"));
        page.add(new Block.Table(header(""), List.of(), rows));
    }

    /** The run that teaches most: a violation if there is one, else the longest outage. */
    private void lookAt() {
        for (int i = 0; i < designs.size(); i++) {
            RunView design = designs.get(i);
            Optional<RunView.Violation> violation = design.violations().stream()
                    .filter(v -> !v.expected() && v.replay().isPresent())
                    .findFirst();
            if (violation.isPresent()) {
                lookAt(letter(i) + ": " + violation.get().name(), violation.get().replay());
                return;
            }
        }
        for (int i = 0; i < designs.size(); i++) {
            String letter = letter(i);
            designs.get(i).worst().ifPresent(worst -> lookAt(letter + " " + worst.text(), worst.replay()));
        }
    }

    private void lookAt(String text, Optional<String> replay) {
        page.add(new Block.Heading(2, "Look at"));
        page.add(new Block.Lines(List.of(text)));
        replay.ifPresent(command -> page.add(new Block.Command(command)));
    }

    private void ground() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < designs.size(); i++) {
            for (String line : RunPage.guesses(designs.get(i))) {
                lines.add(letter(i) + ": " + line);
            }
        }
        Set<String> notModelled = new LinkedHashSet<>();
        designs.forEach(design -> notModelled.addAll(design.notModelled()));
        if (!notModelled.isEmpty()) {
            lines.add("not modelled: " + String.join("; ", notModelled));
        }
        if (!lines.isEmpty()) {
            page.add(new Block.Heading(2, "On what ground"));
            page.add(new Block.Lines(lines));
        }
    }
}
