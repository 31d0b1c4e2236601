package dev.nines.measure;

import java.util.List;

/**
 * Everything that one trial of one design gives to the statistics.
 *
 * @param drills each drill once, in file order
 * @param year null when the horizon is 0
 * @param events simulated
 */
public record TrialRecord(int trial, List<DrillRecord> drills, YearRecord year, long events) {

    /** @param faultNanos when the first step struck, since the start of the drill */
    public record DrillRecord(
            String drill,
            List<String> faults,
            long faultNanos,
            List<ServiceRecord> services,
            List<Violation> violations) {}

    public record YearRecord(long horizonNanos, List<ServiceRecord> services, List<Violation> violations) {}
}
