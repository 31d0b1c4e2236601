package dev.nines.report;

import static dev.nines.report.Block.Cell.of;

import dev.nines.result.AssumptionResult;
import dev.nines.result.CauseResult;
import dev.nines.result.DrillResult;
import dev.nines.result.ObjectiveResult;
import dev.nines.result.RunResult;
import dev.nines.result.ServiceResult;
import dev.nines.result.Value;
import dev.nines.result.ViolationResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is said about one design's run: objectives first, then how often, how long, why, and on what ground. */
final class RunPage {
    private static final int NAMED_GUESSES = 5;
    /** What a stored replay command calls the result folder; readers are given its own path. */
    static final String LATEST = "nines-out/latest";

    private static final int NAMED_CAUSES = 5;

    private final RunResult run;
    private final Evidence evidence;
    private final String folder;
    private final List<Block> page = new ArrayList<>();

    private RunPage(RunResult run, Evidence evidence, String folder) {
        this.run = run;
        this.evidence = evidence;
        this.folder = folder;
    }

    /** @param folder of the result, as the reader can type it */
    static List<Block> blocks(RunResult run, Evidence evidence, String folder) {
        RunPage page = new RunPage(run, evidence, folder);
        page.head();
        page.objectives();
        run.services().forEach(page::years);
        run.services().forEach(page::drills);
        page.page.addAll(DetectorRows.ofRun(run));
        page.page.addAll(NotKnownPage.ofRun(run));
        page.violations();
        page.lookAt();
        page.ground();
        return page.page;
    }

    private void head() {
        page.add(new Block.Heading(
                1,
                "nines " + run.version() + " · seed " + run.seed() + " · " + runs(run) + " · " + run.scenario()
                        + " · input " + run.inputHash()));
        List<String> lines = new ArrayList<>();
        if (!run.title().isEmpty()) {
            lines.add(run.title());
        }
        if (!run.complete()) {
            lines.add(incomplete(run));
        }
        lines.addAll(Stopping.lines(run));
        if (!lines.isEmpty()) {
            page.add(new Block.Lines(lines));
        }
    }

    static String runs(RunResult run) {
        return Human.count(run.trials()) + (run.trials() == 1 ? " run" : " runs");
    }

    static String incomplete(RunResult run) {
        return "INCOMPLETE: stopped after " + runs(run) + "; the numbers are of these alone";
    }

    private void objectives() {
        if (run.objectives().isEmpty()) {
            return;
        }
        page.add(new Block.Heading(2, "Objectives"));
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (ObjectiveResult objective : run.objectives()) {
            rows.add(List.of(
                    new Block.Cell(Mark.of(objective.verdict()), objective.text()),
                    of(Values.full(objective.value(), Unit.of(objective.text())))));
        }
        page.add(new Block.Table(List.of("", ""), List.of(), rows));
        List<String> open = Stopping.toSettle(run);
        if (!open.isEmpty()) {
            page.add(new Block.Lines(open));
        }
    }

    private void years(String name, ServiceResult service) {
        double horizon = service.years().horizonSeconds();
        if (horizon == 0) {
            return;
        }
        page.add(new Block.Heading(
                2,
                "Service " + name + ": " + Human.count(run.trials()) + " × " + Human.duration(horizon) + " of faults"));
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (Measure measure : Measure.YEARS) {
            Value value = measure.from().apply(service);
            if (Values.says(value)) {
                String interval = Values.interval(value, measure.unit())
                        .map(i -> "95% CI " + i)
                        .orElse("");
                rows.add(List.of(of(measure.label()), of(Values.text(value, measure.unit())), of(interval)));
            }
        }
        oddity("outages without end", service.years().infinite(), rows);
        oddity("cut off by the horizon", service.years().censored(), rows);
        page.add(new Block.Table(List.of("", "", ""), List.of(), rows));
        causes(service.byCause());
        badYears(name, service);
    }

    private void badYears(String name, ServiceResult service) {
        BadYears.table(service).ifPresent(table -> {
            long years = service.years().yearlyDowntime().years();
            String count = Human.count(years) + (years == 1 ? " single year" : " single years");
            page.add(new Block.Heading(2, "Downtime of " + name + " in " + count));
            page.add(table);
        });
    }

    /** Said only when there are any. */
    private static void oddity(String label, long count, List<List<Block.Cell>> rows) {
        if (count > 0) {
            rows.add(List.of(of(label), of(Human.count(count)), of("")));
        }
    }

