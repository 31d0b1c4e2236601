package dev.nines.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.model.spec.Assumption;
import dev.nines.scenario.problem.Code;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Pages made of the tables, explanations, and the starter scenario. */
class PagesTest {

    @Test
    void theReferencePageIsTheOneInDocs() {
        Golden.check(Path.of("../docs/reference/scenario.md"), ReferencePage.text());
    }

    @Test
    void theSchemaIsTheOneInDocs() {
        Golden.check(Path.of("../docs/reference/scenario.schema.json"), JsonSchema.text());
    }

    @Test
    void everyCodeHasAnExplanation() {
        for (Code code : Code.values()) {
            assertThat(Explanations.of(code.id().toLowerCase(java.util.Locale.ROOT)))
                    .as(code.id())
                    .hasValueSatisfying(page -> assertThat(page.length()).isGreaterThan(80));
            assertThat(Explanations.title(code.id())).isNotEmpty();
        }
    }

    @Test
    void codesAreUnique() {
        Set<String> ids = new TreeSet<>();
        List.of(Code.values()).forEach(c -> ids.add(c.id()));
        assertThat(ids).hasSize(Code.values().length);
    }

    @Test
    void termsAreFoundInAnySpelling() {
        assertThat(Explanations.of("Gratuitous ARP")).isPresent();
        assertThat(Explanations.of("semi_sync")).isPresent();
        assertThat(Explanations.of("nothing")).isEmpty();
        assertThat(Explanations.nearest("outtage")).contains("outage");
        assertThat(Explanations.topics()).startsWith("N0101").contains("outage", "RPO", "VRRP");
    }

    @Test
    void theStarterLoadsWithoutAWarning() {
        Scenario scenario = ScenarioReader.readText("init", "scenario.yaml", Init.text());
        assertThat(scenario.warnings()).isEmpty();
        assertThat(scenario.variants()).containsExactly("async");
        List<String> lines = Init.text().lines().toList();
        int line = lines.indexOf(lines.stream()
                .filter(l -> l.contains("act: guess(2s)"))
                .findFirst()
                .orElseThrow());
        assertThat(scenario.base().assumptions())
                .contains(new Assumption(
                        "services.db.promotion.act", "2s", Assumption.Source.GUESS, "line " + (line + 1)));
    }

    @Test
    void everyFieldOfTheStarterIsCommented() {
        assertThat(Init.text().lines().filter(l -> !l.isBlank() && !l.equals("#")))
                .allMatch(l -> l.contains("# "));
    }
}
