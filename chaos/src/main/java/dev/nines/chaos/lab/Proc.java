package dev.nines.chaos.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What {@code /proc} says of processes; everything it says may be over when it is read. */
final class Proc {
    private static final Path PROC = Path.of("/proc");
    /** Field 22 of stat, counted from the third, which follows the name. */
    private static final int START_TIME = 19;

    private Proc() {}

    /** In clock ticks since boot; with the number it names one process for as long as the machine runs. */
    static OptionalLong started(long pid) {
        Optional<String> stat = read(PROC.resolve(pid + "/stat"));
        if (stat.isEmpty()) {
            return OptionalLong.empty();
        }
        String[] fields = stat.get().substring(stat.get().lastIndexOf(')') + 2).split(" ");
        // A process that has ended and whom nobody has asked how is gone.
        return fields[0].equals("Z") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[START_TIME]));
    }

    static boolean isAlive(long pid, long started) {
        OptionalLong now = started(pid);
        return now.isPresent() && now.getAsLong() == started;
    }

    static List<Long> children(long pid) {
        return ProcessHandle.of(pid)
                .map(ProcessHandle::children)
                .orElse(Stream.empty())
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }

    /** Its arguments, the program first. */
    static List<String> command(long pid) {
        return read(PROC.resolve(pid + "/cmdline"))
                .map(text -> List.of(text.split("\0")))
                .orElse(List.of());
    }

    /** Which network namespace it lives in, as {@code net:[4026532345]}. */
    static Optional<String> network(long pid) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(PROC.resolve(pid + "/ns/net")).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static List<Long> all() {
        List<Long> pids = new ArrayList<>();
        ProcessHandle.allProcesses().forEach(process -> pids.add(process.pid()));
        return pids;
    }

    /** A file as a process sees it, in its own mount namespace. */
    static Path seenBy(long pid, String path) {
        return PROC.resolve(pid + "/root" + path);
    }

    static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
