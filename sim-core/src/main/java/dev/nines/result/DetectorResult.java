package dev.nines.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The failure detectors of one heartbeat service.
 *
 * @param drills by name in file order
 * @param suspicionsPerYear all of them; missing when no years were simulated, as the others are
 * @param falseSuspicionsPerYear of peers that were up and beating
 */
public record DetectorResult(
        Map<String, DetectionResult> drills,
        Value suspicionsPerYear,
        Value falseSuspicionsPerYear,
        DetectionResult years) {

    public DetectorResult {
        drills = Collections.unmodifiableMap(new LinkedHashMap<>(drills));
    }
}
