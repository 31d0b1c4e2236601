package dev.nines.result;

import dev.nines.measure.TrialRecord;
import dev.nines.measure.Violation;
import dev.nines.stats.Proportion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Violations by name: the trials that had them, and where the first one is. */
final class ViolationSamples {

    private static final class Seen {
        long trials;
        int lastTrial = -1;
        String replay;

        /** 1 or 0 per trial. */
        final DoubleColumn byTrial = new DoubleColumn();
    }

    private final String design;
    private final Map<String, Seen> byName = new TreeMap<>();
    private int trials;

    ViolationSamples(String design) {
        this.design = design;
    }

    void checked(Collection<String> names) {
        for (String name : names) {
            byName.computeIfAbsent(name, n -> new Seen());
        }
    }

    void add(TrialRecord trial) {
        for (TrialRecord.DrillRecord drill : trial.drills()) {
            for (Violation violation : drill.violations()) {
                add(trial.trial(), drill.drill(), violation);
            }
        }
        if (trial.year() != null) {
            for (Violation violation : trial.year().violations()) {
                add(trial.trial(), "", violation);
            }
        }
        trials++;
        for (Seen seen : byName.values()) {
            pad(seen, trials - 1);
            seen.byTrial.add(seen.lastTrial == trial.trial() ? 1 : 0);
        }
    }

    private void add(int trial, String drill, Violation violation) {
        Seen seen = byName.computeIfAbsent(violation.name(), n -> new Seen());
        if (seen.lastTrial == trial) {
            return;
        }
        seen.lastTrial = trial;
        seen.trials++;
        if (seen.replay == null) {
            seen.replay = "nines replay nines-out/latest --design " + design
                    + (drill.isEmpty() ? "" : " --drill " + drill)
                    + " --trial " + trial
                    + " --stop-at " + seconds(violation.timeNanos()) + "s";
        }
    }

    private static void pad(Seen seen, int size) {
        while (seen.byTrial.size() < size) {
            seen.byTrial.add(0);
        }
    }

    static String seconds(long nanos) {
        return nanos == 0
                ? "0"
                : BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
    }

    Collection<String> names() {
        return byName.keySet();
    }

    /** 1 for each trial that had it, 0 for the others. */
    double[] byTrial(String name) {
        Seen seen = byName.getOrDefault(name, new Seen());
        pad(seen, trials);
        return seen.byTrial.toArray();
    }

    List<ViolationResult> result(Collection<String> expected) {
        List<ViolationResult> rows = new ArrayList<>();
        byName.forEach((name, seen) -> rows.add(new ViolationResult(
                name,
                seen.trials,
                expected.contains(name),
                trials == 0 ? Value.missing("no trials") : Value.observed(Proportion.upperBound(seen.trials, trials)),
                Optional.ofNullable(seen.replay))));
        return rows;
    }
}
