package dev.nines.result;

import dev.nines.measure.TrialRecord;
import java.io.Writer;

/** {@code samples.csv}: one row per drill and service of each trial, and one per outage of a year. */
public final class SamplesCsv {

    /** Writes the header. */
    public SamplesCsv(Writer out) {
        throw new UnsupportedOperationException();
    }

    /** The rows of one trial; trials of one design in order of index. */
    public void add(String design, TrialRecord trial) {
        throw new UnsupportedOperationException();
    }
}
