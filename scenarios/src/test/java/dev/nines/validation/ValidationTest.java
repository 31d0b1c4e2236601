package dev.nines.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.model.spec.Design;
import dev.nines.model.spec.ObjectiveSpec;
import dev.nines.scenario.Golden;
import dev.nines.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulator against exact answers: {@code docs/validation.md}. */
class ValidationTest {
    private static final int FULL = 4;

    @Test
    @DisplayName(
            "The 99.99 % interval of every case covers its exact value; the 95 % intervals miss as often as they should")
    void everyCaseIsCovered() {
        List<CaseRun> runs = runAll(1);
        Golden.check(Path.of("../docs/validation.md"), ValidationPage.text(runs));
        check(runs, 1);
    }

    @Test
    @Tag("full")
    @DisplayName("The same with four times the trials")
    void everyCaseIsCoveredAtFullSize() {
        check(runAll(FULL), FULL);
    }

    private static void check(List<CaseRun> runs, int times) {
        assertThat(runs.stream().filter(run -> !run.covers9999()).map(ValidationPage::row))
                .as("cases whose 99.99 %% interval does not cover: a bug in the oracle, the model or the statistics")
                .isEmpty();
        long misses = runs.stream().filter(run -> !run.covers95()).count();
        assertThat(misses)
                .as("of %s 95 %% intervals miss", runs.size())
                .isBetween(
                        (long) ValidationPage.fewestMisses(runs.size()), (long) ValidationPage.mostMisses(runs.size()));
        double target = ValidationPage.TARGET / Math.sqrt(times);
        assertThat(runs.stream().filter(run -> run.halfWidth() > target).map(ValidationPage::row))
                .as("half-width above the target")
                .isEmpty();
    }

    private static List<CaseRun> runAll(int times) {
        ExecutorService processors =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<CaseRun>> running = new ArrayList<>();
            for (Case asked : Case.all()) {
                running.add(processors.submit(() -> CaseRun.of(asked, times)));
            }
            List<CaseRun> runs = new ArrayList<>();
            for (Future<CaseRun> run : running) {
                runs.add(run.get());
            }
            return runs;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            processors.shutdownNow();
        }
    }

    @Test
    void theSeedOfACaseIsItsNumberAndItsFirstObjectiveIsWhatIsAsked() {
        int number = 1;
        for (Case asked : Case.all()) {
            Scenario scenario = CaseRun.scenario(asked);
            Design design = scenario.base();
            ObjectiveSpec objective = CaseRun.objective(design);
            String service =
                    objective.service().isEmpty() ? design.probe().services().get(0) : objective.service();
            assertThat(asked.number()).as(asked.name()).isEqualTo(number++);
            assertThat(design.run().seed()).as(asked.name()).isEqualTo(asked.number());
            assertThat(service + "." + path(objective)).as(asked.name()).isEqualTo(asked.measure());
            assertThat(scenario.warnings()).as(asked.name()).isEmpty();
        }
        assertThat(number).isGreaterThan(60);
    }

    /** What stands before the comparison, without a service. */
    private static String path(ObjectiveSpec objective) {
        return objective.text().replaceFirst("^[a-z-]+: ", "").replaceFirst(" [<>=]+ [^<>=]*$", "");
    }

    @Test
    void theExactValuesBesideTheScenariosAreTheOnesOfTheTest() throws IOException {
        for (Case asked : Case.all()) {
            Path file = CaseRun.folder(asked).resolve("exact.json");
            Golden.check(file, ValidationPage.json(asked));
            JsonNode json = JsonMapper.builder().build().readTree(Files.readString(file));
            assertThat(json.path("case").asInt()).isEqualTo(asked.number());
            assertThat(json.path("exact").asDouble() / asked.exact()).isBetween(1 - 1e-8, 1 + 1e-8);
        }
    }

    @Test
    void everyFolderIsACase() throws IOException {
        try (Stream<Path> folders = Files.list(CaseRun.folder(Case.all().get(0)).getParent())) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Case.all().stream().map(Case::name).toList());
        }
    }
}
