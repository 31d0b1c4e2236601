package dev.nines.stats;

/**
 * The share of windows (years, months) in which something happened. The windows of a trial may depend on each other,
 * trials do not.
 */
public final class ClusteredShare {
    private ClusteredShare() {}

    /**
     * @param hits windows of each trial in which it happened
     * @param windows of each trial, at least 1
     */
    public static Estimate of(double[] hits, int windows) {
        int trials = hits.length;
        if (trials == 0) {
            return Estimate.missing(0, "no trials", Bound.NONE);
        }
        double[] shares = new double[trials];
        double[] misses = new double[trials];
        int hit = 0;
        int missed = 0;
        for (int i = 0; i < trials; i++) {
            shares[i] = hits[i] / windows;
            misses[i] = 1 - shares[i];
            hit += hits[i] > 0 ? 1 : 0;
            missed += hits[i] < windows ? 1 : 0;
        }
        if (windows == 1) {
            return Proportion.of(hit, trials);
        }
        if (hit <= missed) {
            return ofShares(shares, hit, windows);
        }
        Estimate e = ofShares(misses, missed, windows);
        return Estimate.of(1 - e.value(), 1 - e.high(), 1 - e.low(), e.method(), trials);
    }

    /** @param any trials in which it happened at all */
    private static Estimate ofShares(double[] shares, int any, int windows) {
        Estimate e = Mean.of(shares);
        if (any > 1 && e.hasInterval()) {
            return e.clampedTo(0, 1);
        }
        // Not more windows than all of the trials that may have any, not fewer than one in each.
        Estimate ofTrials = Proportion.of(any, shares.length);
        return Estimate.of(e.value(), ofTrials.low() / windows, ofTrials.high(), ofTrials.method(), shares.length);
    }
}
