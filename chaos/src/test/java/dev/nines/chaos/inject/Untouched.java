package dev.nines.chaos.inject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * What of this machine itself, outside of all namespaces, faults and labs could have changed: files of {@code /etc} and {@code
 * /run} with their times, mounts, interfaces, rules, queueing disciplines, and daemons of the kinds that labs run.
 */
public final class Untouched {
    private static final Set<String> DAEMONS = Set.of("keepalived", "haproxy", "nginx", "mariadbd");
    private static final int FOLDERS_DEEP = 4;

    private final Set<String> facts = new TreeSet<>();

    private Untouched() {}

    /** As it is now. */
    public static Untouched now() {
        Untouched now = new Untouched();
        now.files(Path.of("/etc"));
        now.files(Path.of("/run"));
        now.lines("/proc/self/mountinfo");
        now.names(Path.of("/sys/class/net"));
        now.output("nft", "list", "ruleset");
        now.output("tc", "qdisc", "show");
        now.daemons();
        return now;
    }

    /** What is there now and was not before, and what was there and is not. */
    public List<String> differences(Untouched before) {
        List<String> all = new ArrayList<>();
        facts.stream().filter(fact -> !before.facts.contains(fact)).forEach(fact -> all.add("now: " + fact));
        before.facts.stream().filter(fact -> !facts.contains(fact)).forEach(fact -> all.add("before: " + fact));
        return all;
    }

    private void files(Path root) {
        try {
            Files.walkFileTree(root, Set.of(), FOLDERS_DEEP, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    // A socket's or device's time may be that of its use.
                    String time = attributes.isRegularFile() ? " " + attributes.lastModifiedTime() : "";
                    facts.add(file + time);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lines(String file) {
        try {
            facts.addAll(Files.readAllLines(Path.of(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void names(Path folder) {
        try (var files = Files.list(folder)) {
            files.forEach(file -> facts.add(file.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing where the program is missing or may not be used. */
    private void output(String... command) {
        try {
            Process process = new ProcessBuilder(command).start();
            String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            process.waitFor(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS);
            text.lines().forEach(line -> facts.add(command[0] + ": " + line));
        } catch (IOException e) {
            facts.add(command[0] + " is missing");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those of the machine's own process numbers: other labs have theirs. */
    private void daemons() {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            Path own = Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
            for (Path process : processes) {
                daemon(process, own);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void daemon(Path process, Path own) {
        try {
            String name = Files.readString(process.resolve("comm")).strip();
            if (DAEMONS.contains(name)
                    && Files.readSymbolicLink(process.resolve("ns/pid")).equals(own)) {
                facts.add("process " + process.getFileName() + " " + name);
            }
        } catch (IOException e) {
            // it has ended meanwhile
        }
    }
}
