package dev.nines.model.spec;

/**
 * {@code availability >= 99.95%}, {@code drills.lb-crash.outage.p99 <= 10s}, {@code lost-transactions = 0}.
 *
 * @param text as written
 * @param service whose measure it is; empty: the first service that clients call
 * @param path dotted: {@code availability}, {@code downtime-per-year.p95}, {@code drills.NAME.outage.p99},
 *     {@code lost-transactions}, {@code violations.NAME}
 * @param window what {@code P(downtime/year > …)} and {@code error-budget(…)} are about; otherwise {@link
 *     DowntimeWindow#NONE}
 * @param limit share, seconds or count
 */
public record ObjectiveSpec(
        String text, String service, String path, DowntimeWindow window, Comparison comparison, double limit) {

    /** About no window. */
    public ObjectiveSpec(String text, String service, String path, Comparison comparison, double limit) {
        this(text, service, path, DowntimeWindow.NONE, comparison, limit);
    }

    public enum Comparison {
        AT_LEAST,
        AT_MOST,
        EQUAL
    }
}
