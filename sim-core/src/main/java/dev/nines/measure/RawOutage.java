package dev.nines.measure;

/**
 * An outage as its probes alone show it: no cause, no phases yet.
 *
 * @param startNanos send time of the first failed probe of the outage
 * @param endNanos send time of the last failed probe; for an outage that has not ended, when watching stopped
 * @param sent probes between the edges, both included
 * @param failedShare of those, 0 … 1: the depth
 */
public record RawOutage(long startNanos, long endNanos, long sent, double failedShare, Outage.End end) {

    public long lengthNanos() {
        return endNanos - startNanos;
    }

    /** Depth × length. */
    public long downtimeNanos() {
        return Math.round(failedShare * lengthNanos());
    }
}
