package dev.nines.result;

import dev.nines.measure.TrialRecord;
import dev.nines.model.spec.Design;

/** Takes the trials of one design, in the order of their index, and makes the result. */
public final class RunResultBuilder {

    /**
     * @param version of the program
     * @param seed of the run
     * @param requestedTrials that were asked for: an objective {@code = 0} is met only when all of them were run
     */
    public RunResultBuilder(Design design, String version, long seed, int requestedTrials) {
        throw new UnsupportedOperationException();
    }

    /** The next trial, in order of index from 0. Nothing of the record is kept but its numbers. */
    public void add(TrialRecord trial) {
        throw new UnsupportedOperationException();
    }

    /** @param stopped {@code trials}, {@code precision} or {@code interrupted} */
    public RunResult build(boolean complete, String stopped) {
        throw new UnsupportedOperationException();
    }
}
