package dev.nines.result;

import dev.nines.measure.TrialRecord;
import java.io.Writer;

/** {@code trials.csv}: one row per trial and service, also without any outage. */
public final class TrialsCsv {

    /** Writes the header. */
    public TrialsCsv(Writer out) {
        throw new UnsupportedOperationException();
    }

    /** The rows of one trial; trials of one design in order of index. */
    public void add(String design, TrialRecord trial) {
        throw new UnsupportedOperationException();
    }
}
