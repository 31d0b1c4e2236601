package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.kernel.Law;
import dev.nines.model.spec.Design;
import dev.nines.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTest {
    private final CommandLineDriver nines = CommandLineDriver.plain();

    @TempDir
    private Path folder;

    /** One web server crashed every ten days, for 10, 20, … 100 minutes; the scenario says every two years. */
    private Path incidents() throws IOException {
        List<String> rows = new ArrayList<>(List.of("component,failed_at,repaired_at,cause"));
        rows.add("web1,,2026-01-01T00:00:00Z,");
        for (int i = 1; i <= 10; i++) {
            Instant failed = Instant.parse("2026-01-01T00:00:00Z").plus(10L * i, ChronoUnit.DAYS);
            rows.add("web1," + failed + "," + failed.plus(10L * i, ChronoUnit.MINUTES) + ",power");
        }
        return Files.writeString(folder.resolve("incidents.csv"), String.join("\n", rows) + "\n");
    }

    @Test
    @DisplayName("laws by the list stand beside the scenario's, and are kept in calibration.json")
    void table() throws IOException {
        Path out = folder.resolve("out");
        assertThat(nines.run(
                        "calibrate", "web-active-active", "--from", incidents().toString(), "--out", out.toString()))
                .isZero();
        assertThat(nines.out())
                .contains("crash l4a, l4b and 4 more: failure")
                .contains("scenario     exponential(730d)")
                .contains("exponential  9.97d [")
                .contains("contradicts the scenario")
                .contains("scenario     lognormal(20min p95 2h)");
        assertThat(Files.readString(out.resolve("calibration.json")))
                .contains("\"parameter\" : \"faults.0.every\"")
                .contains("\"verdict\" : \"contradicts the scenario\"");
    }

    @Test
    @DisplayName(
            "--write makes a scenario with these laws and their ground, and changes nothing else; it never overwrites")
    void write() throws IOException {
        Path written = folder.resolve("measured.yaml");
        String[] command = {
            "calibrate",
            "web-active-active",
            "--from",
            incidents().toString(),
            "--out",
            folder.resolve("out").toString(),
            "--write",
            written.toString()
        };
        assertThat(nines.run(command)).isZero();
        Design before = ScenarioReader.read("web-active-active").base();
        Design after = ScenarioReader.read(written.toString()).base();
        assertThat(Files.readString(written))
                .contains("  # every: measured until 2026-04-11, 10 events in incidents.csv (")
                .contains("; was guess(exponential(2y))");
        assertThat(after.faults().get(0).every()).isInstanceOf(Law.Weibull.class);
        assertThat(after.faults().get(0).repair()).isInstanceOf(Law.Lognormal.class);
        assertThat(after.faults().get(6)).isEqualTo(before.faults().get(6));
        assertThat(after.services()).isEqualTo(before.services());
        command[5] = folder.resolve("again").toString();
        assertThat(nines.run(command)).isEqualTo(ExitCode.REFUSED.code());
    }

    @Test
    @DisplayName("a wrong list: exit 3 with its place; a variant cannot be written, a wrong time is usage")
    void wrong() throws IOException {
        Path file = Files.writeString(folder.resolve("i.csv"), "component,failed_at,repaired_at\nweb1,yesterday,\n");
        assertThat(nines.run("calibrate", "web-active-active", "--from", file.toString()))
                .isEqualTo(ExitCode.INPUT.code());
        assertThat(nines.err()).contains("i.csv:2:6").contains("`yesterday`");
        assertThat(nines.run("calibrate", "web-active-active", "--from", folder.toString()))
                .isEqualTo(ExitCode.INPUT.code());
        assertThat(nines.run("calibrate", "web-active-active", "--from", "x", "--until", "soon"))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(nines.run("calibrate", "web-active-active+one-balancer", "--from", "x", "--write", "y"))
                .isEqualTo(ExitCode.USAGE.code());
    }
}
