package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
    private static final String TEXT = """
            nines: 1
            hosts: {h1: }
            services:
              web: {web-server: {nodes: [h1]}}
            probe: {services: [web]}
            faults:
              - {crash: h1, every: 30d, repair: empirical(repairs.csv)}
            """;

    @Test
    @DisplayName("A result can be replayed when the files that its scenario names have changed")
    void files(@TempDir Path folder) throws Exception {
        Map<String, String> files = Map.of("repairs.csv", "7min\n9min\n");
        Inputs inputs = new Inputs(true, false, List.of(new Inputs.Source("s", "s", "", "s.yaml", TEXT, files)));
        Files.createDirectory(folder.resolve("exhibits"));
        Files.writeString(folder.resolve(Inputs.FILE), inputs.toJson());
        Inputs read = Inputs.read(folder);
        assertThat(read).isEqualTo(inputs);
        assertThat(read.sources().get(0).read().faults().get(0).repair().meanNanos())
                .isEqualTo(480e9);
    }
}
