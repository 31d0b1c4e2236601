package dev.nines.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Turns the outcomes of open-loop probes into outages.
 *
 * <p>Probes are sent on a fixed schedule and each outcome is booked at the <em>send</em> time. Outcomes become known in
 * any order; the meter waits for the oldest one and works in send order. An outage opens when the share of good probes
 * over the last second falls below the threshold, and closes when that share has stayed at or above it for one second.
 * Its edges are the two failed probes between which (failed − (1 − threshold) × sent) is largest (of equals the
 * stretch that ends first, and of those the shortest), searched from the run of failures that opened it to its
 * closing, so that stray failures do not stretch it. Its depth is the failed share between the edges.
 *
 * <p>Before the first probe the service counts as good. Nothing is allocated per probe.
 */
public final class OutageMeter {
    private static final long WINDOW_NANOS = 1_000_000_000L;

    private final long intervalNanos;
    private final OutstandingProbes outstanding = new OutstandingProbes();
    private final OutageEdges edges;

    /** Weights of the probes of the last second, a ring. */
    private final long[] window;

    /** Weight that the window may hold before the share is below the threshold. */
    private final long allowedWeight;

    private int windowNext;
    private long windowWeight;

    private boolean open;
    private int goodInARow;
    private boolean planned;

    private final List<RawOutage> outages = new ArrayList<>();

    private long probes;
    private long unplannedWeight;
    private long plannedWeight;
    private final DailyDowntime daily = new DailyDowntime();

    /**
     * @param intervalNanos between probes, at most one second
     * @param threshold success share below which an outage opens, between 0 and 1, both excluded
     */
    public OutageMeter(long intervalNanos, double threshold) {
        if (intervalNanos < 1 || intervalNanos > WINDOW_NANOS) {
            throw new IllegalArgumentException("probe interval must be 1 ns … 1 s: " + intervalNanos);
        }
        if (!(threshold > 0 && threshold < 1)) {
            throw new IllegalArgumentException("outage threshold must be between 0 and 1: " + threshold);
        }
        this.intervalNanos = intervalNanos;
        window = new long[(int) ((WINDOW_NANOS + intervalNanos - 1) / intervalNanos)];
        edges = new OutageEdges(intervalNanos, Weight.ofShareRoundedUp(1 - threshold));
        allowedWeight = window.length * Weight.ofShareRoundedUp(1 - threshold);
    }

    /** Probes that are sent from now on count as sent under planned work only, or not. */
    public void planned(boolean onlyPlannedWorkInEffect) {
        planned = onlyPlannedWorkInEffect;
    }

    /** Days are counted from here; before the first probe. */
    public void startAt(long nanos) {
        daily.startAt(nanos);
    }

    /** A probe was sent, later than any before it. */
    public void sent(long sendNanos) {
        outstanding.addProbe(sendNanos, planned);
    }

    /** The outcome of the probe that was sent at {@code sendNanos} is known: once per probe, in any order. */
    public void outcome(long sendNanos, boolean good) {
        outstanding.book(sendNanos, good);
        settle(false);
    }

    /**
     * A steady stretch without simulated probes. It counts as the probes that would have been sent at
     * {@code fromNanos}, {@code fromNanos} + interval, … before {@code toNanos}, each failed by {@code failedShare}.
     *
     * @param fromNanos send time of the first probe that is not simulated
     * @param toNanos send time of the next simulated one
     */
    public void skip(long fromNanos, long toNanos, double failedShare) {
        if (!(failedShare >= 0 && failedShare <= 1)) {
            throw new IllegalArgumentException("failed share must be 0 … 1: " + failedShare);
        }
        if (toNanos > fromNanos) {
            outstanding.addSkip(fromNanos, toNanos, Weight.ofShare(failedShare), planned);
            settle(false);
        }
    }

    /** True when an outage is open, as far as outcomes are known without gap. */
    public boolean open() {
        return open;
    }

    /** Share of good probes over the last second for which outcomes are known without gap. */
    public double shareOfLastSecond() {
        return 1 - Weight.toShare(windowWeight) / window.length;
    }

    /** Probes sent whose outcome is not known yet. */
    public int outstanding() {
        return outstanding.unknown();
    }

