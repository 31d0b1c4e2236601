package dev.nines.result;

import java.util.List;

/** Lays designs side by side. */
public final class Comparison {
    private Comparison() {}

    /**
     * @param runs each design with its trials; trials of equal index are paired when streams are shared
     * @param results their results, in the same order
     * @param against index of the design that the others are compared with
     * @param sharedStreams names of the random streams that the designs share; empty: unpaired
     */
    public static CompareResult of(
            List<RunResultBuilder> runs, List<RunResult> results, int against, List<String> sharedStreams) {
        throw new UnsupportedOperationException();
    }
}
