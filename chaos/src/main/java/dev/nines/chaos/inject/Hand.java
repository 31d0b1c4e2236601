package dev.nines.chaos.inject;

import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import java.util.List;
import java.util.function.Consumer;

/** What does faults to one target and undoes them: its own script, or what it gets its power from. */
interface Hand {
    Target target();

    /** Whether the controller reaches the target over the network, so that a cut could hit the controller's own connection. */
    boolean remote();

    /**
     * Does one step.
     *
     * @param verb look, apply, renew or undo
     * @param lines is told each line of the answer as it comes
     * @throws TargetGone if nobody knows whether it was done
     */
    Answer call(String verb, List<String> parameters, Consumer<String> lines);

    default Answer call(String verb, List<String> parameters) {
        return call(verb, parameters, line -> {});
    }

    /** What a person types to undo what could not be undone. */
    String fix(String run, int sequence);
}
