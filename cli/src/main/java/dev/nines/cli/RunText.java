package dev.nines.cli;

import dev.nines.chaos.inject.Report.Ending;
import dev.nines.chaos.journal.Entry;
import dev.nines.chaos.journal.State;
import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.probe.Repetition;
import dev.nines.chaos.run.Campaign;
import dev.nines.chaos.run.Comparison;
import dev.nines.chaos.run.Comparisons;
import dev.nines.chaos.run.MeasuredPhases;
import dev.nines.chaos.run.Measurement;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.Safety;
import dev.nines.measure.RawOutage;
import dev.nines.report.Ascii;
import dev.nines.report.Evidence;
import dev.nines.report.Human;
import dev.nines.report.Reports;
import dev.nines.result.CompareResult;
import dev.nines.result.ResultJson;
import dev.nines.result.RunResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What a campaign does, line by line, and in the end the measurement beside the prediction. */
final class RunText implements Campaign.Watcher {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final long MILLION = 1_000_000L;
    private static final long BILLION = 1_000_000_000L;

    private final Nines nines;
    private final Plan plan;

    RunText(Nines nines, Plan plan) {
        this.nines = nines;
        this.plan = plan;
    }

    /** Other formats have the standard output for themselves. */
    private boolean isText() {
        return nines.options().format() == Format.text;
    }

    private void line(String line) {
        if (isText()) {
            nines.terminal().print(nines.terminal().unicode() ? line + "\n" : Ascii.of(line + "\n"));
            nines.terminal().out().flush();
        } else if (!nines.options().quiet()) {
            nines.terminal().say(line);
        }
    }

    private void now(String what) {
        line(clock(System.currentTimeMillis() * MILLION) + "  " + what);
    }

    private static String clock(long epochNanos) {
        Instant instant = Instant.ofEpochSecond(epochNanos / BILLION, epochNanos % BILLION);
        return LocalTime.ofInstant(instant, ZoneId.systemDefault()).format(CLOCK);
    }

    /** Word that did not arrive where it should. */
    void lost(String problem) {
        now("~ word of it did not arrive: " + problem);
    }

    void begin(Inventory inventory, List<String> approvers) {
        Safety safety = inventory.safety();
        line("target   " + plan.inventory() + ", " + inventory.environment()
                + "; targets, scenario and inventory as planned ✓");
        line("guards   plan intact and not expired ✓   journals clean ✓   at most " + PlanText.seconds(plan.holdNanos())
                + " per fault ✓"
                + safety.window().map(w -> "   window " + w.hours() + " ✓").orElse("")
                + (approvers.isEmpty() ? "" : "   approved by " + String.join(", ", approvers) + " ✓"));
        line("revert   targets heal by themselves " + plan.ttlSeconds() + " s after our last word");
        line("stop     prober silent, chaos halt, ^C" + Said.conditions(safety));
        plan.streams().forEach(stream -> line("send     " + Said.stream(stream)));
        plan.drills()
                .forEach(drill -> drill.predicted()
                        .forEach((service, f) -> line("predict  " + drill.name() + ", "
                                + service + ": outage " + PlanText.seconds(f.quantileNanos(0.05)) + " … "
                                + PlanText.seconds(f.quantileNanos(0.95)) + " (p05 … p95, " + f.trials()
                                + " trials)")));
        line("");
    }

    @Override
    public void steady(List<String> services, long calmNanos) {
        now("steady     " + String.join(", ", services) + ": no failed probe for " + PlanText.seconds(calmNanos)
                + " ✓");
    }

    @Override
    public void sensitive(String service) {
        now("probe      " + service + " fails while its own traffic is cut, and only then ✓");
    }

    @Override
    public void waiting(int repetition, String drill, long nanos) {
        now(drill + ", repetition " + (repetition + 1) + ": the fault comes in " + PlanText.seconds(nanos));
    }

    @Override
    public void step(Entry entry) {
        String what = entry.fault() + " on " + entry.target();
        if (entry.state() == State.VERIFIED) {
            now("+ inject   " + what + ", in effect");
        } else if (entry.state() == State.CLEAN) {
            now("- revert   " + what + ", verified as before ✓");
        } else if (entry.state() == State.DIRTY || entry.state() == State.UNKNOWN) {
            now("✗ " + what + ": " + entry.state());
        }
    }

    @Override
    public void undoing(String reason) {
        now("undoing: " + reason);
    }

    @Override
    public void measured(Measurement m) {
        Plan.Drill drill = plan.drills().stream()
                .filter(d -> d.name().equals(m.drill()))
                .findFirst()
                .orElseThrow();
        m.seen()
                .forEach((service, seen) ->
                        seen(m, service, seen, drill.predicted().get(service)));
        m.clients()
                .forEach((service, seen) -> line("  clients    " + service + ": " + seen.failed() + " of "
                        + seen.probes() + " requests failed"));
        m.writes().ifPresent(writes -> line("  writes     " + Said.writes(writes)));
        if (!m.counts()) {
            line("  invalid    does not count: " + m.invalid());
        }
    }

