package dev.nines.result;

import dev.nines.measure.Attribution;
import dev.nines.measure.Outage;
import dev.nines.measure.ServiceRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What each cause cost, added up over years; several causes of one outage share it in equal parts. */
final class CauseSamples {

    private static final class Sums {
        double downtime;
        double outages;
        double lost;
    }

    private final Map<String, Sums> byCause = new TreeMap<>();
    private double downtime;

    void add(ServiceRecord record) {
        int causeCount = 0;
        for (Outage outage : record.outages()) {
            if (outage.planned()) {
                continue;
            }
            int n = outage.causes().size();
            for (String cause : outage.causes()) {
                Sums sums = sums(cause);
                sums.downtime += (double) outage.downtimeNanos() / n;
                sums.outages += 1.0 / n;
            }
            downtime += outage.downtimeNanos();
            causeCount += n;
        }
        addLosses(record, causeCount);
    }

    private void addLosses(ServiceRecord record, int causeCount) {
        long lost = record.losses().lost();
        if (lost == 0) {
            return;
        }
        if (causeCount == 0) {
            sums(Attribution.NONE).lost += lost;
            return;
        }
        for (Outage outage : record.outages()) {
            if (!outage.planned()) {
                for (String cause : outage.causes()) {
                    sums(cause).lost += (double) lost / causeCount;
                }
            }
        }
    }

    private Sums sums(String cause) {
        return byCause.computeIfAbsent(cause, c -> new Sums());
    }

    /** Most downtime first; equals in order of name. */
    List<CauseResult> result(double years) {
        List<Map.Entry<String, Sums>> entries = new ArrayList<>(byCause.entrySet());
        entries.sort(Comparator.comparingDouble((Map.Entry<String, Sums> e) -> -e.getValue().downtime));
        List<CauseResult> rows = new ArrayList<>();
        for (Map.Entry<String, Sums> entry : entries) {
            String cause = entry.getKey();
            int space = cause.indexOf(' ');
            Sums sums = entry.getValue();
            rows.add(new CauseResult(
                    space < 0 ? cause : cause.substring(0, space),
                    space < 0 ? "" : cause.substring(space + 1),
                    downtime == 0 ? Value.missing("no downtime") : Value.observed(sums.downtime / downtime),
                    Value.observed(sums.outages / years),
                    Value.observed(sums.lost / years)));
        }
        return rows;
    }
}
