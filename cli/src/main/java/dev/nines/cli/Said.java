package dev.nines.cli;

import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.probe.ReadBack;
import dev.nines.chaos.run.Comparisons;
import dev.nines.chaos.run.LossComparison;
import dev.nines.chaos.run.MeasuredPhases;
import dev.nines.chaos.run.Measurement;
import dev.nines.chaos.target.Safety;
import dev.nines.measure.Losses;
import dev.nines.measure.Phases;
import dev.nines.report.Human;
import dev.nines.result.ObjectiveResult;
import dev.nines.result.RunResult;
import dev.nines.stats.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sentences of plans and runs. */
final class Said {
    private static final long MILLION = 1_000_000L;

    private Said() {}

    static String stream(Plan.Stream stream) {
        return stream.kind() == Plan.Stream.Kind.WRITES
                ? stream.perSecond() + " writes/s through " + stream.service()
                        + ", read back from the primary after each drill (table nines_writes)"
                : stream.perSecond() + " requests/s of clients to " + stream.service();
    }

    static String conditions(Safety safety) {
        StringBuilder text = new StringBuilder();
        for (Safety.Stop stop : safety.stops()) {
            text.append("; ").append(condition(stop));
        }
        safety.canaries().keySet().forEach(name -> text.append("; canary ").append(name));
        return text.toString();
    }

    private static String condition(Safety.Stop stop) {
        if (stop instanceof Safety.Stop.Share share) {
            return share.service() + " below " + Human.percent(share.below()) + " for "
                    + PlanText.seconds(share.lastingNanos());
        }
        if (stop instanceof Safety.Stop.Page page) {
            return page.url() + " not " + page.status();
        }
        Safety.Stop.Query query = (Safety.Stop.Query) stop;
        return query.query() + (query.atLeast() ? " below " : " above ") + query.bound();
    }

    /** What became of what clients had been told. */
    static String writes(ReadBack read) {
        if (read.losses().isEmpty()) {
            return "unknown what was lost: " + read.reason();
        }
        Losses l = read.losses().get();
        return "lost " + l.lost()
                + (l.lost() > 0 ? " (acknowledged within " + PlanText.seconds(l.lostNanos()) + ")" : "")
                + ", survived " + read.survived() + ", in doubt " + l.inDoubt() + ", resurrected " + l.resurrected()
                + ", duplicated " + l.duplicated() + "; read twice from " + read.primary();
    }

    /** Measured beside predicted: the act that ended the outage, and what it makes of its time. */
    static List<String> phases(MeasuredPhases measured, Plan.Forecast predicted) {
        if (measured.phases().isEmpty()) {
            return List.of("  phases     unknown: " + measured.reason());
        }
        Phases p = measured.phases().get();
        List<String> lines = new ArrayList<>();
        lines.add("  phases     detect " + PlanText.seconds(p.detectNanos())
                + ", decide and act 0 s by definition, converge "
                + PlanText.seconds(p.convergeNanos()) + " (±" + measured.uncertaintyNanos() / MILLION + " ms): "
                + measured.act().map(act -> act.machine() + " " + act.what()).orElse(""));
        if (!predicted.phaseNanos().isEmpty()) {
            List<Long> q = predicted.phaseNanos();
            lines.add("  predicted  detect " + PlanText.seconds(q.get(0)) + ", decide " + PlanText.seconds(q.get(1))
                    + ", act " + PlanText.seconds(q.get(2)) + ", converge " + PlanText.seconds(q.get(3))
                    + " (medians of trials)");
        }
        return lines;
    }

    static String losses(LossComparison c) {
        String name = c.drill() + ", writes: ";
        String unread = c.unknown() == 0 ? "" : "; unknown in " + c.unknown() + " repetitions";
        if (c.n() == 0) {
            return "unknown    " + name + "nothing could be read back" + unread;
        }
        return (c.rejected() ? "rejected   " : "agree      ") + name + "lost in " + c.losing() + " of " + c.n()
                + (c.most() > 0 ? ", up to " + c.most() + " within " + PlanText.seconds(c.mostNanos()) : "")
                + "; predicted in " + c.predictedLosing() + " of " + c.trials() + " trials"
                + (c.predictedMost() > 0 ? ", up to " + c.predictedMost() : "")
                + String.format(Locale.ROOT, ": p = %.2g", c.p()) + unread;
    }

    /** What a reader might take for verified and is not. */
    static List<String> notVerified(Plan plan, List<Measurement> measurements) {
        List<String> lines = new ArrayList<>();
        plan.unmeasured().forEach(no -> lines.add(no.name() + ": " + no.reason()));
        plan.refused().forEach(no -> lines.add("drill " + no.name() + ": " + no.reason()));
        if (plan.ledger().isEmpty()) {
            lines.add("lost writes: no database is written to");
        }
        measurements.stream()
                .flatMap(m -> m.writes().stream())
                .filter(read -> read.losses().isEmpty())
                .map(read -> "lost writes of one repetition: " + read.reason())
                .distinct()
                .forEach(lines::add);
        lines.add("TLS, name resolution, and what a client's library does to hide a failure");
        return lines;
    }

    /** What is inconclusive is an objective, not the comparison: both are said. */
    static List<String> inconclusive(RunResult result, Comparisons comparisons) {
        List<String> lines = new ArrayList<>();
        lines.add("inconclusive: so few repetitions cannot settle every objective");
        for (ObjectiveResult objective : result.objectives()) {
            if (objective.verdict() == Verdict.INCONCLUSIVE) {
                String more = objective.trialsToSettle().hasValue()
                        ? "; about " + Math.round(objective.trialsToSettle().value()) + " would"
                        : "";
                lines.add("  open       " + objective.text() + more);
            }
        }
        lines.add(
                comparisons.rejected()
                        ? "  and yet    what was measured rejects the prediction: see below"
                        : "  and yet    what was measured does not reject the prediction: see below");
        return lines;
    }
}
