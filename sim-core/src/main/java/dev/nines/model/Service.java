package dev.nines.model;

import java.util.List;

/** A service of the world: where callers find it, and what it knows of its own redundancy. */
interface Service {
    String name();

    /** Where callers connect to: a virtual address or a host's own. */
    int address();

    /** The first port it listens on. */
    int port();

    List<? extends Process> processes();

    /** The services that it cannot do without. */
    List<Service> needs();

    /** True while losing any one node leaves somebody to take over. */
    boolean protectedNow();

    /** True while something goes on that requests influence, such as a backlog of replication: keep clients on. */
    default boolean busy() {
        return false;
    }

    /** The host in charge ({@code master of …}, {@code primary of …}), or −1. */
    default int inCharge() {
        return -1;
    }

    /** An operator starts every node as master. */
    default void bothMasters(boolean on) {
        throw new IllegalArgumentException("both-masters does not apply to " + name());
    }

    /** The connections of one call to this service may be kept; the port for a numbered listener. */
    default Process processOn(HostModel host) {
        for (Process process : processes()) {
            if (process.host == host) {
                return process;
            }
        }
        return null;
    }
}
