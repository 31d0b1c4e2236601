package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.result.ResultJson;
import dev.nines.result.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a scenario to a measured result, with the real products. */
@Tag("live")
class ChaosRunLiveTest {
    /** Small times: the products are the same. */
    private static final String SCENARIO = """
            nines: 1
            title: a small lab
            hosts: {lb1: {}, lb2: {}, web1: {}, web2: {}}
            services:
              vip:
                keepalived:
                  nodes: {lb1: {priority: 150}, lb2: {priority: 100}}
                  vrrp_version: 3
                  advert_int: 200ms
              front: {haproxy: {nodes: [lb1, lb2], behind: vip, servers: web, mode: http, inter: 500ms, redispatch: true}}
              web: {web-server: {nodes: [web1, web2]}}
            clients:
              c: {calls: front, rate: 1/s}
            drills:
              lb-crash: {crash: lb1, repair: 1min}
              web-kill: {kill: web@web1, repair: 1min}
            objectives: [drills.lb-crash.outage.p50 <= 30s]
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int nines(String... arguments) {
        out.reset();
        err.reset();
        Terminal terminal = Terminal.of(
                out,
                err,
                StandardCharsets.UTF_8,
                false,
                false,
                Map.of("NINES_STATE", folder.resolve("state").toString()));
        return Nines.execute(arguments, terminal, Optional.empty(), new Interruption());
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(nines("lab", "down", "--all")).as(said()).isZero();
    }

    @Test
    @DisplayName("lab up, plan, run twice, lab down: outages are measured beside the prediction, and nothing is left")
    void predictedAndMeasured() throws IOException {
        String scenario =
                Files.writeString(folder.resolve("small.yaml"), SCENARIO).toString();
        String plan = folder.resolve("plan.json").toString();
        Path result = folder.resolve("result");
        int up = nines("lab", "up", scenario, "--quiet");
        if (up == ExitCode.REFUSED.code()) {
            System.out.println("skipped: " + said());
            Assumptions.abort(said());
        }
        assertThat(nines("chaos", "plan", scenario, "--on", "lab", "--hold", "3s", "--ttl", "20s", "-o", plan))
                .as(said())
                .isZero();
        assertThat(said()).contains("+ lb1").contains("- web1").contains("? front");
        int code = nines("chaos", "run", plan, "--repeat", "2", "--steady", "2s", "--out", result.toString());
        // A busy machine may hold up the prober: then a repetition does not count, and that is said.
        assertThat(code).as(said()).isIn(ExitCode.DONE.code(), ExitCode.INVALID_RUN.code());
        assertThat(said()).contains("fails while its own traffic is cut").contains("leftovers  none");
        for (String file : List.of("samples.csv", "trials.csv", "exhibits/predicted.json", "exhibits/probes.csv.gz")) {
            assertThat(result.resolve(file)).isNotEmptyFile();
        }
        assertThat(result.resolve("journal.ndjson")).content().contains("crash").contains("kill");
        RunResult read = ResultJson.read(Files.readString(result.resolve("result.json")))
                .designs()
                .get(0);
        if (code == ExitCode.DONE.code()) {
            assertThat(read.trials()).isEqualTo(2);
            assertThat(read.objectives()).hasSize(1);
            assertThat(read.services().get("front").drills()).containsOnlyKeys("lb-crash", "web-kill");
        }
        assertThat(nines("chaos", "status")).isZero();
        assertThat(said()).isEqualTo("every journal is clean\n");
    }
}
