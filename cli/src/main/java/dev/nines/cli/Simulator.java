package dev.nines.cli;

import dev.nines.model.spec.Design;
import dev.nines.result.CompareResult;
import dev.nines.result.PrecisionTarget;
import dev.nines.result.ResultFolder;
import dev.nines.scenario.design.Uncertain;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Runs designs: the command line's view of trials. */
public interface Simulator {

    /**
     * What is to be run.
     *
     * @param designs with what is not known about them
     * @param against index of the design that the others are compared with
     * @param trials of each design, at most; empty: what the scenario of the first design says, or, when it shall be
     *     precise, {@link Precision#most}
     * @param precision what stops the run earlier; empty: nothing
     * @param seed empty: what the scenario of the first design says
     * @param version of the program, for the result
     */
    record Request(
            List<Uncertain> designs,
            int against,
            OptionalInt trials,
            List<PrecisionTarget> precision,
            OptionalLong seed,
            int threads,
            boolean skip,
            boolean shuffleTies,
            String version) {
        public Request {
            designs = List.copyOf(designs);
            precision = List.copyOf(precision);
        }
    }

    /**
     * What came of it.
     *
     * @param notModelled what the machines in these designs leave out, one sentence each
     * @param remarks on how it was simulated, for those who ask
     */
    record Outcome(CompareResult result, List<String> notModelled, List<String> remarks) {
        public Outcome {
            notModelled = List.copyOf(notModelled);
            remarks = List.copyOf(remarks);
        }

        public Outcome(CompareResult result, List<String> notModelled) {
            this(result, notModelled, List.of());
        }
    }

    /**
     * One trial to be told event by event.
     *
     * @param drill empty: the year
     * @param stopAtNanos since the start of the trial; {@code Long.MAX_VALUE}: to the end
     */
    record ReplayRequest(
            Design design, long seed, int trial, String drill, long stopAtNanos, boolean skip, boolean shuffleTies) {}

    /** Takes one line of a replay; false: that is enough. */
    interface LineSink {
        boolean line(String text);
    }

    /** Is told how many trials of all designs are done; called by any thread, often. */
    interface Progress {
        void advanced(long done, long total);

        /** What follows is counted anew. */
        default void begins(String phase) {}
    }

    /**
     * Runs all trials, or those that were begun when {@code cancel} is cancelled; writes {@code samples.csv} and {@code
     * trials.csv} into the folder, but not the result.
     */
    Outcome simulate(Request request, ResultFolder folder, Progress progress, CancelToken cancel);

    /** Runs one trial and tells its events in order. */
    void replay(ReplayRequest request, LineSink sink);
}
