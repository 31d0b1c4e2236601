package dev.nines.scenario.yaml;

import java.util.Optional;

/**
 * Where something stands.
 *
 * @param line from 1
 * @param column from 1, in code points
 * @param length in code points, on that line
 * @param elsewhere the file, when it is not the scenario: a value read from a configuration file
 */
public record Place(int line, int column, int length, Optional<Source> elsewhere) {
    public Place(int line, int column, int length) {
        this(line, column, length, Optional.empty());
    }

    /** {@code line 12}, or {@code haproxy.cfg:12} when that is another file than the scenario. */
    public String shown() {
        return elsewhere.map(source -> source.file() + ":" + line).orElse("line " + line);
    }
}
