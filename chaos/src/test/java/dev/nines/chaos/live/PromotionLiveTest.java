package dev.nines.chaos.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.lab.Lab;
import dev.nines.chaos.lab.LabPlan;
import dev.nines.chaos.lab.LabRefused;
import dev.nines.chaos.lab.LabState;
import dev.nines.chaos.lab.config.MariadbWriter;
import dev.nines.chaos.target.Namespaces;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.Target;
import dev.nines.scenario.ScenarioReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promotion manager and a real MariaDB pair in a lab. */
@Tag("live")
class PromotionLiveTest {
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final String PAIR = """
            nines: 1
            title: a pair
            hosts: {db1: {}, db2: {}}
            services:
              db: {mariadb: {nodes: [db1, db2], replication: async}}
            clients:
              c: {calls: db, rate: 1/s}
            drills:
              d: {crash: db1, repair: 1min}
            """;
    private static final String MANAGER = """
            nines-live: 1
            promotion:
              service: db
              nodes: {db1: 10.77.0.11:3306, db2: 10.77.0.12:3306}
              user: ADMIN
              password: {file: /run/lab/password}
              check-interval: 300ms
              check-timeout: 300ms
              record: /run/lab/db.record
              agents: {db1: 10.77.0.11:7010, db2: 10.77.0.12:7010}
            """;
    private static final String AGENT = """
            nines-live: 1
            address: {listen: 10.77.0.HOST:7010, virtual: 10.77.0.150/32, interface: eth0}
            """;

    @TempDir
    private Path labs;

    private LabState lab;

    @BeforeEach
    void pair() {
        try {
            lab = Lab.up(
                    LabPlan.of(
                            ScenarioReader.readText("pair", "pair.yaml", PAIR).base()),
                    labs,
                    false,
                    step -> {});
        } catch (LabRefused e) {
            System.out.println("skipped: " + e.getMessage());
            Assumptions.abort(e.getMessage());
        }
    }

    @AfterEach
    void down() {
        if (lab != null) {
            Lab.down(lab, labs);
        }
    }

    private Target host(String name) {
        return Namespaces.host(name, lab.host(name).process().pid());
    }

    private String sh(String host, String script) {
        Outcome outcome = host(host).run(List.of("sh", "-c", script), STEP);
        assertThat(outcome.ok()).as("%s: %s", script, outcome).isTrue();
        return outcome.output().strip();
    }

    private String sql(String node, String statement) {
        return sh(node, "mariadb -N -B -S /run/db.sock -e \"" + statement + "\"");
    }

    @Test
    @DisplayName("a killed primary is replaced, its writes are there, its address moves, and it comes back read-only")
    void promotion() {
        sh("client", "echo " + MariadbWriter.ADMIN + " >/run/lab/password");
        try (Daemons one = agent("db1", "11");
                Daemons two = agent("db2", "12")) {
            assertThat(List.of(one, two)).allMatch(agent -> agent.said().size() == 1);
            promoted();
            promotedBack();
        }
    }

    private void promoted() {
        try (Daemons manager = manager()) {
            manager.await("STOPPED -> WATCHING").await("db1 takes the address");
            assertThat(sql("db1", "INSERT INTO nines.ledger (id) VALUES (1), (2), (3)"))
                    .isEmpty();
            manager.await("db2 can take over");
            sh("client", "sleep 0.7"); // two pings: the replica has received and the manager knows
            sh("db1", "kill -9 $(cat /run/db.pid)");
            manager.await("db2 takes the address").await("db1 needs to be copied anew");
            assertThat(manager.said().stream()
                            .filter(line -> line.matches(".*(->|is gone|shall be|is primary).*"))
                            .map(line -> line.replace("db: ", "")))
                    .containsExactly(
                            "STOPPED -> WATCHING",
                            "primary db1 is gone",
                            "db2 shall be primary",
                            "WATCHING -> DRAINING",
                            "DRAINING -> ACTING",
                            "ACTING -> WATCHING",
                            "db2 is primary");
            assertThat(sql("db2", "SELECT COUNT(*), @@read_only FROM nines.ledger"))
                    .isEqualTo("3\t0");
            assertThat(sh("db2", "ip -o address")).contains("10.77.0.150/32");
            assertThat(sh("db1", "ip -o address")).doesNotContain("10.77.0.150/32");

            String start = String.join(" ", lab.daemons().get(0).start());
            String behind = "setsid --fork " + start + " </dev/null >/dev/null 2>&1";
            sh("db1", behind + "; until mariadb-admin -s -S /run/db.sock ping; do sleep 0.1; done");
            manager.await("made db1 read-only");
            assertThat(sql("db1", "SELECT @@read_only")).isEqualTo("1");
            sql(
                    "db1",
                    "SET GLOBAL gtid_slave_pos=@@gtid_binlog_pos; CHANGE MASTER TO MASTER_HOST='10.77.0.12',"
                            + " MASTER_USER='" + MariadbWriter.ADMIN + "', MASTER_PASSWORD='" + MariadbWriter.ADMIN
                            + "', MASTER_USE_GTID=slave_pos; START SLAVE");
            manager.await("db1 is a replica again");
        }
    }

    /** Another manager goes on where the first was killed. */
    private void promotedBack() {
        try (Daemons again = manager()) {
            again.await("watches db2").await("primary db2 answers").await("db1 can take over");
            sh("db2", "kill -9 $(cat /run/db.pid)");
            again.await("db1 is primary").await("db1 takes the address");
        }
    }

    private Daemons manager() {
        return Daemons.start(
                host("client"),
                PromotionManagerMain.class,
                "/run/lab/manager.yaml",
                MANAGER.replace("ADMIN", MariadbWriter.ADMIN));
    }

    private Daemons agent(String host, String number) {
        return Daemons.start(host(host), AddressMain.class, "/run/lab/agent.yaml", AGENT.replace("HOST", number))
                .await("ready");
    }
}
