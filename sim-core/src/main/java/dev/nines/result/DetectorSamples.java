package dev.nines.result;

import dev.nines.measure.DetectionRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything that the trials said about the failure detectors of one heartbeat service. */
final class DetectorSamples {
    final Map<String, DetectionSamples> drills = new LinkedHashMap<>();
    final DetectionSamples years = new DetectionSamples();

    void addDrill(String drill, DetectionRecord record) {
        drills.computeIfAbsent(drill, d -> new DetectionSamples()).add(record, 0);
    }

    void addYear(long horizonNanos, DetectionRecord record) {
        years.add(record, horizonNanos / 1e9 / Figures.YEAR_SECONDS);
    }

    DetectorResult result() {
        Map<String, DetectionResult> results = new LinkedHashMap<>();
        drills.forEach((name, samples) -> results.put(name, samples.result()));
        return new DetectorResult(
                results,
                years.suspicionsPerYear(),
                years.falseSuspicionsPerYear(),
                years.mistakeRecurrence(),
                years.result());
    }
}
