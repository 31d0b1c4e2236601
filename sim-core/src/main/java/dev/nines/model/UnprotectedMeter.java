package dev.nines.model;

import dev.nines.measure.Outage;
import java.util.Arrays;
import java.util.List;

/** Time during which redundancy was gone, without the outages: then the service itself was gone. */
final class UnprotectedMeter {
    private long[] stretches = new long[16];
    private int count;
    private long since = -1;

    void begin(long nanos) {
        count = 0;
        since = since >= 0 ? nanos : -1;
    }

    void set(long nanos, boolean isProtected) {
        if (!isProtected && since < 0) {
            since = nanos;
        } else if (isProtected && since >= 0) {
            close(nanos);
            since = -1;
        }
    }

    private void close(long nanos) {
        if (2 * count == stretches.length) {
            stretches = Arrays.copyOf(stretches, 4 * count);
        }
        stretches[2 * count] = since;
        stretches[2 * count + 1] = nanos;
        count++;
    }

    long nanos(long now, List<Outage> outages) {
        if (since >= 0) {
            close(now);
            since = now;
        }
        long sum = 0;
        for (int i = 0; i < count; i++) {
            long from = stretches[2 * i];
            long to = stretches[2 * i + 1];
            sum += to - from;
            for (Outage outage : outages) {
                sum -= Math.max(0, Math.min(to, outage.endNanos()) - Math.max(from, outage.startNanos()));
            }
        }
        return sum;
    }
}