    /**
     * Watching stops. Probes whose outcome is unknown are left out. An outage that is open while the share of the last
     * second is below the threshold gets {@code endIfOpen} and lasts to {@code nowNanos}; one whose share has recovered
     * without a full second of confirmation is closed at its edges.
     */
    public void finish(long nowNanos, Outage.End endIfOpen) {
        settle(true);
        if (!open) {
            return;
        }
        if (windowWeight <= allowedWeight || endIfOpen == Outage.End.CLOSED) {
            close();
            return;
        }
        open = false;
        long endNanos = Math.max(nowNanos, edges.bestEndNanos());
        outages.add(new RawOutage(edges.bestStartNanos(), endNanos, edges.bestSent(), edges.bestShare(), endIfOpen));
        edges.restart();
    }

    /** The outages that have ended (and, after {@link #finish}, the one that had not), in order of time. */
    public List<RawOutage> outages() {
        return Collections.unmodifiableList(outages);
    }

    /** Probes with a known outcome, and those that would have been sent in skipped stretches. */
    public long probes() {
        return probes;
    }

    /** Of {@link #probes()}, the failed ones, planned work included. */
    public long failedProbes() {
        return Weight.toCount(unplannedWeight + plannedWeight);
    }

    /** Failed share × time, outside planned work. */
    public long downtimeNanos() {
        return Weight.toNanos(unplannedWeight, intervalNanos);
    }

    /** Of {@link #downtimeNanos}, what fell on each day. */
    public DailyDowntime daily() {
        return daily;
    }

    /** Failed share × time while only planned work was in effect. */
    public long plannedNanos() {
        return Weight.toNanos(plannedWeight, intervalNanos);
    }

    private void settle(boolean passUnknown) {
        while (outstanding.headSettled(passUnknown)) {
            long fromNanos = outstanding.headNanos();
            boolean isPlanned = outstanding.headPlanned();
            long weight = outstanding.headWeight();
            if (outstanding.headIsSkip()) {
                settleSkip(fromNanos, outstanding.headSkipToNanos(), weight, isPlanned);
            } else if (weight >= 0) {
                settleProbe(fromNanos, weight, isPlanned);
            }
            outstanding.removeHead();
        }
    }

    private void settleProbe(long sendNanos, long weight, boolean isPlanned) {
        count(sendNanos, 1, weight, isPlanned);
        edges.add(sendNanos, weight);
        windowWeight += weight - window[windowNext];
        window[windowNext] = weight;
        windowNext = windowNext + 1 == window.length ? 0 : windowNext + 1;
        watch();
    }

    private void watch() {
        boolean good = windowWeight <= allowedWeight;
        if (!open) {
            // A share that is low only because of what stands before the last closing opens nothing.
            if (!good && edges.running()) {
                open = true;
                goodInARow = 0;
                edges.keepBest();
            }
        } else if (!good) {
            goodInARow = 0;
        } else if (++goodInARow > window.length) {
            // The first good share is an instant; one second later it has stayed good for one second.
            close();
        }
    }

    private void close() {
        open = false;
        outages.add(new RawOutage(
                edges.bestStartNanos(), edges.bestEndNanos(), edges.bestSent(), edges.bestShare(), Outage.End.CLOSED));
        edges.restart();
    }

    /** After two windows of equal probes nothing can open or close any more: the rest is counted at once. */
    private void settleSkip(long fromNanos, long toNanos, long weight, boolean isPlanned) {
        long n = (toNanos - fromNanos + intervalNanos - 1) / intervalNanos;
        long single = Math.min(n, 2L * window.length + 2);
        for (long k = 0; k < single; k++) {
            settleProbe(fromNanos + k * intervalNanos, weight, isPlanned);
        }
        if (n > single) {
            count(fromNanos + single * intervalNanos, n - single, weight, isPlanned);
            edges.addMany(fromNanos + single * intervalNanos, n - single, weight);
        }
    }

    private void count(long fromNanos, long n, long weight, boolean isPlanned) {
        probes += n;
        if (isPlanned) {
            plannedWeight += n * weight;
        } else {
            unplannedWeight += n * weight;
            if (weight > 0) {
                daily.probes(fromNanos, n, intervalNanos, weight);
            }
        }
    }
}
