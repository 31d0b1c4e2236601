package dev.nines.chaos.target;

import java.util.List;

/** Lab hosts: namespaces of this machine, named by a process that lives in them. */
public final class Namespaces {
    private Namespaces() {}

    /**
     * A lab host.
     *
     * @param pid of its first process, as this machine numbers it
     */
    public static Target host(String name, long pid) {
        return new LocalTarget(name, enter(pid));
    }

    /** What brings a program into the mount, UTS, network and process namespaces, and the user namespace if it has its own. */
    public static List<String> enter(long pid) {
        return List.of("nsenter", "--all", "--target", Long.toString(pid), "--");
    }
}
