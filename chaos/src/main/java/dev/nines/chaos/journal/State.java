package dev.nines.chaos.journal;

/** How far a fault has come, as far as the controller knows. Everything but CLEAN asks for a revert. */
public enum State {
    /** About to be applied: from here on it may be in effect. */
    INTENT,
    /** The target will undo it by itself when nobody renews the lease. */
    ARMED,
    /** In effect, not yet looked at. */
    APPLIED,
    /** Seen in effect. */
    VERIFIED,
    /** Being undone. */
    UNDOING,
    /** Out of effect, and the target looks as before; or never applied. */
    CLEAN,
    /** Could not be undone. */
    DIRTY,
    /** The target does not answer. */
    UNKNOWN
}
