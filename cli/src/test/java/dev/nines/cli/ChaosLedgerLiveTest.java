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

/** The ledger of writes inside `chaos run`, with a real MariaDB pair. */
@Tag("live")
@Tag("full")
class ChaosLedgerLiveTest {
    private static final String SCENARIO = """
            nines: 1
            title: a primary and its replica
            hosts: {app: {}, db1: {}, db2: {}}
            services:
              app: {web-server: {nodes: [app], calls: db}}
              db: {mariadb: {nodes: [db1, db2], replication: async}}
            clients:
              c: {calls: app, rate: 20/s, writes: 50%}
            drills:
              replica-kill: {kill: db@db2, repair: 1min}
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int nines(String... arguments) {
        said.reset();
        Terminal terminal = Terminal.of(
                said,
                said,
                StandardCharsets.UTF_8,
                false,
                false,
                Map.of("NINES_STATE", folder.resolve("state").toString()));
        return Nines.execute(arguments, terminal, Optional.empty(), new Interruption());
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(nines("lab", "down", "--all")).as(said.toString()).isZero();
    }

    @Test
    @DisplayName(
            "a replica dies: no acknowledged write is lost, all are read back twice from the primary, clients' load is counted")
    void replica() throws IOException {
        String scenario =
                Files.writeString(folder.resolve("pair.yaml"), SCENARIO).toString();
        String plan = folder.resolve("plan.json").toString();
        Path result = folder.resolve("result");
        if (nines("lab", "up", scenario, "--quiet") == ExitCode.REFUSED.code()) {
            System.out.println("skipped: " + said);
            Assumptions.abort(said.toString());
        }
        assertThat(nines(
                        "chaos",
                        "plan",
                        scenario,
                        "--on",
                        "lab",
                        "--hold",
                        "3s",
                        "--ttl",
                        "20s",
                        "--load",
                        "scenario",
                        "-o",
                        plan))
                .as(said.toString())
                .isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("send     20 requests/s of clients to app")
                .contains("send     10 writes/s through db");
        int code = nines("chaos", "run", plan, "--steady", "2s", "--seed", "3", "--out", result.toString());
        // A busy machine may hold up the prober: then the repetition does not count, and that is said.
        assertThat(code).as(said.toString()).isIn(ExitCode.DONE.code(), ExitCode.INVALID_RUN.code());
        assertThat(said.toString(StandardCharsets.UTF_8))
                .containsPattern(
                        "writes     lost 0, survived [1-9][0-9]*, in doubt 0, resurrected 0, duplicated 0; read twice")
                .containsPattern("clients    app: 0 of [1-9][0-9]* requests failed");
        RunResult read = ResultJson.read(Files.readString(result.resolve("result.json")))
                .designs()
                .get(0);
        if (code == ExitCode.DONE.code()) {
            assertThat(List.copyOf(read.services().keySet())).contains("app", "db");
            assertThat(read.services()
                            .get("db")
                            .drills()
                            .get("replica-kill")
                            .lostTransactions()
                            .max()
                            .value())
                    .isZero();
        }
    }
}
