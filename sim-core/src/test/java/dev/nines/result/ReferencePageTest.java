package dev.nines.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReferencePageTest {
    /** Names of the sample's own things. */
    private static final Set<String> NAMES = Set.of("web", "vip", "lb-crash");

    @Test
    @DisplayName("docs/reference/result.md names every key of a result and of a comparison")
    void everyKeyIsDescribed() throws IOException {
        RunResultBuilder a = Samples.builder(Samples.design("a"), 100, 0);
        RunResultBuilder b = Samples.builder(Samples.design("b"), 100, Samples.MS);
        AspectRow words = new AspectRow("load", List.of(new AspectRow.Answer("", Value.missing("none"), "share")));
        CompareResult result = Comparison.of(
                        List.of(a, b), List.of(a.build(true, "trials"), b.build(true, "trials")), 0, List.of("clients"))
                .withAspects(List.of(words))
                .with(
                        List.of(notKnown(), notKnown()),
                        List.of(new PairIgnorance(
                                "a",
                                "b",
                                "downtime-per-year",
                                40,
                                40,
                                0,
                                0,
                                3,
                                12,
                                List.of(new PairIgnorance.BreakEven("n", "1s x2", "1s", "1s", "2s", "a", "b")))));
        Set<String> keys = new TreeSet<>();
        collect(Json.parse(ResultJson.write(result)), keys);
        assertThat(keys).contains("boundIs", "mainService", "answers", "ci95", "breakEvens", "trialsEach");
        String page = Files.readString(Path.of("../docs/reference/result.md"));
        assertThat(keys).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
    }

    private static Ignorance notKnown() {
        return new Ignorance(
                List.of(new Ignorance.Unknown("n", "p", "1s x2", "0.5s", "1s", "2s", "log-uniform")),
                40,
                3,
                List.of(new Ignorance.Range("downtime-per-year", 1, 2, 3)));
    }

    private static void collect(JsonNode node, Set<String> keys) {
        if (node.isObject()) {
            for (String key : node.propertyNames()) {
                if (!NAMES.contains(key)) {
                    keys.add(key);
                }
            }
        }
        for (JsonNode child : node) {
            collect(child, keys);
        }
    }
}
