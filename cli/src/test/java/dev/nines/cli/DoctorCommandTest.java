package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    private final CommandLineDriver nines = CommandLineDriver.plain();

    @Test
    @DisplayName("where Nines runs it can simulate: exit 0, as text and as JSON")
    void run() {
        assertThat(nines.run("doctor")).isZero();
        assertThat(nines.out()).contains("✓ Java").contains("for run: nothing that it needs is missing");
        assertThat(nines.run("doctor", "--format", "json")).isZero();
        assertThat(nines.out()).startsWith("{").contains("\"for\" : \"run\"");
    }

    @Test
    @DisplayName(
            "a target that has gone: said with its name, exit 5; without need of it, exit 0; a wrong inventory: exit 3")
    void targets(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("inventory.yaml"),
                "nines-inventory: 1\nenvironment: lab\ntargets: {lb1: {namespace: {pid: 99999999, started: 1}}}\n");
        assertThat(nines.run("doctor", "--on", file.toString())).isEqualTo(ExitCode.REFUSED.code());
        assertThat(nines.out()).contains("\nlb1\n  ✗ reachable").contains("(needed for chaos)");
        assertThat(nines.run("doctor", "--for", "run", "--on", file.toString())).isZero();
        Files.writeString(file, "nines-inventory: 1\nenvironment: lab\ntargtes: {}\n");
        assertThat(nines.run("doctor", "--on", file.toString())).isEqualTo(ExitCode.INPUT.code());
        assertThat(nines.run("doctor", "--for", "fun")).isEqualTo(ExitCode.USAGE.code());
    }
}
