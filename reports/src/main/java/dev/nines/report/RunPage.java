package dev.nines.report;

import static dev.nines.report.Block.Cell.of;

import java.util.ArrayList;
import java.util.List;

/** What is said about one design's run: objectives first, then how often, how long, why, and on what ground. */
final class RunPage {
    private static final int NAMED_GUESSES = 5;
    private static final int NAMED_CAUSES = 5;

    private final RunView run;
    private final List<Block> page = new ArrayList<>();

    private RunPage(RunView run) {
        this.run = run;
    }

    static List<Block> of(RunView run) {
        RunPage page = new RunPage(run);
        page.head();
        page.objectives();
        for (String service : run.services()) {
            page.years(service);
            page.drills(service);
        }
        page.violations();
        page.worst();
        page.ground();
        return page.page;
    }

    private void head() {
        page.add(new Block.Heading(1, headline(run)));
        List<String> lines = new ArrayList<>();
        if (!run.title().isEmpty()) {
            lines.add(run.title());
        }
        if (!run.complete()) {
            lines.add(incomplete(run));
        }
        if (!lines.isEmpty()) {
            page.add(new Block.Lines(lines));
        }
    }

    static String headline(RunView run) {
        String trials = Human.count(run.trials()) + " runs";
        return "nines " + run.version() + " · seed " + run.seed() + " · " + trials + " · " + run.scenario() + " "
                + run.inputHash();
    }

    static String incomplete(RunView run) {
        return "INCOMPLETE: " + Human.count(run.trials()) + " of " + Human.count(run.requestedTrials())
                + " runs were finished; the numbers are of these alone";
    }

    private void objectives() {
        List<RunView.Objective> objectives = run.objectives();
        if (objectives.isEmpty()) {
            return;
        }
        page.add(new Block.Heading(2, "Objectives"));
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (RunView.Objective objective : objectives) {
            rows.add(List.of(new Block.Cell(Mark.of(objective.verdict()), objective.text()), of(objective.value())));
        }
        page.add(new Block.Table(List.of("", ""), List.of(), rows));
    }

    private void years(String service) {
        double horizon = run.horizonSeconds(service);
        if (horizon == 0) {
            return;
        }
        page.add(new Block.Heading(
                2, "Service " + service + ": " + Human.count(run.trials()) + " × " + Human.duration(horizon) + " of faults"));
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (Measure measure : Measure.YEARS) {
            Estimate estimate = run.measure(service, measure.path());
            if (estimate.known() || !Double.isNaN(estimate.bound())) {
                rows.add(List.of(
                        of(measure.label()),
                        of(estimate.text(measure.unit())),
                        of(estimate.interval(measure.unit()).map(i -> "95% CI " + i).orElse(""))));
            }
        }
        rows.addAll(oddities(service, "years."));
        page.add(new Block.Table(List.of("", "", ""), List.of(), rows));
        causes(service);
    }

    /** Outages without an end, or still open at the horizon: said only when there are any. */
    private List<List<Block.Cell>> oddities(String service, String prefix) {
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (String[] oddity : new String[][] {{"infinite", "outages without end"}, {"censored", "cut off by the horizon"}}) {
            double count = run.measure(service, prefix + oddity[0]).value();
            if (count > 0) {
                rows.add(List.of(of(oddity[1]), of(Human.count(count)), of("")));
            }
        }
        return rows;
    }

    private void causes(String service) {
        List<RunView.Cause> causes = run.causes(service);
        if (causes.isEmpty()) {
            return;
        }
        List<String> parts = new ArrayList<>();
        for (RunView.Cause cause : causes.subList(0, Math.min(NAMED_CAUSES, causes.size()))) {
            parts.add(cause.name() + " " + Human.threeDigits(cause.downtimeShare() * 100) + " %");
        }
        String more = causes.size() > NAMED_CAUSES ? ", and " + (causes.size() - NAMED_CAUSES) + " more" : "";
        page.add(new Block.Lines(List.of("downtime by cause   " + String.join(", ", parts) + more)));
    }

