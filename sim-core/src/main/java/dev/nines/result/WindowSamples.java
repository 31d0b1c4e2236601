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
    private final DoubleColumn seconds = new DoubleColumn();
    private final DoubleColumn trialOf = new DoubleColumn();
    private int windows;
    private int trials;

    /** @param days of a window, at least 1; a year has 365 */
    WindowSamples(int days) {
        this.days = days;
    }

    void add(long horizonNanos, DailyDowntime daily) {
        windows = (int) (horizonNanos / DailyDowntime.DAY_NANOS / days);
        int i = 0;
        while (i < daily.size() && daily.day(i) / days < windows) {
            int window = daily.day(i) / days;
            long nanos = 0;
            while (i < daily.size() && daily.day(i) / days == window) {
                nanos += daily.nanos(i++);
            }
            if (nanos > 0) {
                seconds.add(nanos / 1e9);
                trialOf.add(trials);
            }
        }
        trials++;
    }

    /** Windows of all trials. */
    long count() {
        return (long) windows * trials;
    }

    private Estimate missing() {
        return trials == 0
                ? Estimate.missing(0, "no trials", Bound.NONE)
                : Estimate.missing(
                        0, "the horizon is shorter than " + (days == 365 ? "a year" : days + " days"), Bound.NONE);
    }

    /** Seconds that this share of windows do not exceed. */
    Estimate quantile(double p) {
        if (windows == 0) {
            return missing();
        }
        int[] zeros = new int[trials];
        Arrays.fill(zeros, windows);
        int[] trial = trials(zeros);
        if (windows == 1) {
            double[] all = new double[trials];
            for (int i = 0; i < trial.length; i++) {
                all[trial[i]] = seconds.get(i);
            }
            Arrays.sort(all);
            return Quantiles.of(all, p);
        }
        Estimate e = Quantiles.ofClusters(seconds.toArray(), trial, zeros, p);
        if (e.hasInterval() && e.high() == 0 && share(0).high() > 1 - p) {
            String reason = "not enough data: too few of " + trials + " trials had any downtime";
            return Estimate.withoutInterval(e.value(), e.n(), reason, Bound.NONE);
        }
        return e;
    }

    /** The trial of each stored window; takes them out of the zeros of their trials. */
    private int[] trials(int[] zeros) {
        int[] trial = new int[trialOf.size()];
        for (int i = 0; i < trial.length; i++) {
            trial[i] = (int) trialOf.get(i);
            zeros[trial[i]]--;
        }
        return trial;
    }

    /** The share of windows with more downtime than this. */
    Estimate share(double moreThanSeconds) {
        if (windows == 0) {
            return missing();
        }
        double[] hits = new double[trials];
        for (int i = 0; i < seconds.size(); i++) {
            hits[(int) trialOf.get(i)] += seconds.get(i) > moreThanSeconds ? 1 : 0;
        }
        return ClusteredShare.of(hits, windows);
    }

    /** Seconds of a window, on average. */
    Estimate mean() {
        if (windows == 0) {
            return missing();
        }
        double[] sums = new double[trials];
        for (int i = 0; i < seconds.size(); i++) {
            sums[(int) trialOf.get(i)] += seconds.get(i) / windows;
        }
        return Mean.of(sums).clampedTo(0, days * 86_400.0);
    }

    /** Seconds of the worst window. */
    Value max() {
        return windows == 0 ? Value.of(missing()) : Value.observed(Math.max(0, seconds.max()));
    }
}
