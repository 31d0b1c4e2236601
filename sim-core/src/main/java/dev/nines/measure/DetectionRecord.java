package dev.nines.measure;

import java.util.List;

/**
 * What the failure detectors of one heartbeat service did during one drill or one year of one trial, all observers and
 * peers together. A suspicion is <em>false</em> when the peer was up and beating. Of each list at most the first
 * {@link #KEPT} of a trial.
 *
 * @param suspicions all
 * @param falseByObserver false ones after the observer itself had stood still since the peer's last beat
 * @param falseByTarget others after the peer had stood still or been down since its last beat
 * @param falseByNetwork the rest: beats were lost, or the detector's margin was too narrow for their gaps
 * @param watchedSeconds for which an observer and its peer both beat, added up over all of them: only then a suspicion can
 *     be false; of years, 0 in drills
 * @param silenceNanos from the last beat that the observer had heard to the suspicion
 * @param detectionNanos from the moment at which the peer stopped beating to the suspicion; true suspicions only
 * @param mistakeNanos from a false suspicion until the peer was trusted again or stopped; those that had an end
 */
public record DetectionRecord(
        String service,
        long suspicions,
        long falseByObserver,
        long falseByTarget,
        long falseByNetwork,
        double watchedSeconds,
        List<Long> silenceNanos,
        List<Long> detectionNanos,
        List<Long> mistakeNanos) {
    public static final int KEPT = 1_000;

    public DetectionRecord {
        silenceNanos = List.copyOf(silenceNanos);
        detectionNanos = List.copyOf(detectionNanos);
        mistakeNanos = List.copyOf(mistakeNanos);
    }

    public long falseSuspicions() {
        return falseByObserver + falseByTarget + falseByNetwork;
    }
}
