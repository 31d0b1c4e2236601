package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.journal.Entry;
import dev.nines.chaos.journal.Journal;
import dev.nines.chaos.journal.State;
import dev.nines.chaos.journal.StateFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaosCommandTest {
    /** A process number that no machine has. */
    private static final String GONE = "namespace 99999999 1";

    @TempDir
    private Path state;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int nines(String... arguments) {
        out.reset();
        err.reset();
        Terminal terminal =
                Terminal.of(out, err, StandardCharsets.UTF_8, false, false, Map.of("NINES_STATE", state.toString()));
        return Nines.execute(arguments, terminal, Optional.empty(), new Interruption());
    }

    private void leave(State last) {
        try (Journal journal = new StateFolder(state).begin("r1", Map.of("lb1", GONE))) {
            journal.append(new Entry(1, "lb1", GONE, "pause", List.of("pid=7"), 60, last, Map.of()));
        }
    }

    @Test
    @DisplayName("nothing was left: said, exit 0")
    void nothing() {
        assertThat(nines("chaos", "status")).isZero();
        assertThat(nines("chaos", "revert", "--all")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("every journal is clean\n");
    }

    @Test
    @DisplayName("a fault of a lab that has gone is told by status, and reverted: it went with its namespaces")
    void labHasGone() {
        leave(State.VERIFIED);
        assertThat(nines("chaos", "status")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("run r1: pause on lb1, VERIFIED, lease 60 s\n");
        assertThat(nines("chaos", "revert", "--dry-run")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("would undo pause on lb1");
        assertThat(nines("chaos", "revert")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("undone, verified: pause on lb1");
        assertThat(nines("chaos", "status")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("every journal is clean\n");
    }

    @Test
    @DisplayName("exit 6, end to end: a target that does not answer leaves its fault, with the exact command")
    void faultLeft() {
        String nowhere = "ssh ops 127.0.0.1 1 SHA256:" + "A".repeat(43);
        try (Journal journal = new StateFolder(state).begin("r1", Map.of("db1", nowhere, "lb1", GONE))) {
            journal.append(new Entry(1, "lb1", GONE, "pause", List.of("pid=7"), 60, State.VERIFIED, Map.of()));
            journal.append(new Entry(2, "db1", nowhere, "partition", List.of(), 60, State.VERIFIED, Map.of()));
        }
        assertThat(nines("chaos", "revert", "--target", "lb1")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("undone, verified: pause on lb1 (run r1, VERIFIED)\n");
        assertThat(nines("chaos", "revert")).isEqualTo(ExitCode.FAULT_LEFT.code());
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("FAULT LEFT: partition on db1");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(
                        "fix: printf 'run=r1\\nseq=2\\n' | ssh -p 1 ops@127.0.0.1 sudo /usr/local/lib/nines/helper undo");
    }

    @Test
    @DisplayName("halt writes a stop file and says how to go on; while another controller works, revert is refused")
    void haltAndLock() throws IOException {
        assertThat(nines("chaos", "halt")).isZero();
        Path stop = state.resolve("chaos").resolve("STOP");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("halted; to go on: rm " + stop + "\n");
        assertThat(stop).exists();
        try (var lock = new StateFolder(state).lock().orElseThrow()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(nines("chaos", "revert")).isEqualTo(ExitCode.REFUSED.code());
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("another controller is at work");
        }
    }

    @Test
    @DisplayName("a scan needs an inventory, and a wrong inventory says where: file, line, word")
    void scan() throws IOException {
        assertThat(nines("chaos", "revert", "--scan")).isEqualTo(ExitCode.USAGE.code());
        Path file = Files.writeString(
                state.resolve("inventory.yaml"), "nines-inventory: 1\nenvironment: lab\ntargtes: {}\n");
        assertThat(nines("chaos", "revert", "--scan", "--on", file.toString())).isEqualTo(ExitCode.INPUT.code());
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("inventory.yaml:3:1")
                .contains("did you mean `targets`?");
        Files.writeString(
                file,
                "nines-inventory: 1\nenvironment: lab\ntargets: {lb1: {namespace: {pid: 99999999, started: 1}}}\n");
        assertThat(nines("chaos", "revert", "--scan", "--on", file.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("lb1: its namespaces have gone");
        assertThat(nines("chaos", "revert", "--scan", "--on", file.toString(), "--target", "lb2"))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no target `lb2`", "lb1");
        assertThat(nines("chaos", "revert", "--scan", "--on", "lab"))
                .as("no lab is up")
                .isZero();
    }
}
