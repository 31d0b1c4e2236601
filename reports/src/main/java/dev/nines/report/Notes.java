package dev.nines.report;

import dev.nines.result.Distribution;
import dev.nines.result.DrillResult;
import dev.nines.result.RunResult;
import dev.nines.result.ServiceResult;
import dev.nines.result.Value;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** The exact confidence of the intervals of a service's drills, where it is known. */
    static Optional<String> coverage(ServiceResult service) {
        DoubleSummaryStatistics coverage = service.drills().values().stream()
                .map(DrillResult::outageSeconds)
                .flatMap(outage -> Stream.of(outage.p50(), outage.p99()))
                .mapToDouble(Value::coverage)
                .filter(Double::isFinite)
                .summaryStatistics();
        return coverage.getCount() == 0
                ? Optional.empty()
                : Optional.of("CI: order statistics; exactly "
                        + Unit.SHARE.formatRange(coverage.getMin(), coverage.getMax()) + " of such intervals cover");
    }

    private static boolean hasBoundedP99(RunResult design) {
        return design.services().values().stream()
                .flatMap(service -> service.drills().values().stream())
                .map(DrillResult::outageSeconds)
                .anyMatch(outage ->
                        !outage.p99().hasValue() && outage.p99().bound().isOfTheNumber());
    }
}