    private void causes(List<CauseResult> causes) {
        List<String> parts = causes.stream()
                .sorted(Comparator.comparingDouble(
                        (CauseResult c) -> -c.downtimeShare().value()))
                .map(c -> (c.fault() + " " + c.component()).strip() + " " + Values.text(c.downtimeShare(), Unit.SHARE))
                .toList();
        if (!parts.isEmpty()) {
            page.add(new Block.Lines(List.of("downtime by cause: " + firstOf(parts, NAMED_CAUSES))));
        }
    }

    private static String firstOf(List<String> parts, int most) {
        String named = String.join(", ", parts.subList(0, Math.min(most, parts.size())));
        return parts.size() > most ? named + " and " + (parts.size() - most) + " more" : named;
    }

    private void drills(String name, ServiceResult service) {
        if (service.drills().isEmpty()) {
            return;
        }
        page.add(new Block.Heading(2, "Drills, outage of " + name));
        List<List<Block.Cell>> rows = new ArrayList<>();
        List<Block.BarRow> bars = new ArrayList<>();
        List<String> notSplit = new ArrayList<>();
        service.drills().forEach((drill, result) -> {
            rows.add(drillRow(drill, result));
            PhaseBars.row(result, drill, drill).ifPresent(bars::add);
            PhaseBars.notSplit(result, drill).ifPresent(notSplit::add);
        });
        List<String> header =
                List.of("", "runs", "p50 (95% CI)", "p99 (95% CI)", "longest", "unnoticed", "lost tx, most");
        page.add(new Block.Table(header, List.of(1, 2, 3, 4, 5, 6), rows));
        Notes.fewRuns(List.of(run)).ifPresent(note -> page.add(new Block.Lines(List.of(note))));
        Notes.coverage(service).ifPresent(note -> page.add(new Block.Lines(List.of(note))));
        page.addAll(PhaseBars.section("Where the outage of " + name + " goes (median)", bars, notSplit));
    }

    private static List<Block.Cell> drillRow(String name, DrillResult drill) {
        String longest = drill.infinite() > 0
                ? "infinite in " + Human.count(drill.infinite())
                : Values.text(drill.outageSeconds().max(), Unit.SECONDS);
        return List.of(
                of(name),
                of(Human.count(drill.count())),
                of(Values.full(drill.outageSeconds().p50(), Unit.SECONDS)),
                of(Values.full(drill.outageSeconds().p99(), Unit.SECONDS)),
                of(longest),
                of(Human.count(drill.unnoticed())),
                of(Values.text(drill.lostTransactions().max(), Unit.COUNT)));
    }

    private void violations() {
        List<ViolationResult> happened =
                run.violations().stream().filter(v -> v.trials() > 0).toList();
        if (happened.isEmpty()) {
            return;
        }
        page.add(new Block.Heading(2, "Violations"));
        for (ViolationResult violation : happened) {
            Mark mark = violation.expected() ? Mark.NONE : Mark.MISSED;
            String text = violation.name() + " in " + Human.count(violation.trials()) + " of " + runs(run)
                    + (violation.expected() ? " (expected)" : "");
            page.add(new Block.Table(List.of(""), List.of(), List.of(List.of(new Block.Cell(mark, text)))));
            violation.replay().ifPresent(command -> page.add(new Block.Command(command.replace(LATEST, folder))));
        }
    }

    private void lookAt() {
        WorstTrial worst = evidence.worst().get(run.scenario());
        if (worst != null) {
            page.add(new Block.Heading(2, "Look at"));
            page.add(new Block.Lines(List.of("the longest outage, " + worst.text())));
            page.add(new Block.Command(worst.replayCommand(folder, false)));
        }
    }

    private void ground() {
        List<String> lines = new ArrayList<>(guesses(run));
        lines.addAll(notModelled(evidence));
        if (!lines.isEmpty()) {
            page.add(new Block.Heading(2, "On what ground"));
            page.add(new Block.Lines(lines));
        }
    }

    static List<String> notModelled(Evidence evidence) {
        return evidence.notModelled().stream()
                .map(sentence -> "not modelled: " + sentence)
                .toList();
    }

    /** How many parameters there are, how many of them are guesses, and which. */
    static List<String> guesses(RunResult run) {
        if (run.assumptions().isEmpty()) {
            return List.of();
        }
        List<String> guesses = run.assumptions().stream()
                .filter(assumption -> assumption.source().equals("guess"))
                .map(RunPage::parameter)
                .toList();
        String count = Human.count(run.assumptions().size()) + " parameters, " + Human.count(guesses.size())
                + (guesses.size() == 1 ? " of them a guess" : " of them guesses");
        return List.of(guesses.isEmpty() ? count : count + ": " + firstOf(guesses, NAMED_GUESSES));
    }

    private static String parameter(AssumptionResult assumption) {
        return assumption.parameter() + " = " + assumption.value();
    }
}
