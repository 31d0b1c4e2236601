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

    /**
     * @param faultNanos when the first step struck, since the start of the drill
     * @param detections of heartbeat services, in file order
     */
    public record DrillRecord(
            String drill,
            List<String> faults,
            long faultNanos,
            List<ServiceRecord> services,
            List<DetectionRecord> detections,
            List<Violation> violations) {

        public DrillRecord(
                String drill,
                List<String> faults,
                long faultNanos,
                List<ServiceRecord> services,
                List<Violation> violations) {
            this(drill, faults, faultNanos, services, List.of(), violations);
        }
    }

    /**
     * @param detections of heartbeat services, in file order
     * @param served requests by node while everything was healthy, before the first fault
     */
    public record YearRecord(
            long horizonNanos,
            List<ServiceRecord> services,
            List<DetectionRecord> detections,
            List<Violation> violations,
            List<Served> served) {

        public YearRecord(
                long horizonNanos, List<ServiceRecord> services, List<Violation> violations, List<Served> served) {
            this(horizonNanos, services, List.of(), violations, served);
        }

        public YearRecord(long horizonNanos, List<ServiceRecord> services, List<Violation> violations) {
            this(horizonNanos, services, violations, List.of());
        }
    }

    /** How many requests a node of a service has served. */
    public record Served(String service, String host, long requests) {}
}
