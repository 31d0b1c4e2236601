package dev.nines.scenario.trial;

import dev.nines.kernel.Trace;
import dev.nines.measure.Outage;
import dev.nines.measure.ServiceRecord;
import dev.nines.measure.TrialRecord;
import dev.nines.measure.TrialRecord.DrillRecord;
import dev.nines.measure.TrialRecord.YearRecord;
import dev.nines.model.Trial;
import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.ServiceSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The few numbers of a trial that say which design is better, the deciding one first: downtime and outages per year of
 * the main service, or, without years, its outage in each drill.
 */
final class MainFigures {
    private static final double YEAR_NANOS = 31_536_000e9;
    private static final double NANOS = 1e9;

    private final boolean years;
    private final List<String> sharedDrills;

    /** Years decide when all designs have them; else the drills that all have. */
    MainFigures(List<Design> designs) {
        years = designs.stream().allMatch(d -> d.run().horizonNanos() > 0);
        List<String> shared = new ArrayList<>(
                designs.get(0).drills().stream().map(DrillSpec::name).toList());
        designs.forEach(
                d -> shared.retainAll(d.drills().stream().map(DrillSpec::name).toList()));
        sharedDrills = List.copyOf(shared);
    }

    /** False: the designs have nothing in common that could decide. */
    boolean decide() {
        return years || !sharedDrills.isEmpty();
    }

    /** Names as in objectives. */
    List<String> names(Design design) {
        if (years) {
            return List.of("downtime-per-year", "outages-per-year");
        }
        List<String> names = new ArrayList<>(List.of("outage.mean"));
        design.drills().forEach(drill -> names.add("drills." + drill.name() + ".outage.mean"));
        return names;
    }

    double[] of(Design design, TrialRecord trial) {
        return years ? ofYear(design, trial.year()) : ofDrills(design, trial.drills());
    }

    /** Simulates no more of a trial than these figures need. */
    double[] simulate(Design design, long seed, int number, TrialOptions options) {
        Trial trial = new Trial(design, seed, number, options);
        return years
                ? ofYear(design, trial.year(Trace.OFF))
                : ofDrills(design, trial.run().drills());
    }

    private static double[] ofYear(Design design, YearRecord year) {
        ServiceRecord main = main(design, year.services());
        double horizon = year.horizonNanos() / YEAR_NANOS;
        long outages = main.outages().stream().filter(o -> !o.planned()).count();
        return new double[] {main.downtimeNanos() / NANOS / horizon, outages / horizon};
    }

    private double[] ofDrills(Design design, List<DrillRecord> drills) {
        double[] figures = new double[drills.size() + 1];
        for (int i = 0; i < drills.size(); i++) {
            ServiceRecord main = main(design, drills.get(i).services());
            boolean infinite = main.outages().stream().anyMatch(o -> o.end() == Outage.End.INFINITE);
            figures[i + 1] = infinite ? Double.POSITIVE_INFINITY : main.outageNanos() / NANOS;
            if (sharedDrills.contains(drills.get(i).drill())) {
                figures[0] += figures[i + 1] / sharedDrills.size();
            }
        }
        return figures;
    }

    /** As results choose it: what clients call first, else the first that is measured. */
    private static ServiceRecord main(Design design, List<ServiceRecord> records) {
        List<String> names = new ArrayList<>();
        design.clients().stream().limit(1).forEach(client -> names.add(client.calls()));
        design.services().stream().map(ServiceSpec::name).forEach(names::add);
        for (String name : names) {
            for (ServiceRecord record : records) {
                if (record.service().equals(name)) {
                    return record;
                }
            }
        }
        return records.get(0);
    }
}
