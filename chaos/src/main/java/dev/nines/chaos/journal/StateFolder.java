package dev.nines.chaos.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the controller keeps what must outlive it: journals, the lock that keeps two controllers apart, the stop file. */
public final class StateFolder {
    private final Path chaos;
    private final Path root;

    /** @param root such as {@link #standard} */
    public StateFolder(Path root) {
        this.root = root;
        chaos = root.resolve("chaos");
    }

    /** {@code $NINES_STATE}, or {@code nines} in {@code $XDG_STATE_HOME} or {@code ~/.local/state}. */
    public static StateFolder standard(Map<String, String> environment, String home) {
        if (!environment.getOrDefault("NINES_STATE", "").isEmpty()) {
            return new StateFolder(Path.of(environment.get("NINES_STATE")).toAbsolutePath());
        }
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        return new StateFolder((state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state)).resolve("nines"));
    }

    /** For what {@code ssh} reads from files. */
    public Path ssh() {
        return root.resolve("ssh");
    }

    /** Where everything of it is. */
    public Path root() {
        return root;
    }

    /** What rehearsals of targets' healers have shown. */
    public Path rehearsals() {
        return root.resolve("rehearsals");
    }

    /** While this file exists nothing is injected, and a run that is under way undoes its faults and ends. */
    public Path stopFile() {
        return chaos.resolve("STOP");
    }

    /** What was done by whom, in one chain over all runs. */
    public Path audit() {
        return chaos.resolve("audit.ndjson");
    }

    public boolean halted() {
        return Files.exists(stopFile());
    }

    /** Creates the stop file. */
    public void halt() {
        try {
            prepare();
            if (!halted()) {
                Files.createFile(stopFile(), Journal.permissions("rw-------"));
            }
        } catch (IOException e) {
            throw new Unwritable(stopFile().toString(), e);
        }
    }

    /** The only controller from here until it is closed; empty if another one is at work. */
    public Optional<FileLock> lock() {
        try {
            prepare();
            FileChannel channel =
                    FileChannel.open(chaos.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
            }
            return Optional.ofNullable(lock);
        } catch (IOException e) {
            throw new Unwritable(chaos.resolve("lock").toString(), e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // by another thread of this process
        }
    }

    private void prepare() throws IOException {
        Files.createDirectories(chaos, Journal.permissions("rwx------"));
    }

    /**
     * The journal of a new run.
     *
     * @param run lower-case letters and digits, at most 20
     * @param places of all targets that it may touch, by name
     */
    public Journal begin(String run, Map<String, String> places) {
        if (!run.matches("[a-z0-9]{1,20}")) {
            throw new IllegalArgumentException("not the name of a run: " + run);
        }
        try {
            prepare();
        } catch (IOException e) {
            throw new Unwritable(chaos.toString(), e);
        }
        return Journal.create(chaos.resolve(run), places);
    }

    /** Where the journal of a run lies. */
    public Path journal(String run) {
        return chaos.resolve(run).resolve(Journal.FILE);
    }

    /** Goes on with a journal, after its last whole line. */
    public Journal goOn(JournalFile left) {
        return Journal.reopen(left);
    }

    /** Journals of runs that have not undone everything, or may not have. */
    public List<JournalFile> unclean() {
        if (!Files.isDirectory(chaos)) {
            return List.of();
        }
        try (Stream<Path> runs = Files.list(chaos)) {
            return runs.map(run -> run.resolve(Journal.FILE))
                    .filter(Files::exists)
                    .sorted()
                    .map(JournalFile::read)
                    .filter(journal -> !journal.isClean())
                    .toList();
        } catch (IOException e) {
            throw new Unwritable(chaos.toString(), e);
        }
    }
}
