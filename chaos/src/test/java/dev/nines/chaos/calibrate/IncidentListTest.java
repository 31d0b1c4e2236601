package dev.nines.chaos.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nines.model.spec.Design;
import dev.nines.scenario.ScenarioReader;
import dev.nines.scenario.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentListTest {
    @TempDir
    private Path folder;

    private final Design design = ScenarioReader.read("web-active-active").base();

    private Path list(String... rows) throws IOException {
        return Files.writeString(folder.resolve("incidents.csv"), String.join("\n", rows) + "\n");
    }

    private List<Histories.History> histories(String... rows) throws IOException {
        return Histories.of(IncidentList.read(list(rows), Optional.empty()), ComponentClass.of(design));
    }

    private String problems(String... rows) throws IOException {
        Path file = list(rows);
        Problems problems =
                catchThrowableOfType(Problems.class, () -> IncidentCalibration.of(design, file, Optional.empty()));
        return problems.getMessage();
    }

    @Test
    @DisplayName("working times go from a repair to the next failure; the first counts only if the beginning is known")
    void times() throws IOException {
        List<Histories.History> all = histories(
                "component,failed_at,repaired_at,cause",
                "lb9,2026-01-11T00:00:00Z,2026-01-11T01:00:00Z,\"power, again\"",
                "web1,,2026-01-01T00:00:00Z,",
                "web1,2026-01-02T00:00:00Z,2026-01-02T00:10:00Z,power",
                "web2,2026-01-03T09:00:00+09:00,2026-01-03T00:20:00Z,",
                "web2,2026-01-05T00:20:00Z,,");
        assertThat(all).hasSize(2);
        Histories.History hosts = all.get(0);
        assertThat(hosts.of().path()).isEqualTo("faults.0");
        // web1: a day, then on until the last time of the list; web2: two days, its beginning is not known.
        assertThat(hosts.failures().count()).isEqualTo(2);
        assertThat(hosts.failures().size()).isEqualTo(3);
        assertThat(hosts.failures().seconds(0)).isEqualTo(86_400);
        assertThat(hosts.failures().ended(1)).isFalse();
        assertThat(IntStream.range(0, 3).mapToDouble(hosts.repairs()::seconds))
                .containsExactly(600.0, 1200.0, 6 * 86_400 - 1200 + 3600.0);
        assertThat(IntStream.range(0, 3).mapToObj(hosts.repairs()::ended)).containsExactly(true, true, false);
        assertThat(all.get(1).of().path()).isEmpty();
    }

    @Test
    @DisplayName("a component with several laws: the cause says which, and must")
    void causes() throws IOException {
        List<Histories.History> all = histories(
                "component,failed_at,repaired_at,cause",
                "web@web1,2026-01-02T00:00:00Z,2026-01-02T00:10:00Z,kill",
                "web@web1,2026-01-03T00:00:00Z,2026-01-03T00:10:00Z,hang",
                "web@web1,2026-01-04T00:00:00Z,2026-01-04T00:10:00Z,hang");
        assertThat(all).extracting(h -> h.of().verb()).containsExactly("kill", "hang");
        assertThat(all).extracting(h -> h.repairs().count()).containsExactly(1, 2);
        assertThat(problems("component,failed_at,repaired_at", "web@web1,2026-01-02T00:00:00Z,2026-01-02T00:10:00Z"))
                .contains("incidents.csv:2:1", "has several laws", "hang or kill");
    }

    @Test
    @DisplayName("what is wrong is told with file, line, column and word, all of it at once")
    void wrong() throws IOException {
        assertThat(problems("component,failed_att,repaired_at", "a,b,c"))
                .contains("incidents.csv:1:11", "no column `failed_att`", "did you mean `failed_at`?", "is missing");
        assertThat(problems(
                        "component,failed_at,repaired_at",
                        "web1,2026-01-02 10:00,2026-01-02T11:00:00Z",
                        "web1,2026-01-02T12:00:00Z,2026-01-02T11:00:00Z",
                        "web1,,",
                        ",2026-01-02T12:00:00Z,",
                        "web1,2026-01-02T12:00:00Z"))
                .contains("incidents.csv:2:6", "`2026-01-02 10:00` is no time with its zone", "+09:00")
                .contains("incidents.csv:3:27", "repaired not later than it failed")
                .contains("incidents.csv:4:6", "neither failed_at nor repaired_at")
                .contains("incidents.csv:5:1", "no component")
                .contains("incidents.csv:6:6", "2 values, the first line has 3 columns");
        assertThat(problems(
                        "component,failed_at,repaired_at",
                        "web1,2026-01-02T10:00:00Z,2026-01-02T12:00:00Z",
                        "web1,2026-01-02T11:00:00Z,2026-01-02T13:00:00Z"))
                .contains("incidents.csv:3:1", "failed before its last repair was done");
        assertThat(problems("component,failed_at,repaired_at")).contains("no incidents");
    }

    @Test
    @DisplayName("one incident is too few to propose a law, and says so")
    void few() throws IOException {
        Path file = list("component,failed_at,repaired_at", "web1,2026-01-02T10:00:00Z,2026-01-02T12:00:00Z");
        IncidentCalibration calibration = IncidentCalibration.of(design, file, Optional.empty());
        assertThat(calibration.rows()).hasSize(2).allSatisfy(row -> {
            assertThat(row.proposed()).isEmpty();
            assertThat(row.verdict()).startsWith("too few");
        });
    }
}
