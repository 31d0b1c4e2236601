package dev.nines.report;

import dev.nines.result.ObjectiveResult;
import dev.nines.result.PrecisionResult;
import dev.nines.result.PrecisionTarget;
import dev.nines.result.RunResult;
import java.util.ArrayList;
import java.util.List;

/** Why a run stopped, and how many runs an open question needs. */
final class Stopping {
    private Stopping() {}

    /** One line for each measure that was to be precise. */
    static List<String> lines(RunResult run) {
        List<String> lines = new ArrayList<>();
        for (PrecisionResult p : run.precision()) {
            String asked = Unit.SHARE.format(p.target()) + " asked for";
            String reached =
                    p.reached().hasValue() ? "±" + Unit.SHARE.format(p.reached().value()) : "no interval";
            if (p.isReached()) {
                String stopped = run.stopped().equals("precision") ? "stopped after " + RunPage.runs(run) : "precise";
                lines.add(stopped + ": " + p.measure() + " is known to " + reached + ", " + asked);
            } else {
                lines.add("NOT PRECISE after " + RunPage.runs(run) + ": " + p.measure() + " " + reached + ", " + asked
                        + outages(p) + more(p));
            }
        }
        return lines;
    }

    private static String outages(PrecisionResult p) {
        return p.outages() >= PrecisionTarget.LEAST_OUTAGES
                ? ""
                : "; " + Human.count(p.outages()) + " of at least " + PrecisionTarget.LEAST_OUTAGES + " outages seen";
    }

    private static String more(PrecisionResult p) {
        return p.trialsToReach().hasValue()
                ? "; about " + Human.count(p.trialsToReach().value()) + " runs would do (--trials)"
                : "";
    }

    /** How many runs would settle each inconclusive objective, where that is known. */
    static List<String> toSettle(RunResult run) {
        List<String> lines = new ArrayList<>();
        for (ObjectiveResult objective : run.objectives()) {
            if (objective.trialsToSettle().hasValue()) {
                lines.add("about " + Human.count(objective.trialsToSettle().value()) + " runs would settle "
                        + objective.text());
            }
        }
        return lines;
    }
}
