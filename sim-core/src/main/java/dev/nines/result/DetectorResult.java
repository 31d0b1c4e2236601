package dev.nines.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The failure detectors of one heartbeat service.
 *
 * @param drills by name in file order
 * @param suspicionsPerYear all of them; missing when no years were simulated, as the others are
 * @param falseSuspicionsPerYear of peers that were up and beating, of all observers and peers together
 * @param mistakeRecurrenceSeconds E(T_MR) of Chen, Toueg and Aguilera: from one false suspicion to the next of the same
 *     observer and peer, on average, while both beat
 */
public record DetectorResult(
        Map<String, DetectionResult> drills,
        Value suspicionsPerYear,
        Value falseSuspicionsPerYear,
        Value mistakeRecurrenceSeconds,
        DetectionResult years) {

    public DetectorResult {
        drills = Collections.unmodifiableMap(new LinkedHashMap<>(drills));
    }
}
