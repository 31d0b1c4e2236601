package dev.nines.result;

/**
 * What the failure detectors of one heartbeat service did in one drill, or in the years, over all trials.
 *
 * @param count trials
 * @param suspected of those, with any suspicion
 * @param falselySuspected of those, with a suspicion of a peer that was up and beating
 * @param silenceSeconds from the last beat heard to the suspicion
 * @param detectionSeconds from the moment at which the peer stopped beating to the suspicion
 * @param mistakeSeconds from a false suspicion until the peer was trusted again
 * @param wrongObserver false suspicions, in all trials, after the observer itself had stood still
 * @param wrongTarget others after the peer had stood still or been down
 * @param wrongNetwork the rest: beats lost, or gaps wider than the detector's margin
 */
public record DetectionResult(
        long count,
        long suspected,
        long falselySuspected,
        Distribution silenceSeconds,
        Distribution detectionSeconds,
        Distribution mistakeSeconds,
        long wrongObserver,
        long wrongTarget,
        long wrongNetwork) {}
