package dev.nines.result;

import dev.nines.measure.Outage;
import dev.nines.measure.Phases;
import dev.nines.measure.ServiceRecord;
import dev.nines.stats.Estimate;
import dev.nines.stats.Quantiles;
import dev.nines.stats.Ratio;

/** One drill as one service saw it, a number per trial. */
final class DrillSamples {
    private static final double NANOS = 1e9;

    final DoubleColumn outageSeconds = new DoubleColumn();
    final DoubleColumn downtimeSeconds = new DoubleColumn();
    final DoubleColumn lostTransactions = new DoubleColumn();
    final DoubleColumn lostSeconds = new DoubleColumn();

    /** Depth × length and length of the outages of each trial that had any. */
    private final DoubleColumn failedSeconds = new DoubleColumn();

    private final DoubleColumn openSeconds = new DoubleColumn();
    private final DoubleColumn detect = new DoubleColumn();
    private final DoubleColumn decide = new DoubleColumn();
    private final DoubleColumn act = new DoubleColumn();
    private final DoubleColumn converge = new DoubleColumn();

    long unnoticed;
    long infinite;
    long censored;
    private double leastCensored = Double.POSITIVE_INFINITY;

    void add(ServiceRecord record) {
        boolean isInfinite = false;
        boolean isCensored = false;
        double failed = 0;
        for (Outage outage : record.outages()) {
            isInfinite |= outage.end() == Outage.End.INFINITE;
            isCensored |= outage.end() == Outage.End.CENSORED;
            failed += outage.downtimeNanos() / NANOS;
        }
        double seconds = record.outageNanos() / NANOS;
        outageSeconds.add(isInfinite ? Double.POSITIVE_INFINITY : seconds);
        downtimeSeconds.add(
                isInfinite ? Double.POSITIVE_INFINITY : (record.downtimeNanos() + record.plannedNanos()) / NANOS);
        if (record.losses().measured()) {
            lostTransactions.add(record.losses().lost());
            lostSeconds.add(record.losses().lostNanos() / NANOS);
        }
        unnoticed += record.outages().isEmpty() ? 1 : 0;
        infinite += isInfinite ? 1 : 0;
        if (isCensored && !isInfinite) {
            censored++;
            leastCensored = Math.min(leastCensored, seconds);
        }
        if (!record.outages().isEmpty()) {
            failedSeconds.add(failed);
            openSeconds.add(seconds);
        }
        addPhases(record);
    }

    private void addPhases(ServiceRecord record) {
        Phases sum = PhaseSums.of(record.outages());
        if (sum != null) {
            detect.add(sum.detectNanos() / NANOS);
            decide.add(sum.decideNanos() / NANOS);
            act.add(sum.actNanos() / NANOS);
            converge.add(sum.convergeNanos() / NANOS);
        }
    }

    DrillResult result() {
        return new DrillResult(
                outageSeconds.size(),
                unnoticed,
                infinite,
                censored,
                outages(),
                Value.of(Figures.meanOfSizes(downtimeSeconds)),
                new PhaseMedians(median(detect), median(decide), median(act), median(converge)),
                Figures.spread(lostTransactions),
                Figures.spread(lostSeconds),
                failedShare());
    }

    private Distribution outages() {
        return Figures.distribution(
                outageSeconds.sorted(),
                Figures.meanOfSizes(outageSeconds),
                p -> Figures.quantile(outageSeconds, p),
                leastCensored);
    }

    private Value failedShare() {
        if (openSeconds.sum() == 0) {
            return Value.missing("no outage");
        }
        Estimate share = Ratio.of(failedSeconds.toArray(), openSeconds.toArray());
        return Value.of(share.clampedTo(0, 1));
    }

    private static Value median(DoubleColumn column) {
        return column.size() == 0
                ? Value.missing("no recovery machine acted")
                : Value.observed(Quantiles.value(column.sorted(), 0.5));
    }
}
