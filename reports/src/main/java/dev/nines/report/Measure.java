package dev.nines.report;

import dev.nines.result.DrillResult;
import dev.nines.result.QueueResult;
import dev.nines.result.ServiceResult;
import dev.nines.result.Value;
import dev.nines.result.YearsResult;
import java.util.List;
import java.util.function.Function;

/**
 * A number of a service that a table shows.
 *
 * @param metric as objectives and differences call it
 */
record Measure(String label, String metric, Unit unit, Function<ServiceResult, Value> from) {
    private static final Value ABSENT = Value.missing("not in the result");

    static final List<Measure> YEARS = List.of(
            years("availability", "availability", service -> service.years().availability()),
            years(
                    "downtime / year",
                    "downtime-per-year",
                    service -> service.years().downtime().mean()),
            years(
                    "outages / year",
                    "outages-per-year",
                    service -> service.years().outagesPerYear()),
            years(
                    "outage p50",
                    "outage.p50",
                    service -> service.years().outageSeconds().p50()),
            years(
                    "outage p99",
                    "outage.p99",
                    service -> service.years().outageSeconds().p99()),
            years(
                    "degraded / year",
                    "degraded-per-year",
                    service -> service.years().degraded().mean()),
            years(
                    "unprotected / year",
                    "unprotected-per-year",
                    service -> service.years().unprotected().mean()),
            years(
                    "planned / year",
                    "planned-per-year",
                    service -> service.years().planned().mean()),
            years(
                    "lost tx / year",
                    "lost-transactions-per-year",
                    service -> service.years().lostTransactions().mean()),
            // Of parts without a product, which nobody probes: there it is a classical question.
            years("first outage", "first-outage.mean", service -> ofPart(service, YearsResult::firstOutageSeconds)),
            years("runs without", "no-outage", service -> ofPart(service, YearsResult::trialsWithoutOutage)),
            queue("response", "queue.response.mean", QueueResult::responseSeconds),
            queue("response p99", "queue.response.p99", QueueResult::responseP99Seconds),
            queue("wait", "queue.wait.mean", QueueResult::waitSeconds),
            queue("in the system", "queue.in-system.mean", QueueResult::inSystem),
            queue("lost", "queue.lost", QueueResult::lost),
            queue("utilisation", "queue.utilisation", QueueResult::utilisation));

    private static Value ofPart(ServiceResult service, Function<YearsResult, Value> from) {
        boolean probed = service.requests().total() > 0;
        return probed ? ABSENT : from.apply(service.years());
    }

    private static Measure queue(String label, String metric, Function<QueueResult, Value> from) {
        return years(label, metric, service -> service.years().queue().map(from).orElse(ABSENT));
    }

    /** A page has a row for it. */
    static boolean isShown(String metric) {
        if (!metric.startsWith("drills.")) {
            return YEARS.stream().anyMatch(measure -> measure.metric().equals(metric));
        }
        String drill = metric.split("\\.", 3)[1];
        return ofDrill(drill).stream().anyMatch(measure -> measure.metric().equals(metric));
    }

    /** The label with the name of the drill. */
    String longLabel() {
        return metric.startsWith("drills.") ? metric.split("\\.", 3)[1] + ": " + label : label;
    }

    private static Measure years(String label, String metric, Function<ServiceResult, Value> from) {
        return new Measure(label, metric, Unit.of(metric), from);
    }

    static List<Measure> ofDrill(String drill) {
        return List.of(
                drill(
                        drill,
                        "outage p50",
                        "outage.p50",
                        result -> result.outageSeconds().p50()),
                drill(
                        drill,
                        "outage p99",
                        "outage.p99",
                        result -> result.outageSeconds().p99()),
                drill(drill, "downtime, mean", "downtime", DrillResult::downtimeSeconds),
                // A result has the median and the most; the mean stands in the differences.
                drill(drill, "lost tx, mean", "lost-transactions", result -> ABSENT));
    }

    private static Measure drill(String drill, String label, String metric, Function<DrillResult, Value> from) {
        return new Measure(label, "drills." + drill + "." + metric, Unit.of(metric), service -> {
            DrillResult result = service.drills().get(drill);
            return result == null ? ABSENT : from.apply(result);
        });
    }
}
