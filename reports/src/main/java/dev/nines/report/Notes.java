package dev.nines.report;

import dev.nines.result.Distribution;
import dev.nines.result.DrillResult;
import dev.nines.result.RunResult;
import java.util.List;
import java.util.Optional;

/** What is said once about the numbers of a page. */
final class Notes {
    private Notes() {}

    /** How many runs a p99 of a drill needs, when these were too few. */
    static Optional<String> fewRuns(List<RunResult> designs) {
        int needed = Distribution.neededFor(0.99);
        return designs.stream()
                .filter(design -> design.trials() < needed && hasBoundedP99(design))
                .findFirst()
                .map(design -> "≥: " + RunPage.runs(design) + (design.trials() == 1 ? " bounds" : " bound")
                        + " a p99 from below only; an interval needs " + Human.count(needed) + " (--trials " + needed
                        + ")");
    }

    private static boolean hasBoundedP99(RunResult design) {
        return design.services().values().stream()
                .flatMap(service -> service.drills().values().stream())
                .map(DrillResult::outageSeconds)
                .anyMatch(outage ->
                        !outage.p99().hasValue() && outage.p99().bound().isOfTheNumber());
    }
}
