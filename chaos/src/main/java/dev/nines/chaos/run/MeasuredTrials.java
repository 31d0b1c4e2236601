package dev.nines.chaos.run;

import dev.nines.chaos.probe.Repetition;
import dev.nines.measure.DailyDowntime;
import dev.nines.measure.Outage;
import dev.nines.measure.RawOutage;
import dev.nines.measure.ServiceRecord;
import dev.nines.measure.TrialRecord;
import dev.nines.measure.TrialRecord.DrillRecord;
import java.util.ArrayList;
import java.util.List;

/** Measured repetitions in the shape of simulated trials, so that one result and one report serve both. */
public final class MeasuredTrials {
    private MeasuredTrials() {}

    /** One trial per repetition in which every drill counts, numbered from 0: what does not count is in the exhibits. */
    public static List<TrialRecord> of(List<Measurement> measurements, int drills) {
        List<TrialRecord> trials = new ArrayList<>();
        int last = measurements.stream().mapToInt(Measurement::repetition).max().orElse(-1);
        for (int repetition = 0; repetition <= last; repetition++) {
            int number = repetition;
            List<DrillRecord> done = measurements.stream()
                    .filter(m -> m.repetition() == number && m.counts())
                    .map(MeasuredTrials::drill)
                    .toList();
            if (done.size() == drills) {
                trials.add(new TrialRecord(trials.size(), done, null, 0));
            }
        }
        return trials;
    }

    private static DrillRecord drill(Measurement m) {
        List<ServiceRecord> services = new ArrayList<>();
        m.seen().forEach((service, seen) -> services.add(service(service, seen, m)));
        return new DrillRecord(m.drill(), m.faults(), m.faultNanos() - m.beginNanos(), services, List.of());
    }

    private static ServiceRecord service(String service, Repetition seen, Measurement m) {
        Repetition requests = m.clients().getOrDefault(service, seen);
        List<Outage> outages = new ArrayList<>();
        for (int i = 0; i < seen.outages().size(); i++) {
            outages.add(outage(seen.outages().get(i), m.phases().get(service).get(i), m));
        }
        return new ServiceRecord(
                service,
                outages,
                seen.probes(),
                seen.failed(),
                seen.downtimeNanos(),
                new DailyDowntime(),
                0,
                0,
                0,
                requests.probes(),
                requests.failed(),
                false,
                requests.latencyMicros(),
                m.losses());
    }

    private static Outage outage(RawOutage raw, MeasuredPhases phases, Measurement m) {
        return new Outage(
                raw.startNanos() - m.beginNanos(),
                raw.endNanos() - m.beginNanos(),
                raw.failedShare(),
                raw.downtimeNanos(),
                raw.end(),
                false,
                m.faults(),
                phases.phases().orElse(null));
    }
}
