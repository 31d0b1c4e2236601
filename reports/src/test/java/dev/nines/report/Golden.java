package dev.nines.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Expected texts in files; {@code -Dnines.golden=update} writes what is printed now, for review as a diff. */
final class Golden {
    private static final Path SOURCE = Path.of("src/test/resources/dev/nines/report");

    private Golden() {}

    static void check(String file, String actual) {
        try {
            if ("update".equals(System.getProperty("nines.golden"))) {
                Files.createDirectories(SOURCE);
                Files.writeString(SOURCE.resolve(file), actual);
                return;
            }
            try (InputStream in = Golden.class.getResourceAsStream(file)) {
                assertThat(in).as("golden file %s", file).isNotNull();
                assertThat(actual).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
