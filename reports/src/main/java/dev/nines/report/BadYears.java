package dev.nines.report;

import static dev.nines.report.Block.Cell.of;

import dev.nines.result.ServiceResult;
import dev.nines.result.Value;
import dev.nines.result.YearlyDowntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Downtime of single years: how bad they get, and how often they are worse than a number of nines allows. */
final class BadYears {
    private static final List<String> NINES = List.of("six", "five", "four", "three", "two");

    private BadYears() {}

    /** Empty when no whole year was simulated. */
    static Optional<Block> table(ServiceResult service) {
        YearlyDowntime yearly = service.years().yearlyDowntime();
        if (yearly.years() == 0) {
            return Optional.empty();
        }
        List<List<Block.Cell>> rows = new ArrayList<>();
        row("10 of 20 at most", service.years().downtime().p50(), Unit.SECONDS, rows);
        row("19 of 20 at most", service.years().downtime().p95(), Unit.SECONDS, rows);
        row("99 of 100 at most", service.years().downtime().p99(), Unit.SECONDS, rows);
        row("the worst", yearly.max(), Unit.SECONDS, rows);
        for (int i = 0; i < yearly.beyond().size(); i++) {
            YearlyDowntime.Beyond beyond = yearly.beyond().get(i);
            boolean nextIsAllToo = i + 1 < yearly.beyond().size()
                    && yearly.beyond().get(i + 1).share().value() == 1;
            boolean lastWasNone = i > 0 && yearly.beyond().get(i - 1).share().value() == 0;
            if (!nextIsAllToo && !lastWasNone) {
                row("more than " + Human.duration(beyond.seconds()) + nines(i), beyond.share(), Unit.SHARE, rows);
            }
        }
        return Optional.of(new Block.Table(List.of("", "", ""), List.of(1), rows));
    }

    private static String nines(int i) {
        return i < NINES.size() ? " (" + NINES.get(i) + " nines)" : "";
    }

    private static void row(String label, Value value, Unit unit, List<List<Block.Cell>> rows) {
        if (Values.says(value)) {
            String interval =
                    Values.interval(value, unit).map(i -> "95% CI " + i).orElse("");
            rows.add(List.of(of(label), of(Values.text(value, unit)), of(interval)));
        }
    }
}
