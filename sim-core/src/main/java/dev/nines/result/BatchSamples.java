package dev.nines.result;

import dev.nines.measure.DailyDowntime;
import dev.nines.stats.BatchMeans;
import dev.nines.stats.Estimate;

/** The first trials in batches of days, for runs of so few trials that these say nothing about each other. */
final class BatchSamples {
    private static final int PER_TRIAL = BatchMeans.LEAST;
    /** With as many trials as batches are needed, trials are the better batches. */
    private static final int TRIALS = BatchMeans.LEAST - 1;

    private static final String METHOD = "batch-means";

    private final DoubleColumn downtimeSeconds = new DoubleColumn();
    private final DoubleColumn seconds = new DoubleColumn();

    void add(long horizonNanos, DailyDowntime daily) {
        long days = horizonNanos / DailyDowntime.DAY_NANOS;
        if (days < PER_TRIAL || seconds.size() >= TRIALS * PER_TRIAL) {
            return;
        }
        int next = 0;
        for (int batch = 1; batch <= PER_TRIAL; batch++) {
            boolean last = batch == PER_TRIAL;
            long from = days * (batch - 1) / PER_TRIAL;
            long to = last ? Long.MAX_VALUE : days * batch / PER_TRIAL;
            long nanos = 0;
            while (next < daily.size() && daily.day(next) < to) {
                nanos += daily.nanos(next++);
            }
            long length = (last ? horizonNanos : to * DailyDowntime.DAY_NANOS) - from * DailyDowntime.DAY_NANOS;
            downtimeSeconds.add(nanos / 1e9);
            seconds.add(length / 1e9);
        }
    }

    /** Whether an interval comes from batches. */
    static boolean made(Estimate e) {
        return e.method().startsWith(METHOD);
    }

    /** The same estimate with the interval of the batches when there are few trials and the batches allow one. */
    Estimate betterThan(Estimate between, int trials) {
        if (trials > TRIALS || seconds.size() < trials * PER_TRIAL || !between.hasValue()) {
            return between;
        }
        Estimate within = BatchMeans.unavailability(downtimeSeconds.toArray(), seconds.toArray(), PER_TRIAL);
        if (within.hasInterval()) {
            return within.clampedTo(0, 1);
        }
        return between.hasInterval()
                ? between
                : Estimate.withoutInterval(
                        between.value(), between.n(), between.reason() + "; " + within.reason(), between.bound());
    }
}
