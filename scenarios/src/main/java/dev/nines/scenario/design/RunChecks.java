package dev.nines.scenario.design;

import dev.nines.kernel.Law;
import dev.nines.model.spec.DowntimeWindow;
import dev.nines.scenario.language.Report;
import dev.nines.scenario.language.Section;
import dev.nines.scenario.language.Value;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.vocabulary.Objective;
import java.util.List;
import java.util.Optional;

/** Whether the horizon is long enough for what shall be learnt from it. */
final class RunChecks {
    private static final double DAY_NANOS = 86_400e9;
    private static final double P95 = 0.95;

    private final Section file;
    private final Report report;
    /** −1 when it is not known. */
    private final long horizonNanos;

    RunChecks(Section file, Report report) {
        this.file = file;
        this.report = report;
        horizonNanos = file.withEmpty(List.of("run"))
                .sub("run")
                .flatMap(run -> run.find("horizon"))
                .map(value -> (Long) value.object())
                .orElse(-1L);
    }

    void check() {
        file.list("objectives").forEach(this::checkWindow);
        if (horizonNanos > 0) {
            for (String key : List.of("faults", "planned")) {
                file.list(key).forEach(law -> checkRepair((Section) law.object()));
            }
        }
    }

    /** An objective about a year needs a year. */
    private void checkWindow(Value value) {
        Objective.Parsed objective = (Objective.Parsed) value.object();
        int days = objective.window().days();
        if (days > 0 && horizonNanos >= 0 && horizonNanos < days * DAY_NANOS) {
            String window = days == DowntimeWindow.YEAR ? "a year" : days + " days";
            String horizon = horizonNanos == 0 ? "no years are simulated" : "the horizon is shorter than " + window;
            String help =
                    "write `run: {horizon: " + (days % DowntimeWindow.YEAR == 0 ? "1y" : days + "d") + "}` or more";
            report.add(Code.BAD_OBJECTIVE, value.place(), horizon, "is about " + window, help);
        }
    }

    /** Repairs that the horizon cuts off show neither their length nor what happens after them. */
    private void checkRepair(Section fault) {
        Optional<Value> written = fault.isWritten("repair") ? fault.find("repair") : Optional.empty();
        if (written.isEmpty() || !(written.get().object() instanceof Law repair)) {
            return;
        }
        boolean mean = repair.meanNanos() > horizonNanos;
        if (mean || repair.nanosAt(P95) > horizonNanos) {
            String often = mean
                    ? "a repair takes longer than the horizon, on average"
                    : "some repairs take longer than the horizon";
            report.add(
                    Code.SHORT_HORIZON,
                    written.get().place(),
                    often,
                    mean ? "often cut off" : "more than 1 in 20 are cut off",
                    "write a longer `horizon` under `run`; with `warm-up` some have begun before it");
        }
    }
}
