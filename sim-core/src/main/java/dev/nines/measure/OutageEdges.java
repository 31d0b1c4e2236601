package dev.nines.measure;

/**
 * The largest sum of (weight − allowed) over a stretch of probes, found online (Kadane's algorithm), with the edges and
 * counts of that stretch. A stretch begins and ends with a failed probe.
 */
final class OutageEdges {
    private final long intervalNanos;
    private final long allowed;

    /** The stretch that ends at the probe added last: empty when its sum is not positive. */
    private long runSum;

    private long runStartNanos;
    private long runSent;
    private long runWeight;

    /** The best stretch of the current run, or since {@link #keepBest()} of all runs. */
    private long bestSum;

    private long bestStartNanos = -1;
    private long bestEndNanos = -1;
    private long bestSent;
    private long bestWeight;

    private boolean keep;

    OutageEdges(long intervalNanos, long allowed) {
        this.intervalNanos = intervalNanos;
        this.allowed = allowed;
    }

    void add(long sendNanos, long weight) {
        addMany(sendNanos, 1, weight);
    }

    /** {@code n} probes of equal weight, the first at {@code fromNanos}. */
    void addMany(long fromNanos, long n, long weight) {
        if (runSum <= 0) {
            if (weight <= allowed) {
                return;
            }
            startRun(fromNanos);
        }
        runSum += n * (weight - allowed);
        runSent += n;
        runWeight += n * weight;
        if (runSum <= 0) {
            runSum = 0;
        } else if (runSum > bestSum) {
            bestSum = runSum;
            bestStartNanos = runStartNanos;
            bestEndNanos = fromNanos + (n - 1) * intervalNanos;
            bestSent = runSent;
            bestWeight = runWeight;
        }
    }

    private void startRun(long fromNanos) {
        runSum = 0;
        runStartNanos = fromNanos;
        runSent = 0;
        runWeight = 0;
        if (!keep) {
            bestSum = 0;
        }
    }

    /** True when the probe added last belongs to a stretch with a positive sum. */
    boolean running() {
        return runSum > 0;
    }

    /** An outage opened: from now on later runs compete with the one that opened it. */
    void keepBest() {
        keep = true;
    }

    /** The outage is over: forget everything. */
    void restart() {
        keep = false;
        runSum = 0;
        bestSum = 0;
    }

    long bestStartNanos() {
        return bestStartNanos;
    }

    long bestEndNanos() {
        return bestEndNanos;
    }

    long bestSent() {
        return bestSent;
    }

    double bestShare() {
        return Weight.toShare(bestWeight) / bestSent;
    }
}
