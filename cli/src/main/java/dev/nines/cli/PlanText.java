package dev.nines.cli;

import dev.nines.chaos.inject.TcpDelay;
import dev.nines.chaos.plan.Plan;
import dev.nines.report.Ascii;
import dev.nines.report.Human;
import java.util.TreeSet;

/** A plan for people: {@code +} is done, {@code -} undone, {@code ?} asked. */
final class PlanText {
    private final StringBuilder text = new StringBuilder();
    private final Plan plan;

    private PlanText(Plan plan) {
        this.plan = plan;
    }

    /** @param file where it was written */
    static String of(Plan plan, String file, boolean unicode) {
        PlanText page = new PlanText(plan);
        page.head();
        plan.drills().forEach(page::drill);
        page.tail(file);
        return unicode ? page.text.toString() : Ascii.of(page.text.toString());
    }

    private void head() {
        line("plan     " + plan.design() + " (" + plan.scenarioHash() + ") on " + plan.inventory() + ", "
                + plan.environment());
        line("revert   each target heals by itself " + plan.ttlSeconds() + " s after our last word; faults are held "
                + seconds(plan.holdNanos()) + " instead of the drills' repair");
        var hit = new TreeSet<String>();
        plan.drills().forEach(drill -> hit.addAll(drill.targets()));
        line("author   " + plan.author());
        line("hits     " + (hit.isEmpty() ? "nothing" : String.join(", ", hit)) + "; one drill at a time");
        plan.streams().forEach(this::stream);
        line("");
    }

    private void stream(Plan.Stream stream) {
        line("send     " + Said.stream(stream));
    }

    private void drill(Plan.Drill drill) {
        line(drill.name() + ": " + String.join(", ", drill.faults()));
        drill.roles()
                .forEach((role, host) -> line(
                        "  ? " + role + ": " + host + " now; asked again at the instant of the fault (ip address)"));
        for (Plan.Action action : drill.actions()) {
            line("  + " + action.target() + " (" + action.place() + "): " + action.fault() + " "
                    + String.join(" ", action.parameters()));
            if (action.fault().equals("tcp-delay")) {
                line("  ! not all that the drill means: " + TcpDelay.CANNOT);
            }
        }
        for (int i = drill.actions().size() - 1; i >= 0; i--) {
            Plan.Action action = drill.actions().get(i);
            line("  - " + action.target() + ": undo " + action.fault() + ", verified against the state before");
        }
        drill.irreversible().forEach(reason -> line("  ! not reversible: " + reason));
        drill.predicted().forEach(this::forecast);
        line("");
    }

    private void forecast(String service, Plan.Forecast f) {
        if (f.maxNanos() == 0) {
            line("  ? " + service + ": predicted no outage in any of " + f.trials() + " trials" + lost(f));
            return;
        }
        String heal = f.atHeal() > 0 ? "; " + f.atHeal() + " with an outage at the undo" : "";
        line("  ? " + service + ": predicted outage " + seconds(f.quantileNanos(0.05)) + " … "
                + seconds(f.quantileNanos(0.95)) + " (p05 … p95), " + seconds(f.minNanos()) + " … "
                + seconds(f.maxNanos()) + " at all, " + f.trials() + " trials, seed " + f.seed() + heal + lost(f));
    }

    private String lost(Plan.Forecast f) {
        return plan.ledger().isEmpty()
                ? ""
                : f.losing() == 0 ? "; no write lost" : "; writes lost in " + f.losing() + " trials, up to " + f.lost();
    }

    private void tail(String file) {
        plan.refused().forEach(no -> line("not possible  " + no.name() + ": " + no.reason()));
        plan.unmeasured().forEach(no -> line("not measured  " + no.name() + ": " + no.reason()));
        line("guards   targets agreed, not production; lease at most as the inventory says; before a run: steady state,"
                + " probes see a cut, journals clean");
        line("expires  " + plan.expires());
        line("hash     " + plan.hash());
        line("nothing was changed; to do it: nines chaos run " + file);
    }

    static String seconds(long nanos) {
        return Human.duration(nanos / 1e9);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
