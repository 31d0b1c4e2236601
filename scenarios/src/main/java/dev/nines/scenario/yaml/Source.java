package dev.nines.scenario.yaml;

import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text of a file.
 *
 * @param file as the user named it
 * @param text without a byte order mark
 */
public record Source(String file, String text, List<String> lines) {

    public Source(String file, String text) {
        this(file, text, List.of(text.split("\r\n|\r|\n", -1)));
    }

    /** A problem at a place; the place is moved into the text if it is outside. */
    public Problem problem(Code code, Place place, String message, String label, String help) {
        int line = Math.max(1, Math.min(place.line(), lines.size()));
        String content = lines.get(line - 1);
        int width = content.codePointCount(0, content.length());
        int column = Math.max(1, Math.min(place.column(), width + 1));
        int length = Math.max(1, Math.min(place.length(), width + 1 - column));
        List<String> excerpt = line == 1 ? List.of(content) : List.of(lines.get(line - 2), content);
        return new Problem(code, file, line, column, length, message, label, help, excerpt);
    }

    /** As {@link #hash(Map)}, of the text alone. */
    public String hash() {
        return hash(Map.of());
    }

    /** The first twelve hex digits of the SHA-256 of the text and, in the order of their names, of other files. */
    public String hash(Map<String, Source> others) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            new TreeMap<>(others).forEach((name, other) -> {
                // A byte that no text holds: the end of one file cannot be taken for the beginning of the next.
                digest.update((byte) 0);
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(other.text.getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
