package dev.nines.chaos.inject;

/**
 * One fault as its target saw it. Stamps are of the target's wall clock in nanoseconds since 1970, -1 where there is none; the
 * instant lies between the two of a pair.
 *
 * @param appliedBefore stamp before it was applied
 * @param undoneAfter stamp after it was verified undone
 * @param counted packets that met the rules of a cut, -1 if it is none: 0 means that nobody has felt it
 */
public record Effect(
        Injection injection,
        long appliedBefore,
        long appliedAfter,
        long undoneBefore,
        long undoneAfter,
        long counted) {}
