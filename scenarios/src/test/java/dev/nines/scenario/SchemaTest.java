package dev.nines.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.nines.scenario.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Schema, reader and examples agree: good files please both, and what the schema refuses the reader refuses. */
class SchemaTest {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(JsonSchema.text());
    private static final LoadSettings LOAD =
            LoadSettings.builder().setSchema(new CoreSchema()).build();
    private static final DumpSettings DUMP =
            DumpSettings.builder().setSchema(new CoreSchema()).build();

    /** What may take a value's place. */
    private static final List<Object> REPLACEMENTS = List.of(
            "x y",
            "1s",
            "10m",
            -1,
            0,
            1,
            256,
            99_999_999,
            0.5,
            true,
            "no",
            "20%",
            "150%",
            "guess(1s)",
            "guess(7)",
            "guess(true)",
            "1s..2s",
            "1..2",
            "10%..20%",
            "1/s..2/s",
            "guess(1s x5)",
            "guess(7 x3)",
            "guess(20% x2 as s)",
            "guess(never x2)",
            "exponential(guess(1d x3))",
            "guess(exponential(1d) x3 as l)",
            "uniform(1s..2s 3s)",
            "any host",
            "lb1",
            "web@web1",
            "exponential(1s)",
            "MASTER",
            "100/s",
            "never",
            "unlimited",
            List.of(),
            List.of("lb1"),
            List.of(1, 2),
            Map.of(),
            Map.of("x", 1),
            Map.of("lb1", Map.of()));

    private static Object load(String yaml) {
        return new Load(LOAD).loadFromString(yaml);
    }

    private static boolean schemaAccepts(Object tree) {
        return SCHEMA.validate(Json.print(tree), InputFormat.JSON).isEmpty();
    }

    private static boolean readerAccepts(Object tree) {
        try {
            ScenarioReader.readText("s", "s.yaml", new Dump(DUMP).dumpToString(tree));
            return true;
        } catch (Problems p) {
            return false;
        }
    }

    private static List<String> goodFiles() {
        List<String> good = new ArrayList<>(List.of(
                ErrorCases.GOOD,
                Init.text(),
                ExampleTest.resource("design-section-8.yaml"),
                ExampleTest.resource("everything.yaml")));
        WorkedDesigns.names()
                .forEach(n -> good.add(WorkedDesigns.text(n, "scenario.yaml").orElseThrow()));
        return good;
    }

    @Test
    void goodFilesPleaseBoth() {
        for (String text : goodFiles()) {
            assertThat(SCHEMA.validate(Json.print(load(text)), InputFormat.JSON))
                    .as(text)
                    .isEmpty();
            assertThat(readerAccepts(load(text))).as(text).isTrue();
        }
    }

    @Test
    void whatTheSchemaRefusesTheReaderRefuses() {
        int refused = 0;
        List<String> disagreements = new ArrayList<>();
        Object good = load(ExampleTest.resource("everything.yaml"));
        for (Object mutant : mutants(good)) {
            if (!schemaAccepts(mutant)) {
                refused++;
                if (readerAccepts(mutant)) {
                    disagreements.add(difference(good, mutant));
                }
            }
        }
        assertThat(disagreements).isEmpty();
        assertThat(refused).isGreaterThan(800);
    }

    private static String difference(Object good, Object mutant) {
        List<String> before = new Dump(DUMP).dumpToString(good).lines().toList();
        return new Dump(DUMP)
                .dumpToString(mutant)
                .lines()
                .filter(line -> !before.contains(line))
                .toList()
                .toString();
    }

    @Test
    void theSchemaSeesMostOfTheWrongShapes() {
        int seen = 0;
        int wrong = 0;
        for (ErrorCases.Case c : ErrorCases.all()) {
            boolean shape = List.of("N0103", "N0105", "N0106", "N0107", "N0109", "N0113", "N0124", "N0125")
                    .contains(c.code().id());
            if (shape && !c.title().startsWith("variant") && !c.text().isEmpty()) {
                wrong++;
                seen += schemaAccepts(load(c.text())) ? 0 : 1;
            }
        }
        assertThat(seen).as("of %d", wrong).isGreaterThan(wrong * 3 / 4);
    }

    /** The tree with one value replaced, removed or added, at every place. */
    private static List<Object> mutants(Object tree) {
        return mutants(tree, new int[1]);
    }

    /** @param turn counts places: each takes the next few replacements, so that all meet every kind of place */
    private static List<Object> mutants(Object tree, int[] turn) {
        List<Object> mutants = new ArrayList<>();
        if (tree instanceof Map<?, ?> map) {
            mutants.add(with(map, "unknown-key", 1));
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Map<Object, Object> without = new LinkedHashMap<>(map);
                without.remove(entry.getKey());
                mutants.add(without);
                Map<Object, Object> renamed = new LinkedHashMap<>(without);
                renamed.put("1 bad name", entry.getValue());
                mutants.add(renamed);
                for (Object mutant : mutants(entry.getValue(), turn)) {
                    mutants.add(with(map, entry.getKey(), mutant));
                }
            }
        } else if (tree instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                for (Object mutant : mutants(list.get(i), turn)) {
                    List<Object> changed = new ArrayList<>(list);
                    changed.set(i, mutant);
                    mutants.add(changed);
                }
            }
        }
        for (int i = 0; i < 3; i++) {
            mutants.add(REPLACEMENTS.get(turn[0]++ % REPLACEMENTS.size()));
        }
        return mutants;
    }

    private static Map<Object, Object> with(Map<?, ?> map, Object key, Object value) {
        Map<Object, Object> changed = new LinkedHashMap<>(map);
        changed.put(key, value);
        return changed;
    }
}
