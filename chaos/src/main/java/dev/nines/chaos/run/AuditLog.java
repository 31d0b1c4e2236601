package dev.nines.chaos.run;

import dev.nines.chaos.journal.Unwritable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who did what to whom, appended and never changed: a line of JSON each, whose {@code hash} is SHA-256 over the hash of the line before
 * and the line itself. A changed, removed or inserted line breaks the chain. What was cut off at the end is not seen here; so each
 * result keeps the {@link #head}.
 */
public final class AuditLog {
    private static final String HASH = "hash";
    private static final String START = "0".repeat(64);
    private static final TypeReference<LinkedHashMap<String, String>> LINE = new TypeReference<>() {};

    private final Path file;
    private final String who;

    /** @param who acts: {@code user@machine} */
    public AuditLog(Path file, String who) {
        this.file = file;
        this.who = who;
    }

    /** What is wrong with the chain, or empty. */
    public Optional<String> problem() {
        String hash = START;
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            Optional<String> next = next(hash, lines.get(i));
            if (next.isEmpty()) {
                return Optional.of("line " + (i + 1) + " of " + file + " is not the one that was written;"
                        + " find out who changed it, then move the file away");
            }
            hash = next.get();
        }
        return Optional.empty();
    }

    /** The hash that the line has, if it follows on that one. */
    private static Optional<String> next(String previous, String line) {
        try {
            LinkedHashMap<String, String> read = JsonMapper.shared().readValue(line, LINE);
            String said = read.remove(HASH);
            String is = hash(previous, JsonMapper.shared().writeValueAsString(read));
            return is.equals(said) ? Optional.of(is) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new Unwritable(file.toString(), e);
        }
    }

    /** The last hash; 64 zeros if nothing was written yet. */
    public synchronized String head() {
        List<String> lines = lines();
        return lines.isEmpty()
                ? START
                : JsonMapper.shared()
                        .readValue(lines.get(lines.size() - 1), LINE)
                        .getOrDefault(HASH, START);
    }

    /**
     * Appends and waits until it is on the disk.
     *
     * @throws Unwritable if it cannot be written
     */
    public synchronized void append(String event, String run, String text) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("time", Instant.now().toString());
        line.put("who", who);
        line.put("event", event);
        line.put("run", run);
        line.put("text", text);
        try {
            Files.createDirectories(
                    file.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    var lock = channel.lock()) {
                line.put(HASH, hash(head(), JsonMapper.shared().writeValueAsString(line)));
                String whole = JsonMapper.shared().writeValueAsString(line) + "\n";
                channel.write(ByteBuffer.wrap(whole.getBytes(StandardCharsets.UTF_8)));
                channel.force(false);
                lock.release();
            }
        } catch (IOException | JacksonException e) {
            throw new Unwritable(file.toString(), e instanceof IOException io ? io : new IOException(e));
        }
    }

    /** When a run that hit this target ended last. */
    public Optional<Instant> lastHit(String target) {
        List<String> lines = lines();
        for (int i = lines.size() - 1; i >= 0; i--) {
            Map<String, String> line = JsonMapper.shared().readValue(lines.get(i), LINE);
            boolean hit = List.of("inject", "undone").contains(line.getOrDefault("event", ""))
                    && (" " + line.get("text") + " ").contains(" on " + target + " ");
            if (hit) {
                return Optional.of(Instant.parse(line.get("time")));
            }
        }
        return Optional.empty();
    }

    private static String hash(String previous, String line) {
        try {
            byte[] bytes = (previous + "\n" + line).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
