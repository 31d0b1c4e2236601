package dev.nines.chaos.doctor;

/** What somebody wants to do. */
public enum Purpose {
    /** Simulate. */
    run,
    /** A lab on this machine. */
    lab,
    /** Faults on targets. */
    chaos
}
