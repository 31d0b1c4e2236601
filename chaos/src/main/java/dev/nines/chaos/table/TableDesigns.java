package dev.nines.chaos.table;

import dev.nines.model.spec.Design;
import dev.nines.scenario.Scenario;
import dev.nines.scenario.ScenarioReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The designs of the table: worked designs, and small ones of its own. */
public final class TableDesigns {
    private TableDesigns() {}

    /**
     * A design by its name.
     *
     * @param name with {@code +VARIANT}
     * @throws dev.nines.scenario.problem.Problems if there is none
     */
    public static Design read(String name) {
        int plus = name.indexOf('+');
        String base = plus < 0 ? name : name.substring(0, plus);
        Scenario scenario = own(base)
                .map(text -> ScenarioReader.readText(base, base + ".yaml", text))
                .orElseGet(() -> ScenarioReader.read(base));
        return scenario.design(plus < 0 ? "" : name.substring(plus + 1));
    }

    /** The text of one of the table's own designs. */
    static Optional<String> own(String name) {
        try (InputStream in = TableDesigns.class.getResourceAsStream(name + ".yaml")) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
