package dev.nines.result;

import dev.nines.measure.Outage;
import dev.nines.measure.ServiceRecord;
import dev.nines.measure.TrialRecord;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code trials.csv}: one row per trial and service, also without any outage. Columns {@code drill_…} add up all drills
 * of the trial; the others are of its years, planned work in {@code planned_s} alone.
 */
public final class TrialsCsv {
    static final String HEADER =
            "design,trial,service,drill_outages,drill_outage_s,drill_lost_tx,drill_failed_requests,"
                    + "year_outages,year_outage_s,infinite,censored,downtime_s,planned_s,degraded_s,unprotected_s,"
                    + "lost_tx,lost_s,requests,failed_requests,violations";

    private final Csv csv;

    private static final class Drills {
        long outages;
        long outageNanos;
        long lost;
        boolean lostMeasured = true;
        long failedRequests;
    }

    /** Writes the header. */
    public TrialsCsv(Writer out) {
        csv = new Csv(out, HEADER);
    }

    /** The rows of one trial; trials of one design in order of index. */
    public void add(String design, TrialRecord trial) {
        Map<String, Drills> drills = new LinkedHashMap<>();
        long violations = 0;
        for (TrialRecord.DrillRecord drill : trial.drills()) {
            violations += drill.violations().size();
            for (ServiceRecord record : drill.services()) {
                Drills sum = drills.computeIfAbsent(record.service(), s -> new Drills());
                sum.outages += record.outages().size();
                sum.outageNanos += record.outageNanos();
                sum.lost += record.losses().lost();
                sum.lostMeasured &= record.losses().measured();
                sum.failedRequests += record.failedRequests();
            }
        }
        Map<String, ServiceRecord> years = new LinkedHashMap<>();
        if (trial.year() != null) {
            violations += trial.year().violations().size();
            for (ServiceRecord record : trial.year().services()) {
                years.put(record.service(), record);
                drills.computeIfAbsent(record.service(), s -> new Drills());
            }
        }
        for (Map.Entry<String, Drills> row : drills.entrySet()) {
            Drills d = row.getValue();
            csv.put(design).put(trial.trial()).put(row.getKey()).put(d.outages).seconds(d.outageNanos);
            (d.lostMeasured ? csv.put(d.lost) : csv.none()).put(d.failedRequests);
            year(years.get(row.getKey()));
            csv.put(violations).end();
        }
    }

    private void year(ServiceRecord record) {
        if (record == null) {
            for (int i = 0; i < 12; i++) {
                csv.none();
            }
            return;
        }
        long outages = 0;
        long outageNanos = 0;
        long infinite = 0;
        long censored = 0;
        for (Outage outage : record.outages()) {
            if (!outage.planned()) {
                outages++;
                outageNanos += outage.lengthNanos();
                infinite += outage.end() == Outage.End.INFINITE ? 1 : 0;
                censored += outage.end() == Outage.End.CENSORED ? 1 : 0;
            }
        }
        csv.put(outages).seconds(outageNanos).put(infinite).put(censored);
        csv.seconds(record.downtimeNanos()).seconds(record.plannedNanos());
        csv.seconds(record.degradedNanos()).seconds(record.unprotectedNanos());
        csv.lost(record.losses()).put(record.requests()).put(record.failedRequests());
    }
}
