package dev.nines.result;

import dev.nines.measure.Outage;
import dev.nines.measure.Phases;
import dev.nines.measure.ServiceRecord;
import dev.nines.measure.TrialRecord;
import dev.nines.stats.Rounding;
import java.io.Writer;
import java.util.List;

/**
 * {@code samples.csv}: one row per drill and service of each trial, and one per outage of a year. A drill's row adds up
 * its outages: {@code start_s} is the start of the first, {@code end_s} the end of the last, {@code depth} the failed
 * share over all of them. What does not apply is empty: a year's losses are not known per outage.
 */
public final class SamplesCsv {
    static final String HEADER =
            "design,trial,kind,drill,service,faults,fault_time_s,start_s,end_s,outage_s,outages,depth,"
                    + "detect_s,decide_s,act_s,converge_s,lost_tx,lost_s,failed_requests";

    private final Csv csv;

    /** Writes the header. */
    public SamplesCsv(Writer out) {
        csv = new Csv(out, HEADER);
    }

    /** The rows of one trial; trials of one design in order of index. */
    public void add(String design, TrialRecord trial) {
        for (TrialRecord.DrillRecord drill : trial.drills()) {
            for (ServiceRecord record : drill.services()) {
                csv.put(design)
                        .put(trial.trial())
                        .put("drill")
                        .put(drill.drill())
                        .put(record.service());
                csv.put(String.join(";", drill.faults())).seconds(drill.faultNanos());
                drillOutages(record);
                csv.lost(record.losses()).put(record.failedRequests()).end();
            }
        }
        if (trial.year() != null) {
            for (ServiceRecord record : trial.year().services()) {
                for (Outage outage : record.outages()) {
                    csv.put(design).put(trial.trial()).put("year").none().put(record.service());
                    csv.put(String.join(";", outage.causes())).none();
                    csv.seconds(outage.startNanos());
                    length(List.of(outage), outage.endNanos());
                    csv.put(1).put(outage.depth());
                    phases(outage.phases());
                    csv.none().none().none().end();
                }
            }
        }
    }

    private void drillOutages(ServiceRecord record) {
        List<Outage> outages = record.outages();
        if (outages.isEmpty()) {
            csv.none().none().put(0).put(0).none();
        } else {
            csv.seconds(outages.get(0).startNanos());
            length(outages, outages.get(outages.size() - 1).endNanos());
            csv.put(outages.size());
            long down = 0;
            for (Outage outage : outages) {
                down += outage.downtimeNanos();
            }
            long open = record.outageNanos();
            csv.put(open == 0 ? outages.get(0).depth() : Rounding.nine((double) down / open));
        }
        phases(PhaseSums.of(outages));
    }

    private void length(List<Outage> outages, long endNanos) {
        long sum = 0;
        boolean infinite = false;
        for (Outage outage : outages) {
            sum += outage.lengthNanos();
            infinite |= outage.end() == Outage.End.INFINITE;
        }
        if (infinite) {
            csv.put(Json.INFINITE).put(Json.INFINITE);
        } else {
            csv.seconds(endNanos).seconds(sum);
        }
    }

    private void phases(Phases p) {
        if (p == null) {
            csv.none().none().none().none();
        } else {
            csv.seconds(p.detectNanos())
                    .seconds(p.decideNanos())
                    .seconds(p.actNanos())
                    .seconds(p.convergeNanos());
        }
    }
}
