package dev.nines.result;

import dev.nines.measure.DailyDowntime;
import dev.nines.stats.Bound;
import dev.nines.stats.ClusteredShare;
import dev.nines.stats.Estimate;
import dev.nines.stats.Mean;
import dev.nines.stats.Quantiles;
import java.util.Arrays;

/**
 * Downtime in windows of whole days: the horizon of each trial is cut into consecutive ones from its beginning, and what
 * is left over belongs to none. Windows without downtime are counted, not stored.
 */
final class WindowSamples {
    private final int days;
    /** Of the windows with downtime, in the order of the trials. */
    private final DoubleColumn seconds = new DoubleColumn();
    /** How many of them each trial has. */
    private final DoubleColumn withDowntime = new DoubleColumn();

    private int windows;

    /** @param days of a window, at least 1; a year has 365 */
    WindowSamples(int days) {
        this.days = days;
    }

    void add(long horizonNanos, DailyDowntime daily) {
        windows = (int) (horizonNanos / DailyDowntime.DAY_NANOS / days);
        int before = seconds.size();
        int i = 0;
        while (i < daily.size() && daily.day(i) / days < windows) {
            int window = daily.day(i) / days;
            long nanos = 0;
            while (i < daily.size() && daily.day(i) / days == window) {
                nanos += daily.nanos(i++);
            }
            if (nanos > 0) {
                seconds.add(nanos / 1e9);
            }
        }
        withDowntime.add(seconds.size() - before);
    }

    private int trials() {
        return withDowntime.size();
    }

    /** Windows of all trials. */
    long count() {
        return (long) windows * trials();
    }

    private Estimate missing() {
        return trials() == 0
                ? Estimate.missing(0, "no trials", Bound.NONE)
                : Estimate.missing(
                        0, "the horizon is shorter than " + (days == 365 ? "a year" : days + " days"), Bound.NONE);
    }

    /** Seconds that this share of windows do not exceed. */
    Estimate quantile(double p) {
        if (windows == 0) {
            return missing();
        }
        int[] zeros = new int[trials()];
        for (int i = 0; i < zeros.length; i++) {
            zeros[i] = windows - (int) withDowntime.get(i);
        }
        int[] trial = Figures.trials(withDowntime, seconds.size());
        if (windows == 1) {
            double[] all = new double[trials()];
            for (int i = 0; i < trial.length; i++) {
                all[trial[i]] = seconds.get(i);
            }
            Arrays.sort(all);
            return Quantiles.of(all, p);
        }
        Estimate e = Quantiles.ofClusters(seconds.toArray(), trial, zeros, p);
        if (e.hasInterval() && e.high() == 0 && share(0).high() > 1 - p) {
            String reason = "not enough data: too few of " + trials() + " trials had any downtime";
            return Estimate.withoutInterval(e.value(), e.n(), reason, Bound.NONE);
        }
        return e;
    }

    /** The share of windows with more downtime than this. */
    Estimate share(double moreThanSeconds) {
        if (windows == 0) {
            return missing();
        }
        double[] hits = new double[trials()];
        int[] trial = Figures.trials(withDowntime, seconds.size());
        for (int i = 0; i < trial.length; i++) {
            hits[trial[i]] += seconds.get(i) > moreThanSeconds ? 1 : 0;
        }
        return ClusteredShare.of(hits, windows);
    }

    /** Seconds of a window, on average. */
    Estimate mean() {
        if (windows == 0) {
            return missing();
        }
        double[] sums = new double[trials()];
        int[] trial = Figures.trials(withDowntime, seconds.size());
        for (int i = 0; i < trial.length; i++) {
            sums[trial[i]] += seconds.get(i) / windows;
        }
        return Mean.of(sums).clampedTo(0, days * 86_400.0);
    }

    /** Seconds of the worst window. */
    Value max() {
        return windows == 0 ? Value.of(missing()) : Value.observed(Math.max(0, seconds.max()));
    }
}
