package dev.nines.chaos.stop;

import java.io.IOException;
import java.util.Optional;

/** One thing that may stop a run. Asked by one thread. */
public interface StopCondition {
    /** In a word or two, for people. */
    String name();

    /**
     * Why the run must stop now, or empty.
     *
     * @throws IOException if the source does not answer; the run stops then
     * @throws InterruptedException if nobody wants to know any more
     */
    Optional<String> reason() throws IOException, InterruptedException;
}
