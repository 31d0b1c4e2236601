package dev.nines.measure;

import java.util.List;

/**
 * One outage of one service, as its probes saw it.
 *
 * @param startNanos send time of the first failed probe of the outage, since the start of the trial
 * @param endNanos send time of the last failed probe
 * @param depth failed share of the probes between the edges, 0 … 1
 * @param downtimeNanos depth × length
 * @param end how it ended
 * @param planned true when only planned work was in effect
 * @param causes {@code "crash lb1"}, in order of time; {@code "none"} when nothing was in effect
 * @param phases null when no machine marked anything between fault and end
 */
public record Outage(
        long startNanos,
        long endNanos,
        double depth,
        long downtimeNanos,
        End end,
        boolean planned,
        List<String> causes,
        Phases phases) {

    public enum End {
        CLOSED,
        /** No pending event can end it. */
        INFINITE,
        /** Still open at the horizon. */
        CENSORED
    }

    public long lengthNanos() {
        return endNanos - startNanos;
    }
}
