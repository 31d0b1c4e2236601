package dev.nines.chaos.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** What brings a program into the mount, UTS, IPC, network and process namespaces, and the user namespace if it has its own. */
    public static List<String> enter(long pid) {
        List<String> command = new ArrayList<>(List.of("nsenter", "--mount", "--uts", "--ipc", "--net", "--pid"));
        if (hasOwnUsers(pid)) {
            // Whoever made the namespace is root in it already, and may not ask for more.
            command.addAll(List.of("--user", "--preserve-credentials"));
        }
        command.addAll(List.of("--target", Long.toString(pid), "--"));
        return List.copyOf(command);
    }

    private static boolean hasOwnUsers(long pid) {
        try {
            Path there = Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/user"));
            return !there.equals(Files.readSymbolicLink(Path.of("/proc/self/ns/user")));
        } catch (IOException e) {
            return false; // gone: nsenter says so
        }
    }
}
