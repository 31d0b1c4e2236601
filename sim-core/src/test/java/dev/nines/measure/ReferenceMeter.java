package dev.nines.measure;

import java.util.ArrayList;
import java.util.List;

/** The definition of an outage, worked through with lists and all pairs of probes: slow and plain. */
final class ReferenceMeter {
    private ReferenceMeter() {}

    /** @param failed outcome of the probe sent at k × interval */
    static List<RawOutage> outages(boolean[] failed, long intervalNanos, double threshold) {
        int window = (int) Math.ceil(1e9 / intervalNanos);
        List<RawOutage> found = new ArrayList<>();
        int firstAllowed = 0;
        int openedAt = -1;
        int goodSince = -1;
        for (int i = 0; i < failed.length; i++) {
            boolean good = share(failed, i, window) >= threshold - 1e-12;
            if (openedAt < 0) {
                if (!good && failed[i]) {
                    openedAt = i;
                    goodSince = -1;
                }
            } else if (!good) {
                goodSince = -1;
            } else {
                goodSince = goodSince < 0 ? i : goodSince;
                if (i - goodSince >= window) {
                    int from = runStart(failed, firstAllowed, openedAt, threshold);
                    found.add(best(failed, from, i, intervalNanos, threshold));
                    openedAt = -1;
                    firstAllowed = i + 1;
                }
            }
        }
        return found;
    }

    /** Probes before the first one count as good. */
    private static double share(boolean[] failed, int last, int window) {
        int bad = 0;
        for (int i = Math.max(0, last - window + 1); i <= last; i++) {
            bad += failed[i] ? 1 : 0;
        }
        return 1 - (double) bad / window;
    }

    /** Where the stretch with the largest excess that ends at {@code last} begins. */
    private static int runStart(boolean[] failed, int first, int last, double threshold) {
        int start = last;
        double bestExcess = -1;
        double excess = 0;
        for (int i = last; i >= first; i--) {
            excess += (failed[i] ? 1 : 0) - (1 - threshold);
            if (excess > bestExcess + 1e-9) {
                bestExcess = excess;
                start = i;
            }
        }
        return start;
    }

    private static RawOutage best(boolean[] failed, int from, int to, long intervalNanos, double threshold) {
        double bestExcess = 0;
        int bestStart = -1;
        int bestEnd = -1;
        int bestBad = 0;
        for (int end = from; end <= to; end++) {
            double excess = 0;
            int bad = 0;
            for (int start = end; start >= from; start--) {
                bad += failed[start] ? 1 : 0;
                excess += (failed[start] ? 1 : 0) - (1 - threshold);
                if (excess > bestExcess + 1e-9) {
                    bestExcess = excess;
                    bestStart = start;
                    bestEnd = end;
                    bestBad = bad;
                }
            }
        }
        int sent = bestEnd - bestStart + 1;
        return new RawOutage(
                bestStart * intervalNanos, bestEnd * intervalNanos, sent, (double) bestBad / sent, Outage.End.CLOSED);
    }
}
