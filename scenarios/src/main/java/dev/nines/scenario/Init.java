package dev.nines.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The scenario that {@code nines init} writes. */
public final class Init {
    private Init() {}

    /** A complete small scenario, every field commented; it loads without a warning. */
    public static String text() {
        try (InputStream in = Init.class.getResourceAsStream("init.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
