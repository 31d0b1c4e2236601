package dev.nines.result;

import dev.nines.measure.QueueRecord;
import dev.nines.stats.Bound;
import dev.nines.stats.Estimate;
import dev.nines.stats.Mean;
import dev.nines.stats.Proportion;
import dev.nines.stats.Ratio;
import java.util.Optional;

/** The years of a queue: sums per trial. */
final class QueueSamples {
    private static final double NANOS = 1e9;

    private final DoubleColumn arrivals = new DoubleColumn();
    private final DoubleColumn lost = new DoubleColumn();
    private final DoubleColumn begun = new DoubleColumn();
    private final DoubleColumn waitSeconds = new DoubleColumn();
    private final DoubleColumn served = new DoubleColumn();
    private final DoubleColumn responseSeconds = new DoubleColumn();
    private final DoubleColumn responseP99Seconds = new DoubleColumn();
    private final DoubleColumn inSystemSeconds = new DoubleColumn();
    private final DoubleColumn busySeconds = new DoubleColumn();
    private final DoubleColumn serverSeconds = new DoubleColumn();
    private final DoubleColumn seconds = new DoubleColumn();

    void add(QueueRecord record, long horizonNanos) {
        arrivals.add(record.arrivals());
        lost.add(record.lost());
        begun.add(record.begun());
        waitSeconds.add(record.waitNanos() / NANOS);
        served.add(record.served());
        responseSeconds.add(record.responseNanos() / NANOS);
        if (record.served() > 0) {
            responseP99Seconds.add(record.responseP99Nanos() / NANOS);
        }
        inSystemSeconds.add(record.inSystemNanos() / NANOS);
        busySeconds.add(record.busyNanos() / NANOS);
        serverSeconds.add(record.serverNanos() / NANOS);
        seconds.add(horizonNanos / NANOS);
    }

    Optional<QueueResult> result() {
        if (arrivals.size() == 0) {
            return Optional.empty();
        }
        return Optional.of(new QueueResult(
                (long) arrivals.sum(),
                share(lost, arrivals),
                mean(waitSeconds, begun),
                mean(responseSeconds, served),
                Value.of(Mean.of(responseP99Seconds.toArray())),
                mean(inSystemSeconds, seconds),
                share(busySeconds, serverSeconds)));
    }

    private static Value share(DoubleColumn part, DoubleColumn whole) {
        if (whole.sum() == 0) {
            return Value.missing("nobody came");
        }
        if (part.sum() == 0) {
            int n = part.size();
            Bound bound = Bound.atMost(Proportion.upperBound(0, n));
            return Value.of(Estimate.withoutInterval(0, n, "none in " + n + " trials", bound));
        }
        return Value.of(ratio(part, whole).clampedTo(0, 1));
    }

    private static Value mean(DoubleColumn sum, DoubleColumn count) {
        return count.sum() == 0
                ? Value.missing("nobody came")
                : Value.of(ratio(sum, count).clampedTo(0, Double.POSITIVE_INFINITY));
    }

    private static Estimate ratio(DoubleColumn a, DoubleColumn b) {
        return Ratio.of(a.toArray(), b.toArray());
    }
}
