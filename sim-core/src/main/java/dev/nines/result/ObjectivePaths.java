package dev.nines.result;

import java.util.Collection;
import java.util.List;

/** The measures that an objective can name. */
public final class ObjectivePaths {
    private ObjectivePaths() {}

    /** @param drillNames of the design */
    public static boolean isKnown(String path, Collection<String> drillNames) {
        throw new UnsupportedOperationException();
    }

    /** Every path, with {@code NAME} for the names of drills and violations: for messages and the reference. */
    public static List<String> patterns() {
        throw new UnsupportedOperationException();
    }
}
