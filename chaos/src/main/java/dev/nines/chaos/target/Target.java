package dev.nines.chaos.target;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A machine, or a part of one, that faults are injected into and probes are sent from. */
public interface Target {
    /** Most bytes of standard output, and of standard error, that a call returns; the rest is read and dropped. */
    int OUTPUT_BYTES_MAX = 1 << 20;

    /** The name in the inventory, which is the host's name in the scenario. */
    String name();

    /**
     * Runs a program to its end.
     *
     * @param command the program and its arguments; none of them passes through a shell of ours
     * @param input what the program reads from standard input
     * @param deadline after which the program is killed
     * @throws TargetGone if the target cannot be reached or did not answer in time: nobody knows whether the program ran
     */
    Outcome run(List<String> command, String input, Duration deadline);

    /** Runs a program without input. */
    default Outcome run(List<String> command, Duration deadline) {
        return run(command, "", deadline);
    }

    /**
     * Starts a program that runs until it is done or destroyed, such as a probe.
     *
     * @throws IOException if it could not be started
     */
    Process start(List<String> command) throws IOException;
}