    private void seen(Measurement m, String service, Repetition seen, Plan.Forecast predicted) {
        for (RawOutage outage : seen.outages()) {
            boolean late = outage.startNanos() >= m.healNanos();
            line(clock(outage.startNanos()) + "  · first failed probe of " + service);
            line(clock(outage.endNanos()) + "  · last failed probe   outage " + PlanText.seconds(outage.lengthNanos())
                    + ", "
                    + Human.percent(outage.failedShare()) + " failed"
                    + (late ? (predicted.atHeal() == 0 ? "   ~ at the undo, not predicted" : "   at the undo") : ""));
        }
        for (MeasuredPhases phases : m.phases().get(service)) {
            Said.phases(phases, predicted).forEach(this::line);
        }
        long below = predicted.outageNanos().stream()
                .filter(nanos -> nanos <= seen.outageNanos())
                .count();
        long length = seen.outageNanos();
        boolean inside = length >= predicted.minNanos() - Comparison.SLACK_NANOS
                && length <= predicted.maxNanos() + Comparison.SLACK_NANOS;
        line("  measured   " + service + " " + PlanText.seconds(length) + "   " + seen.failed() + " of " + seen.probes()
                + " probes failed");
        line("  predicted  " + PlanText.seconds(predicted.minNanos()) + " … " + PlanText.seconds(predicted.maxNanos())
                + "   "
                + (inside
                        ? "inside, rank " + Math.round(100.0 * below / predicted.trials()) + " %"
                        : "~ surprise: outside of everything that was predicted"));
        seen.warning().ifPresent(warning -> line("  warning    " + warning));
    }

    void end(Campaign.Outcome outcome, Comparisons comparisons, RunResult result, Path place) {
        line("");
        if (outcome.ending() == Ending.DONE && ExitCode.of(result) == ExitCode.INCONCLUSIVE) {
            Said.inconclusive(result, comparisons).forEach(this::line);
        }
        comparisons.outages().forEach(this::comparison);
        comparisons.losses().forEach(loss -> line("  " + Said.losses(loss)));
        long counted =
                outcome.measurements().stream().filter(Measurement::counts).count();
        line("  counted    " + counted + " of " + outcome.measurements().size() + " repetitions");
        if (outcome.ending() != Ending.DONE) {
            line("  " + word(outcome.ending()) + " " + outcome.reason());
        }
        if (outcome.fixes().isEmpty()) {
            line("  leftovers  none: every fault was verified as undone");
        }
        outcome.fixes().forEach(fix -> nines.terminal().say("✗ FAULT LEFT: run  " + fix));
        Said.notVerified(plan, outcome.measurements()).forEach(what -> line("  unverified " + what));
        line("  result     " + place);
        if (outcome.measurements().isEmpty()) {
            return;
        }
        print(result, place);
    }

    private void print(RunResult result, Path place) {
        CompareResult alone = CompareResult.of(result);
        switch (nines.options().format()) {
            case json -> nines.terminal().print(ResultJson.write(result).getBytes(StandardCharsets.UTF_8));
            case md -> nines.terminal().print(Reports.markdown(alone, Evidence.NONE, place.toString()));
            default ->
                nines.terminal()
                        .print(Reports.text(
                                alone,
                                Evidence.NONE,
                                place.toString(),
                                nines.terminal().style(nines.options().noColor())));
        }
    }

    private static String word(Ending ending) {
        return switch (ending) {
            case INVALID -> "invalid:";
            case REFUSED -> "refused:";
            case STOPPED -> "stopped:";
            case INTERRUPTED -> "interrupted:";
            default -> "left:";
        };
    }

    private void comparison(Comparison c) {
        String name = c.drill() + ", " + c.service() + ": ";
        if (c.allZero()) {
            line("  agree      " + name + "no outage in any of " + c.n() + " repetitions, nor in any trial");
            return;
        }
        String test = c.distance().isEmpty()
                ? "one repetition is no distribution"
                : String.format(
                        Locale.ROOT, "KS distance %.2f (p = %.2g)", c.distance().getAsDouble(), c.p().getAsDouble());
        line("  " + (c.rejected() ? "rejected   " : "agree      ") + name + test
                + (c.rejected() ? ": prediction rejected" : ": prediction not rejected"));
        line("             inside " + Human.percent(c.inside()) + " of " + c.n()
                + " within the predicted least and most ± 20 ms;"
                + " median " + PlanText.seconds(c.measuredMedianNanos()) + ", predicted "
                + PlanText.seconds(c.predictedMedianNanos()) + ", error " + c.medianErrorNanos() / MILLION + " ms");
        line("             noticed " + c.noticed() + " of " + c.n() + ", predicted share as in the trials: p = "
                + String.format(Locale.ROOT, "%.2g", c.noticedP()) + "; outage at the undo " + c.atHeal() + " of "
                + c.n()
                + ", predicted in " + c.predictedAtHeal() + " trials: p = "
                + String.format(Locale.ROOT, "%.2g", c.healP()));
    }
}
