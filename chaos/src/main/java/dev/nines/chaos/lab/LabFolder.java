package dev.nines.chaos.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The folder of a running lab, {@code $XDG_STATE_HOME/nines/lab/DESIGN}; it is gone when the lab is. */
public final class LabFolder {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String STATE = "lab.json";
    private static final String DRAFT = "lab.json.new";
    private static final String INVENTORY = "inventory.yaml";
    private static final List<String> FILES =
            List.of(STATE, DRAFT, INVENTORY, "keeper.sh", "root.sh", "host.sh", "lock");

    private final Path path;

    private LabFolder(Path path) {
        this.path = path;
    }

    /** Where labs of a user are: {@code NINES_STATE} names the folder instead, if set. */
    public static Path labs(Map<String, String> environment) {
        String own = environment.getOrDefault("NINES_STATE", "");
        if (!own.isEmpty()) {
            return Path.of(own).toAbsolutePath().resolve("lab");
        }
        String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        Path state = xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(xdg);
        return state.toAbsolutePath().resolve("nines").resolve("lab");
    }

    static LabFolder of(Path labs, String design) {
        return new LabFolder(labs.resolve(design));
    }

    /** Where the inventory of a design's lab lies while it is up. */
    public static Path inventory(Path labs, String design) {
        return labs.resolve(design).resolve(INVENTORY);
    }

    /** All labs that are up, by name; folders of labs that ended are removed. */
    public static List<LabState> running(Path labs) {
        if (!Files.isDirectory(labs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(labs)) {
            return folders.sorted()
                    .map(folder -> new LabFolder(folder).running())
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lab if it is up; what a lab that ended left behind is removed. */
    Optional<LabState> running() {
        Optional<LabState> state = read();
        if (state.isEmpty() || state.get().isUp()) {
            return state;
        }
        state.get().keeper().awaitEnd(); // it is about to remove the folder
        remove();
        return Optional.empty();
    }

    private Optional<LabState> read() {
        Optional<String> text = Proc.read(path.resolve(STATE));
        try {
            return text.map(json -> JSON.readValue(json, LabState.class))
                    .filter(state -> state.nines() == LabState.FORMAT);
        } catch (JacksonException e) {
            throw new LabRefused(path.resolve(STATE) + " is damaged: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Makes the folder and keeps others from making the same lab at the same time.
     *
     * @throws LabRefused if somebody else is at it
     */
    FileChannel claim() throws IOException {
        Files.createDirectories(path);
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new LabRefused("another `nines lab up` is making this lab");
        }
        return channel;
    }

    /** Writes what the lab is; the state last and at once, since its presence says that the lab is complete. */
    void write(LabState state) throws IOException {
        Files.writeString(path.resolve(INVENTORY), LabInventory.of(state));
        Files.writeString(path.resolve(DRAFT), json(state));
        Files.move(path.resolve(DRAFT), path.resolve(STATE), StandardCopyOption.ATOMIC_MOVE);
    }

    Path path() {
        return path;
    }

    /** As a lab's files and {@code --format json} show it. */
    public static String json(Object value) {
        return JSON.writeValueAsString(value) + "\n";
    }

    boolean exists() {
        return Files.exists(path);
    }

    /** Removes what a lab writes there, and the folder if nothing else is in it. */
    void remove() {
        try {
            for (String file : FILES) {
                Files.deleteIfExists(path.resolve(file));
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
