package dev.nines.chaos.inject;

import java.util.List;
import java.util.Optional;

/**
 * What the script on a target said.
 *
 * @param exit 0 done, 1 failed and rolled back, 2 not understood, 5 refused and nothing changed, 6 a fault is left
 * @param lines {@code key=value}
 */
record Answer(int exit, List<String> lines) {
    private static final int REFUSED = 5;
    private static final int NOT_UNDERSTOOD = 2;

    Answer {
        lines = List.copyOf(lines);
    }

    boolean ok() {
        return exit == 0;
    }

    /** Nothing was changed, and it will not help to ask again. */
    boolean refused() {
        return exit == REFUSED || exit == NOT_UNDERSTOOD;
    }

    /** All values of that key. */
    List<String> all(String key) {
        String start = key + "=";
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    /** The last value of that key: states follow each other. */
    Optional<String> value(String key) {
        List<String> all = all(key);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    boolean says(String key, String value) {
        return value(key).filter(value::equals).isPresent();
    }

    long number(String key) {
        return value(key)
                .filter(v -> v.matches("[0-9]{1,19}"))
                .map(Long::parseLong)
                .orElse(-1L);
    }

    /** Why not, in the script's words. */
    String reason() {
        return value("refused").or(() -> value("error")).orElse("the helper ended with " + exit);
    }
}
