package dev.nines.scenario;

import dev.nines.model.spec.Design;
import dev.nines.scenario.problem.Problems;
import java.nio.file.Path;

/** Reads scenario files. All methods throw {@link Problems} with everything that is wrong. */
public final class ScenarioReader {
    private ScenarioReader() {}

    /**
     * @param argument a path, or the name of a worked design; a path wins when both exist
     */
    public static Scenario read(String argument) {
        throw new UnsupportedOperationException();
    }

    /** Reads the file; a folder means its {@code scenario.yaml}. */
    public static Scenario read(Path path) {
        throw new UnsupportedOperationException();
    }

    /** Reads a text as if it stood in {@code file}. */
    public static Scenario readText(String name, String file, String text) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #read(String)}; {@code ARGUMENT+VARIANT} means one of its variants. */
    public static Design design(String argument) {
        throw new UnsupportedOperationException();
    }
}
