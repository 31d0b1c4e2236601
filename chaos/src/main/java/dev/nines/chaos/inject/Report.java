package dev.nines.chaos.inject;

import java.util.List;

/**
 * How a run of the protocol ended.
 *
 * @param effects in the order in which they were applied; a fault that was refused is not among them
 * @param reason of any ending but DONE
 * @param fixes commands for faults that could not be undone
 */
public record Report(Ending ending, String reason, List<Effect> effects, List<String> fixes) {
    public Report {
        effects = List.copyOf(effects);
        fixes = List.copyOf(fixes);
    }

    /** From harmless to grave. */
    public enum Ending {
        DONE,
        /** A fault was not in effect, or not as long as it should: nothing that was measured counts. */
        INVALID,
        /** A guard said no; nothing is in effect. */
        REFUSED,
        /** A stop condition, undone. */
        STOPPED,
        /** By the user, undone. */
        INTERRUPTED,
        /** A fault may still be in effect. */
        LEFT
    }
}
