package dev.nines.result;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of one run. Everything is written into a temporary folder beside it, which takes its name in one step at
 * {@link #commit()}: a result folder is complete or not there. Open it before the run, so that a folder that cannot be
 * written stops the run and not its end.
 */
public final class ResultFolder implements AutoCloseable {
    /** What a result folder may hold; a folder that holds anything else is never replaced. */
    private static final Set<String> OWN = Set.of(
            "result.json",
            "samples.csv",
            "trials.csv",
            "detectors.csv",
            "exhibits",
            "journal.ndjson",
            "report.html",
            "report.md",
            "junit.xml");

    private final Path target;
    private final Path temporary;
    private final Path latest;
    private final boolean replace;
    private final List<Path> createdParents = new ArrayList<>();
    private boolean done;

    private ResultFolder(Path target, Path latest, boolean replace) {
        this.target = target.toAbsolutePath().normalize();
        this.latest = latest;
        this.replace = replace;
        Path parent = this.target.getParent();
        if (parent == null) {
            throw new UnwritableFolder(target, "it is the root of the file system", null);
        }
        try {
            createParents(parent);
            temporary = createTemporary(parent);
        } catch (IOException e) {
            removeCreatedParents();
            throw new UnwritableFolder(target, why(e), e);
        }
    }

    /**
     * {@code base/<scenario>/<time>}; {@code base/latest} will point to it. A time that is taken gets a number.
     *
     * @throws UnwritableFolder when it cannot be written
     */
    public static ResultFolder timed(Path base, String scenario, String time) {
        Path parent = base.resolve(fileName(scenario));
        Path target = parent.resolve(fileName(time));
        for (int i = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); i++) {
            target = parent.resolve(fileName(time) + "-" + i);
        }
        return new ResultFolder(target, base.resolve("latest"), false);
    }

    /**
     * The folder that {@code --out} names; an earlier result in it is replaced.
     *
     * @throws UnwritableFolder when it cannot be written, or holds something else
     */
    public static ResultFolder at(Path folder) {
        if (Files.exists(folder)) {
            if (!Files.isDirectory(folder)) {
                throw new UnwritableFolder(folder, "it is a file", null);
            }
            try (Stream<Path> entries = Files.list(folder)) {
                entries.map(p -> p.getFileName().toString())
                        .filter(name -> !OWN.contains(name))
                        .sorted()
                        .findFirst()
                        .ifPresent(name -> {
                            throw new UnwritableFolder(folder, "it holds " + name + ", which is not of a result", null);
                        });
            } catch (IOException e) {
                throw new UnwritableFolder(folder, why(e), e);
            }
        }
        return new ResultFolder(folder, null, true);
    }

    /** Where it will be after {@link #commit()}. */
    public Path path() {
        return target;
    }

    /** Opens a file of the folder, {@code exhibits/…} included; the caller closes it before {@link #commit()}. */
    public Writer writer(String name) {
        try {
            Path file = temporary.resolve(name).normalize();
            if (!file.startsWith(temporary)) {
                throw new IllegalArgumentException("outside the result folder: " + name);
            }
            Files.createDirectories(file.getParent());
            return Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UnwritableFolder(target, why(e), e);
        }
    }

    /** As {@link #writer}, for what is not text. */
    public OutputStream stream(String name) {
        try {
            Path file = temporary.resolve(name).normalize();
            if (!file.startsWith(temporary)) {
                throw new IllegalArgumentException("outside the result folder: " + name);
            }
            Files.createDirectories(file.getParent());
            return Files.newOutputStream(file);
        } catch (IOException e) {
            throw new UnwritableFolder(target, why(e), e);
        }
    }

    public void write(String name, String text) {
        try (Writer out = writer(name)) {
            out.write(text);
        } catch (IOException e) {
            throw new UnwritableFolder(target, why(e), e);
        }
    }

    /**
     * Puts the folder in its place.
     *
     * @return {@link #path()}
     * @throws UnwritableFolder when that fails; then nothing has changed
     */
    public Path commit() {
        if (done) {
            throw new IllegalStateException("the folder was closed");
        }
        Path old = null;
        try {
            if (replace && Files.exists(target)) {
                old = temporary.resolveSibling(temporary.getFileName() + "-old");
                Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            done = true;
        } catch (IOException e) {
            putBack(old);
            throw new UnwritableFolder(target, why(e), e);
        }
        if (old != null) {
            deleteTree(old);
        }
        linkLatest();
        return target;
    }

    private void putBack(Path old) {
        if (old != null && !Files.exists(target)) {
            try {
                Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UnwritableFolder(target, "the earlier result is now in " + old, e);
            }
        }
    }

    /** Without a commit: leaves nothing behind. */
    @Override
    public void close() {
        if (!done) {
            done = true;
            deleteTree(temporary);
            removeCreatedParents();
        }
    }

    /** A convenience: file systems without symbolic links do without, and what is not a link is left alone. */
    private void linkLatest() {
        if (latest == null || (Files.exists(latest, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(latest))) {
            return;
        }
        Path base = latest.toAbsolutePath().normalize().getParent();
        Path fresh = base.resolve(temporary.getFileName() + "-latest");
        try {
            Files.createSymbolicLink(fresh, base.relativize(target));
            Files.move(fresh, latest, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | UnsupportedOperationException e) {
            deleteTree(fresh);
        }
    }

    /** With the permissions of any new folder, unlike {@link Files#createTempDirectory}. */
    private static Path createTemporary(Path parent) throws IOException {
        long number = ProcessHandle.current().pid();
        while (true) {
            Path folder = parent.resolve(".nines-" + number);
            try {
                return Files.createDirectory(folder);
            } catch (FileAlreadyExistsException e) {
                number += 1_000_000_000L;
            }
        }
    }

    private void createParents(Path parent) throws IOException {
        List<Path> missing = new ArrayList<>();
        for (Path p = parent; p != null && !Files.exists(p); p = p.getParent()) {
            missing.add(0, p);
        }
        for (Path p : missing) {
            try {
                Files.createDirectory(p);
                createdParents.add(0, p);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(p)) {
                    throw e;
                }
            }
        }
    }

    private void removeCreatedParents() {
        for (Path p : createdParents) {
            try {
                Files.deleteIfExists(p);
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void deleteTree(Path root) {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path p : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(p);
            }
        } catch (IOException e) {
            // A leftover with a name that starts with .nines- harms nobody.
            return;
        }
    }

    private static String fileName(String name) {
        String safe = name.replaceAll("[^\\p{L}\\p{N}._+-]", "-");
        return safe.isEmpty() || safe.startsWith(".") ? "_" + safe : safe;
    }

    private static String why(IOException e) {
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException f) {
            return f.getFile() + " is in the way";
        }
        if (e instanceof java.nio.file.NoSuchFileException) {
            return "a folder on the way is not there and cannot be made";
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
