package dev.nines.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts, guard rail 24. */
class AuditLogTest {
    @TempDir
    private Path folder;

    private AuditLog log;
    private Path file;

    @BeforeEach
    void threeLines() {
        file = folder.resolve("deep/audit.ndjson");
        log = new AuditLog(file, "ann@desk");
        assertThat(log.head()).isEqualTo("0".repeat(64));
        log.append("begin", "r1", "a \"quoted\" thing\nand a line break");
        log.append("inject", "r1", "kill on web1");
        log.append("undone", "r1", "kill on web1");
    }

    @Test
    @DisplayName("as it was written it is whole; who, when and what stand in it, one line each")
    void whole() throws IOException {
        assertThat(log.problem()).isEmpty();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3).allMatch(line -> line.contains("\"who\":\"ann@desk\""));
        assertThat(lines.get(2)).contains(log.head());
        assertThat(log.lastHit("web1")).isPresent();
        assertThat(log.lastHit("web")).as("no prefix of another").isEmpty();
        log.append("end", "r1", "DONE");
        assertThat(log.problem()).isEmpty();
    }

    @Test
    @DisplayName("guard 24: a line that was changed, taken out, put in or moved breaks the chain")
    void broken() throws IOException {
        List<String> lines = Files.readAllLines(file);
        broken(
                lines.stream()
                        .map(line -> line.replace("kill on web1", "kill on web2"))
                        .toList(),
                2);
        broken(List.of(lines.get(0), lines.get(2)), 2);
        broken(List.of(lines.get(1), lines.get(0), lines.get(2)), 1);
        List<String> more = new ArrayList<>(lines);
        more.add(lines.get(2));
        broken(more, 4);
        broken(List.of(lines.get(0), "{\"torn", lines.get(2)), 2);
    }

    private void broken(List<String> lines, int first) throws IOException {
        Files.write(file, lines);
        assertThat(log.problem().orElseThrow()).startsWith("line " + first + " of " + file);
    }
}
