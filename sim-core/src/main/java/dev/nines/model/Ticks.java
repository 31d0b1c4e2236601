package dev.nines.model;

/** A clock of a running product that can be seen from outside, so that a fault can be put at a phase of it. */
public sealed interface Ticks {
    /** The advertisements of the master of a virtual address. */
    record Adverts(String service) implements Ticks {}

    /**
     * The checks that an HAProxy makes of a server; the tick is the end of a check.
     *
     * @param service of the HAProxy
     * @param host where that HAProxy runs
     * @param server host of the server
     */
    record Checks(String service, String host, String server) implements Ticks {}
}
