package dev.nines.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.ObjectiveSpec;
import dev.nines.model.spec.RunSpec;
import dev.nines.result.ObjectiveResult;
import dev.nines.result.RunResult;
import dev.nines.result.RunResultBuilder;
import dev.nines.scenario.trial.Trials;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every worked design tells the story of its {@code expected.json}: bands with a reason, written from what is known of
 * the products. A {@code min} or {@code max} of a drill holds for every single trial, so that no seed needs choosing.
 */
class StoriesTest {
    private static final int THREADS = 2;
    private static final List<String> INVARIANTS =
            List.of("vip-single-owner", "single-writer", "acked-write-lost", "replication-broken", "mixed-content");

    @TestFactory
    @DisplayName("A worked design stays within the bands of its expected.json")
    List<DynamicTest> stories() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String example : WorkedDesigns.names()) {
            tests.add(DynamicTest.dynamicTest(example, () -> tellsItsStory(example)));
        }
        return tests;
    }

    @Test
    @DisplayName("A worked design has a README that names each of its variants")
    void hasAReadme() {
        for (WorkedDesigns.Entry entry : WorkedDesigns.all()) {
            String readme = WorkedDesigns.text(entry.name(), "README.md").orElse("");
            assertThat(readme).as(entry.name()).startsWith("# ").contains("./nines ");
            for (String variant : entry.variants()) {
                assertThat(readme).as(entry.name()).contains("+" + variant);
            }
        }
    }

    private static void tellsItsStory(String example) {
        JsonNode story = JsonMapper.shared()
                .readTree(WorkedDesigns.text(example, "expected.json").orElse("{}"));
        assertThat(story.path("designs").size()).as("designs in expected.json").isPositive();
        List<String> broken = new ArrayList<>();
        for (JsonNode expected : story.path("designs")) {
            String name = expected.path("design").asString();
            RunResult result = run(
                    withBands(ScenarioReader.design(name), expected),
                    story.path("seed").asLong(),
                    expected.path("trials").asInt());
            for (int i = 0; i < result.objectives().size(); i++) {
                check(name, expected.path("bands").get(i), result.objectives().get(i), broken);
            }
        }
        assertThat(broken).isEmpty();
    }

    /** The bands' measures as the design's objectives, which makes the result contain them. */
    private static Design withBands(Design d, JsonNode expected) {
        List<ObjectiveSpec> measures = new ArrayList<>();
        for (JsonNode band : expected.path("bands")) {
            String path = band.path("measure").asString();
            measures.add(new ObjectiveSpec(path, "", path, ObjectiveSpec.Comparison.AT_MOST, 0));
        }
        long horizonNanos = expected.path("years").asBoolean(false) ? d.run().horizonNanos() : 0;
        return new Design(
                d.name(),
                d.title(),
                d.inputHash(),
                d.hosts(),
                d.network(),
                d.services(),
                d.clients(),
                d.probe(),
                d.drills(),
                d.faults(),
                measures,
                d.expectedViolations(),
                new RunSpec(
                        horizonNanos,
                        d.run().warmUpNanos(),
                        d.run().trials(),
                        d.run().seed()),
                d.assumptions());
    }

    private static RunResult run(Design design, long seed, int trials) {
        RunResultBuilder builder = new RunResultBuilder(design, "test", seed, trials).checking(INVARIANTS);
        List<Design> designs = List.of(design);
        Trials.run(
                designs,
                seed,
                trials,
                TrialOptions.DEFAULT,
                THREADS,
                records -> builder.add(records.get(0)),
                () -> false);
        return builder.build(true, "trials");
    }

    private static void check(String design, JsonNode band, ObjectiveResult measured, List<String> broken) {
        String reason = band.path("reason").asString("");
        assertThat(reason).as("reason of %s", measured.text()).isNotBlank();
        double value = measured.value().value();
        double min = band.path("min").asDouble(Double.NEGATIVE_INFINITY);
        double max = band.path("max").asDouble(Double.POSITIVE_INFINITY);
        assertThat(min > Double.NEGATIVE_INFINITY || max < Double.POSITIVE_INFINITY)
                .as("band of %s", measured.text())
                .isTrue();
        if (!(value >= min && value <= max)) {
            String missing = measured.value().reason();
            broken.add(design + ": " + measured.text() + " = " + value + " " + missing + ", not within " + min + " … "
                    + max + ": " + reason);
        }
    }
}
