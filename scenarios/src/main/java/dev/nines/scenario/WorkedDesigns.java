package dev.nines.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The designs that come with Nines: the folders of {@code examples/}, packaged as resources. {@code examples/index.txt}
 * names them, since the folders of a jar cannot be listed reliably.
 */
public final class WorkedDesigns {
    private static final String ROOT = "/dev/nines/examples/";

    /**
     * @param title what it is
     * @param question what it answers
     * @param variants names of its variants
     */
    public record Entry(String name, String title, String question, List<String> variants) {}

    private WorkedDesigns() {}

    /** All worked designs, sorted by name. */
    public static List<Entry> all() {
        return names().stream().map(WorkedDesigns::entry).toList();
    }

    /** Their names, sorted. */
    public static List<String> names() {
        String index = resource("index.txt").orElseThrow(() -> new IllegalStateException("no index of examples"));
        return index.lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .sorted()
                .toList();
    }

    /** The text of a worked design's file ({@code scenario.yaml}, {@code README.md}, …). */
    public static Optional<String> text(String name, String file) {
        return names().contains(name) ? resource(name + "/" + file) : Optional.empty();
    }

    private static Entry entry(String name) {
        Scenario scenario = text(name, "scenario.yaml")
                .map(t -> ScenarioReader.worked(name, t))
                .orElseThrow(() -> new IllegalStateException("no scenario.yaml of " + name));
        return new Entry(name, scenario.title(), scenario.question(), scenario.variants());
    }

    private static Optional<String> resource(String path) {
        try (InputStream in = WorkedDesigns.class.getResourceAsStream(ROOT + path)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
