package dev.nines.result;

import dev.nines.measure.ServiceRecord;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that the trials said about one service. */
final class ServiceSamples {
    final Map<String, DrillSamples> drills = new LinkedHashMap<>();
    final YearSamples years;
    private final Requests drillRequests = new Requests();
    private final Requests yearRequests = new Requests();

    /** @param slo whether somebody says what is good enough */
    ServiceSamples(Collection<Integer> windowDays, boolean slo) {
        years = new YearSamples(windowDays, slo);
    }

    void addDrill(String drill, ServiceRecord record) {
        drills.computeIfAbsent(drill, d -> new DrillSamples()).add(record);
        drillRequests.add(record);
    }

    void addYear(long horizonNanos, ServiceRecord record) {
        years.add(horizonNanos, record);
        yearRequests.add(record);
    }

    boolean hasYears() {
        return years.horizonYears.size() > 0;
    }

    ServiceResult result() {
        Map<String, DrillResult> drillResults = new LinkedHashMap<>();
        drills.forEach((name, samples) -> drillResults.put(name, samples.result()));
        return new ServiceResult(
                drillResults,
                hasYears() ? years.result() : YearSamples.none(),
                (hasYears() ? yearRequests : drillRequests).result(),
                hasYears() ? years.byCause() : List.of());
    }
}
