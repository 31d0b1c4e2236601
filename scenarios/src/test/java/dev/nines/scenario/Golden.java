package dev.nines.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that is kept in a file; {@code -Dnines.golden=update} writes it anew. */
public final class Golden {
    private Golden() {}

    public static void check(Path file, String actual) {
        try {
            if ("update".equals(System.getProperty("nines.golden"))) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, actual);
            }
            assertThat(actual).as("%s; update with -Dnines.golden=update", file).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
