package dev.nines.result;

import dev.nines.stats.Verdict;

/**
 * An objective and how it stands.
 *
 * @param text as written in the file
 * @param trialsToSettle about how many trials would settle an inconclusive one; missing when it is settled or nothing can
 *     be said
 */
public record ObjectiveResult(String text, String service, Value value, Verdict verdict, Value trialsToSettle) {

    /** Settled. */
    public ObjectiveResult(String text, String service, Value value, Verdict verdict) {
        this(text, service, value, verdict, Value.missing(""));
    }
}
