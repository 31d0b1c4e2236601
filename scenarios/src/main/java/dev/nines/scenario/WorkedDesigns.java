package dev.nines.scenario;

import java.util.List;
import java.util.Optional;

/** The designs that come with Nines: the folders of {@code examples/}, packaged as resources. */
public final class WorkedDesigns {

    /**
     * @param title what it is
     * @param question what it answers
     * @param variants names of its variants
     */
    public record Entry(String name, String title, String question, List<String> variants) {}

    private WorkedDesigns() {}

    /** All worked designs, sorted by name. */
    public static List<Entry> all() {
        throw new UnsupportedOperationException();
    }

    /** Their names, sorted. */
    public static List<String> names() {
        throw new UnsupportedOperationException();
    }

    /** The text of a worked design's file ({@code scenario.yaml}, {@code README.md}, …). */
    public static Optional<String> text(String name, String file) {
        throw new UnsupportedOperationException();
    }
}
