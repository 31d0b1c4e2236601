package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of kept repetitions; measuring itself needs root and a lab. */
class ChaosTableCommandTest {
    private static final String HEADER = "experiment,invalid,fault_us,uncertainty_us,hold_us,age_us,probes,failed,"
            + "outages_us,acked,lost,in_doubt,resurrected,duplicated\n";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void kept() throws IOException {
        // Half a second after the last advert: 3 + 0.609 − 0.5 s.
        Files.writeString(
                Files.createDirectories(folder.resolve("kept")).resolve("c1.csv"),
                "# kernel: 6.1\n" + HEADER
                        + "vrrp-crash,,1796096070660371,2000,5000000,500000,1400,310,0~3110000,,,,,\n"
                        + "vrrp-crash,prober held up,1796096070660371,2000,5000000,500000,1400,310,0~9110000,,,,,\n");
    }

    private int nines(String... arguments) {
        Terminal terminal =
                Terminal.of(out, err, StandardCharsets.UTF_8, true, true, Map.of("NINES_STATE", folder.toString()));
        return Nines.execute(arguments, terminal, Optional.empty(), new Interruption());
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName(
            "--from lays kept repetitions beside the simulator at their phase; what does not count is only counted")
    void from() {
        int code = nines("chaos", "table", "--from", folder.resolve("kept").toString(), "--rows", "^vrrp-crash$");
        assertThat(code).as(said()).isZero();
        assertThat(said())
                .contains("| 1 of 2 |")
                .contains("3.11 s")
                .contains("not rejected")
                .contains("kernel: 6.1");
    }

    @Test
    @DisplayName("--docs writes the page, keeps the repetitions and leaves a README without our lines alone")
    void docs() throws IOException {
        Path docs = folder.resolve("docs");
        Files.writeString(folder.resolve("README.md"), "mine\n");
        nines("chaos", "table", "--from", folder.resolve("kept").toString(), "--rows", "v3", "--docs", docs.toString());
        assertThat(docs.resolve("predicted-vs-measured.md")).content().contains("not measured: not done yet");
        assertThat(docs.resolve("measured/c1.csv")).exists();
        assertThat(folder.resolve("README.md")).hasContent("mine\n");
    }

    @Test
    @DisplayName("a pattern that fits nothing is answered with the names that there are")
    void unknown() {
        assertThat(nines("chaos", "table", "--rows", "vrpp")).isEqualTo(ExitCode.USAGE.code());
        assertThat(said()).contains("vrpp").contains("vrrp-crash-v3");
    }
}
