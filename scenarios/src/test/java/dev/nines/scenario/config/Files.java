package dev.nines.scenario.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The configuration files of these tests. */
final class Files {
    static final Path FOLDER = Path.of("src/test/resources/dev/nines/scenario/config");

    private Files() {}

    static String text(String name) {
        try {
            return java.nio.file.Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
