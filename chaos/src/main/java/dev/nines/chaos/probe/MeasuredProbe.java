package dev.nines.chaos.probe;

import java.util.function.BooleanSupplier;

/**
 * One probe of a running session and what it has seen so far. Safe for use by several threads.
 *
 * <p>Limits and calms are lengths of real time. Everything that asks the prober for more throws {@link ProbeGone} when it has ended.
 */
public final class MeasuredProbe {
    /** A prober that is later than this does not keep its rate over a second. */
    private static final long RATE_SLACK_NANOS = 250_000_000L;

    private final ProbeSpec spec;
    private final Schedule schedule;
    private final double threshold;
    /** Since the session began. */
    private final Watch overall;

    private Watch repetition;
    private long newest = -1;
    private long newestDueNanos;
    private long calmSinceNanos;
    private long openUntilNanos;
    private long outcomes;
    private int goodInARow;
    private int badInARow;
    private long heardNanos = System.nanoTime();
    private String gone = "";

    /** @param threshold of outages, see {@link dev.nines.measure.OutageMeter} */
    MeasuredProbe(ProbeSpec spec, Schedule schedule, double threshold) {
        this.spec = spec;
        this.schedule = schedule;
        this.threshold = threshold;
        overall = new Watch(schedule, threshold, 0);
        repetition = overall;
        newestDueNanos = schedule.originNanos();
        calmSinceNanos = schedule.originNanos();
        openUntilNanos = schedule.originNanos();
    }

    public ProbeSpec spec() {
        return spec;
    }

    public Schedule schedule() {
        return schedule;
    }

    synchronized void outcome(ProbeOutcome outcome) {
        heardNanos = System.nanoTime();
        outcomes++;
        newest = Math.max(newest, outcome.sequence());
        newestDueNanos = Math.max(newestDueNanos, outcome.dueNanos());
        overall.outcome(outcome);
        if (repetition != overall) {
            repetition.outcome(outcome);
        }
        goodInARow = outcome.good() ? goodInARow + 1 : 0;
        badInARow = outcome.good() ? 0 : badInARow + 1;
        if (!outcome.good() || outcome.latenessNanos() > RATE_SLACK_NANOS) {
            calmSinceNanos = Math.max(calmSinceNanos, outcome.dueNanos() + schedule.intervalNanos());
        }
        if (overall.open()) {
            openUntilNanos = newestDueNanos;
        }
        notifyAll();
    }

    synchronized void gone(String why) {
        gone = why;
        notifyAll();
    }

    /** Outcomes so far. */
    public synchronized long outcomes() {
        return outcomes;
    }

    /** Share of good probes over the last second whose outcomes are known. */
    public synchronized double shareOfLastSecond() {
        return overall.shareOfLastSecond();
    }

    /** How long no outcome has come. */
    public synchronized long silentNanos() {
        return gone.isEmpty() ? System.nanoTime() - heardNanos : Long.MAX_VALUE;
    }

    /**
     * Waits for the steady state: for so long no probe has failed, at the rate that was asked for.
     *
     * @param limitNanos after which the answer is no
     */
    public synchronized SteadyState awaitSteady(long calmNanos, long limitNanos) {
        if (await(() -> newestDueNanos - calmSinceNanos >= calmNanos, limitNanos)) {
            return new SteadyState(true, "");
        }
        if (outcomes == 0) {
            return new SteadyState(false, "no outcome of probe " + spec.name() + " has come");
        }
        double calm = Math.max(0, newestDueNanos - calmSinceNanos) / 1e9;
        return new SteadyState(
                false, "probe " + spec.name() + " has kept its rate without a failure for " + calm + " s only");
    }

    /** Waits until no outage has been open for so long. False if the limit passes first. */
    public synchronized boolean awaitSettled(long calmNanos, long limitNanos) {
        return awaitSettled(newestDueNanos, calmNanos, limitNanos);
    }

    /** @param fromNanos due time from which calm counts: that of several probes passes at the same time */
    public synchronized boolean awaitSettled(long fromNanos, long calmNanos, long limitNanos) {
        return await(
                () -> !overall.open() && newestDueNanos - Math.max(fromNanos, openUntilNanos) >= calmNanos, limitNanos);
    }

    /** A repetition begins: probes that are sent from now on count. */
    public synchronized void begin() {
        repetition = new Watch(schedule, threshold, newest + 1);
    }

    /**
     * A repetition ends. Waits until the outcome of each probe that was sent before things had settled is known.
     *
     * @param faultNanos by the clock of the client's host, see {@link ClockOffset}
     * @param uncertaintyNanos of it
     * @param settledNanos by the same clock
     */
    public synchronized Repetition finish(long faultNanos, long uncertaintyNanos, long settledNanos) {
        long allKnownNanos = settledNanos + spec.timeoutNanos();
        long limitNanos = 2 * spec.timeoutNanos() + Math.max(0, settledNanos - newestDueNanos) + 5_000_000_000L;
        if (!await(() -> newestDueNanos >= allKnownNanos, limitNanos)) {
            throw new ProbeGone("probe " + spec.name() + " has fallen silent");
        }
        Repetition result = repetition.finish(spec.name(), faultNanos, uncertaintyNanos, settledNanos);
        repetition = overall;
        return result;
    }

    /** Number of the newest probe up to which every outcome is known, at least 0. */
    synchronized long allKnown() {
        return Math.max(0, newest - spec.timeoutNanos() / schedule.intervalNanos() - 2);
    }

    /** When the newest probe with an outcome was due, by the clock of the client's host. */
    public synchronized long newestDueNanos() {
        return newestDueNanos;
    }

    /**
     * Cuts the probe's own traffic and looks whether it notices. It must fail, and later be good again, from each of its source
     * addresses twice in a row.
     *
     * @param limitNanos for each of the three steps
     */
    public Sensitivity sensitivity(Sensitivity.Cut cut, long limitNanos) {
        int inARow = 2 * Math.max(1, spec.sources().size());
        if (!goodAgain(inARow, limitNanos)) {
            return Sensitivity.NEVER_GOOD;
        }
        boolean seen;
        try {
            cut.apply();
            seen = failsNow(inARow, limitNanos);
        } finally {
            cut.heal();
        }
        if (!seen) {
            return Sensitivity.BLIND;
        }
        return goodAgain(inARow, limitNanos) ? Sensitivity.SEES : Sensitivity.NOT_BACK;
    }

    private synchronized boolean goodAgain(int inARow, long limitNanos) {
        goodInARow = 0;
        return await(() -> goodInARow >= inARow, limitNanos);
    }

    private synchronized boolean failsNow(int inARow, long limitNanos) {
        badInARow = 0;
        return await(() -> badInARow >= inARow, limitNanos);
    }

    private boolean await(BooleanSupplier condition, long limitNanos) {
        long deadline = System.nanoTime() + limitNanos;
        while (true) {
            if (condition.getAsBoolean()) {
                return true;
            }
            if (!gone.isEmpty()) {
                throw new ProbeGone("probe " + spec.name() + ": " + gone);
            }
            long millis = (deadline - System.nanoTime()) / 1_000_000L;
            if (millis <= 0) {
                return false;
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProbeGone("interrupted while waiting for probe " + spec.name(), e);
            }
        }
    }
}