    private void drills(String service) {
        List<String> drills = run.drills(service);
        if (drills.isEmpty()) {
            return;
        }
        page.add(new Block.Heading(2, "Drills, outage of " + service));
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (String drill : drills) {
            rows.add(drillRow(service, drill));
        }
        List<String> header = List.of("", "runs", "p50 (95% CI)", "p99 (95% CI)", "longest", "unnoticed", "lost tx, most");
        page.add(new Block.Table(header, List.of(1, 2, 3, 4, 5, 6), rows));
        List<Block.BarRow> bars = new ArrayList<>();
        for (String drill : drills) {
            PhaseBars.row(run, service, drill, drill).ifPresent(bars::add);
        }
        if (!bars.isEmpty()) {
            page.add(new Block.Heading(2, "Where the outage goes (median)"));
            page.add(new Block.Bars(bars));
        }
    }

    private List<Block.Cell> drillRow(String service, String drill) {
        String prefix = "drills." + drill + ".";
        double infinite = run.measure(service, prefix + "infinite").value();
        String longest = infinite > 0
                ? "infinite in " + Human.count(infinite)
                : run.measure(service, prefix + "outageSeconds.max").text(Unit.SECONDS);
        return List.of(
                of(drill),
                of(run.measure(service, prefix + "count").text(Unit.COUNT)),
                of(run.measure(service, prefix + "outageSeconds.p50").full(Unit.SECONDS)),
                of(run.measure(service, prefix + "outageSeconds.p99").full(Unit.SECONDS)),
                of(longest),
                of(run.measure(service, prefix + "unnoticed").text(Unit.COUNT)),
                of(run.measure(service, prefix + "lostTransactions.max").text(Unit.COUNT)));
    }

    private void violations() {
        List<RunView.Violation> violations = run.violations();
        if (violations.isEmpty()) {
            return;
        }
        page.add(new Block.Heading(2, "Violations"));
        for (RunView.Violation violation : violations) {
            Mark mark = violation.expected() ? Mark.NONE : Mark.MISSED;
            String text = violation.name() + " in " + Human.count(violation.trials()) + " of " + Human.count(run.trials())
                    + " runs" + (violation.expected() ? " (expected)" : "");
            page.add(new Block.Table(List.of(""), List.of(), List.of(List.of(new Block.Cell(mark, text)))));
            violation.replay().ifPresent(command -> page.add(new Block.Command(command)));
        }
    }

    private void worst() {
        run.worst().ifPresent(worst -> {
            page.add(new Block.Heading(2, "Look at"));
            page.add(new Block.Lines(List.of(worst.text() + " (the longest outage)")));
            worst.replay().ifPresent(command -> page.add(new Block.Command(command)));
        });
    }

    private void ground() {
        List<String> lines = new ArrayList<>(guesses(run));
        if (!run.notModelled().isEmpty()) {
            lines.add("not modelled: " + String.join("; ", run.notModelled()));
        }
        if (!lines.isEmpty()) {
            page.add(new Block.Heading(2, "On what ground"));
            page.add(new Block.Lines(lines));
        }
    }

    static List<String> guesses(RunView run) {
        List<RunView.Assumption> all = run.assumptions();
        if (all.isEmpty()) {
            return List.of();
        }
        List<String> guesses = all.stream()
                .filter(assumption -> assumption.source().equalsIgnoreCase("guess"))
                .map(assumption -> assumption.parameter() + " = " + assumption.value())
                .toList();
        String count = Human.count(all.size()) + " parameters, " + Human.count(guesses.size()) + " of them guesses";
        if (guesses.isEmpty()) {
            return List.of(count);
        }
        String named = String.join(", ", guesses.subList(0, Math.min(NAMED_GUESSES, guesses.size())));
        return List.of(count + ": " + named + (guesses.size() > NAMED_GUESSES ? ", …" : ""));
    }
}
