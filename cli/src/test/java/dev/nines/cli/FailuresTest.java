package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.result.UnwritableFolder;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private ExitCode report(Throwable failure) {
        Terminal terminal =
                Terminal.of(new ByteArrayOutputStream(), err, StandardCharsets.UTF_8, false, false, Map.of());
        return new Failures(terminal, List.of("run", "web")).report(failure, new GlobalOptions());
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("an invalid file: every problem at its place, exit 3")
    void problems() {
        Problem problem = Problem.ofFile(Code.NO_FILE, "web.yaml", "no such file", "");
        assertThat(report(new Problems(List.of(problem)))).isEqualTo(ExitCode.INPUT);
        assertThat(said())
                .contains("error[N0101]: no such file")
                .contains("web.yaml")
                .contains("Nothing was run");
    }

    @Test
    @DisplayName("an unwritable output folder: one message with help, exit 3")
    void unwritable() {
        assertThat(report(new UnwritableFolder(Path.of("/x"), "read-only", new java.io.IOException())))
                .isEqualTo(ExitCode.INPUT);
        assertThat(said())
                .startsWith("error: cannot write")
                .contains("= help: ")
                .doesNotContain("\tat ");
    }

    @Test
    @DisplayName("a refusal: exit 5, no stack trace")
    void refusal() {
        assertThat(report(new Refusal("scenario.yaml exists already"))).isEqualTo(ExitCode.REFUSED);
        assertThat(said()).isEqualTo("error: scenario.yaml exists already" + System.lineSeparator());
    }

    @Test
    @DisplayName("anything else is a bug: exit 70, with all that a report needs")
    void bug() {
        assertThat(report(new IllegalStateException("event 42 in the past"))).isEqualTo(ExitCode.BUG);
        assertThat(said())
                .startsWith("bug in Nines: ")
                .contains("event 42 in the past")
                .contains("nines run web")
                .contains("seed")
                .contains("at dev.nines.cli.FailuresTest");
    }
}
