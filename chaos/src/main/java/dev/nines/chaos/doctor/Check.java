package dev.nines.chaos.doctor;

import java.util.Set;

/**
 * One thing that was looked at.
 *
 * @param name what
 * @param state whether it is there
 * @param found what was seen: a version, a number
 * @param fix how to get it, if it is not there; otherwise empty
 * @param neededFor what cannot be done without it
 */
public record Check(String name, State state, String found, String fix, Set<Purpose> neededFor) {
    public Check {
        neededFor = Set.copyOf(neededFor);
    }

    /** Whether something is there. */
    public enum State {
        there,
        missing,
        /** Nothing on this machine could be asked. */
        unknown
    }

    static Check of(String name, boolean there, String found, String fix, Purpose... neededFor) {
        return new Check(name, there ? State.there : State.missing, found, there ? "" : fix, Set.of(neededFor));
    }

    /** Whether that purpose fails for want of it. */
    public boolean prevents(Purpose purpose) {
        return state == State.missing && neededFor.contains(purpose);
    }
}
