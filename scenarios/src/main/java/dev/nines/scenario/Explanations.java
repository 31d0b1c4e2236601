package dev.nines.scenario;

import java.util.List;
import java.util.Optional;

/** Long explanations of error codes and terms, for {@code nines explain}. */
public final class Explanations {
    private Explanations() {}

    /**
     * @param codeOrTerm {@code N0103}, {@code outage}, {@code semi-sync}; case does not matter
     * @return Markdown
     */
    public static Optional<String> of(String codeOrTerm) {
        throw new UnsupportedOperationException();
    }

    /** Every code and term that has a page, codes first. */
    public static List<String> topics() {
        throw new UnsupportedOperationException();
    }
}
