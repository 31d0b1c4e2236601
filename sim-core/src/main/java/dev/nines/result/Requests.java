package dev.nines.result;

import dev.nines.measure.ServiceRecord;
import org.HdrHistogram.Histogram;

/** Requests of real clients, added up over trials. */
final class Requests {
    private long total;
    private long failed;
    private boolean extrapolated;
    private Histogram latencyMicros;

    void add(ServiceRecord record) {
        total += record.requests();
        failed += record.failedRequests();
        extrapolated |= record.extrapolated();
        Histogram added = record.latencyMicros();
        if (added != null && added.getTotalCount() > 0) {
            if (latencyMicros == null) {
                latencyMicros = new Histogram(added.getNumberOfSignificantValueDigits());
                latencyMicros.setAutoResize(true);
            }
            latencyMicros.add(added);
        }
    }

    boolean any() {
        return total > 0;
    }

    RequestsResult result() {
        return new RequestsResult(total, failed, extrapolated, latency(50), latency(99));
    }

    private Value latency(double percentile) {
        return latencyMicros == null
                ? Value.missing("no request succeeded")
                : Value.observed(latencyMicros.getValueAtPercentile(percentile) / 1e6);
    }
}
