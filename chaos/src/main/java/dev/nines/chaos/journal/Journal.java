package dev.nines.chaos.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The journal of one run. What {@link #append} was given is on the disk when it returns, or {@link Unwritable} is thrown. */
public final class Journal implements AutoCloseable {
    public static final String FILE = "journal.ndjson";

    private final String run;
    private final Path file;
    private final FileChannel channel;
    private final Lines lines;
    private final Map<Integer, Entry> last = new TreeMap<>();

    private Journal(String run, Path file, FileChannel channel) {
        this.run = run;
        lines = new Lines(run, Seal.in(file.getParent().getParent()));
        this.file = file;
        this.channel = channel;
    }

    /**
     * A new journal, readable by its owner only.
     *
     * @param folder that does not exist yet, named as the run
     * @param places of all targets that the run may touch, by name
     */
    static Journal create(Path folder, Map<String, String> places) {
        Path file = folder.resolve(FILE);
        try {
            Files.createDirectory(folder, permissions("rwx------"));
            FileChannel channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions("rw-------"));
            Journal journal = new Journal(folder.getFileName().toString(), file, channel);
            journal.write(journal.lines.header(places));
            sync(folder);
            sync(folder.getParent());
            return journal;
        } catch (IOException e) {
            throw new Unwritable(file.toString(), e);
        }
    }

    /** Goes on with a journal that a run has left behind. */
    static Journal reopen(JournalFile left) {
        try {
            FileChannel channel = FileChannel.open(left.file(), StandardOpenOption.WRITE);
            channel.truncate(left.wholeBytes());
            channel.position(left.wholeBytes());
            Journal journal = new Journal(left.run(), left.file(), channel);
            left.last().forEach(entry -> journal.last.put(entry.sequence(), entry));
            if (left.wholeBytes() == 0) {
                journal.write(journal.lines.header(left.places()));
            }
            return journal;
        } catch (IOException e) {
            throw new Unwritable(left.file().toString(), e);
        }
    }

    static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    /** A new file is only there for good when its folder is on the disk too. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    public String run() {
        return run;
    }

    public Path file() {
        return file;
    }

    public synchronized void append(Entry entry) {
        write(lines.entry(entry));
        last.put(entry.sequence(), entry);
    }

    /** True if every fault of the run is out of effect. */
    public synchronized boolean isClean() {
        return last.values().stream().allMatch(entry -> entry.state() == State.CLEAN);
    }

    private void write(String line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new Unwritable(file.toString(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new Unwritable(file.toString(), e);
        }
    }
}
