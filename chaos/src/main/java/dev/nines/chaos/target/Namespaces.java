package dev.nines.chaos.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Lab hosts: namespaces of this machine, named by a process that lives in them. */
public final class Namespaces {
    private Namespaces() {}

    /**
     * A lab host, known by the process that runs there now.
     *
     * @param pid of its first process, as this machine numbers it
     * @throws TargetGone if there is no such process
     */
    public static Target host(String name, long pid) {
        long started = startedOf(pid).orElseThrow(() -> new TargetGone(name, "no process " + pid));
        return host(name, new Location.Namespace(pid, started));
    }

    /** A lab host; once its first process has gone, nothing is run in the namespaces of whoever has its number then. */
    public static Target host(String name, Location.Namespace place) {
        return new LocalTarget(name, place, enter(place.pid()), () -> {
            if (startedOf(place.pid()).orElse(-1) != place.started()) {
                throw new TargetGone(name, "process " + place.pid() + ", which held its namespaces, has gone");
            }
        });
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

    /** The start time of a process in ticks since boot; empty if there is none of that number. */
    public static OptionalLong startedOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The name in brackets may hold anything; the start time is the 22nd field, the name the second.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return OptionalLong.of(Long.parseLong(fields[19]));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
