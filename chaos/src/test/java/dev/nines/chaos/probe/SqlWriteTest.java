package dev.nines.chaos.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.probe.ProbeOutcome.Result;
import dev.nines.chaos.target.LocalTarget;
import dev.nines.measure.Losses;
import dev.nines.model.spec.ClientSpec.Connections;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger of acknowledged writes against a real MariaDB. */
@Tag("live")
class SqlWriteTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String HERE = "127.0.0.1";

    @Test
    @DisplayName("facts, fault injection 4.3: lost, survived, in doubt, resurrected, duplicated")
    void everyFate(@TempDir Path folder) throws Exception {
        Map<Long, ProbeOutcome> outcomes = new ConcurrentHashMap<>();
        Path ledger = folder.resolve("ledger");
        try (MariadbStub server = new MariadbStub(folder);
                ProbeSession session = ProbeSession.start(
                        new LocalTarget("client", List.of()),
                        List.of(spec(server, ledger)),
                        outcome -> outcomes.put(outcome.sequence(), outcome))) {
            MeasuredProbe probe = session.probe("db");
            assertThat(probe.awaitSteady(SECOND / 2, 60 * SECOND).steady()).isTrue();

            // the server says no: certainly not done
            server.execute("SET GLOBAL read_only = 1");
            assertThat(probe.sensitivity(nothing(), SECOND)).isEqualTo(Sensitivity.NEVER_GOOD);
            server.execute("SET GLOBAL read_only = 0");
            assertThat(probe.awaitSteady(SECOND / 2, 60 * SECOND).steady()).isTrue();

            // it says nothing in time, and writes the rows later: resurrected
            try (Connection lock = server.admin();
                    Statement statement = lock.createStatement()) {
                statement.execute("FLUSH TABLES WITH READ LOCK");
                assertThat(probe.sensitivity(nothing(), 2 * SECOND)).isEqualTo(Sensitivity.NEVER_GOOD);
                statement.execute("UNLOCK TABLES");
            }
            assertThat(probe.awaitSteady(SECOND / 2, 60 * SECOND).steady()).isTrue();

            // it dies, and has kept what it acknowledged
            server.kill();
            server.start();
            assertThat(probe.awaitSteady(SECOND / 2, 60 * SECOND).steady()).isTrue();
            server.execute("SET GLOBAL read_only = 1");
            assertThat(probe.sensitivity(nothing(), SECOND)).isEqualTo(Sensitivity.NEVER_GOOD);

            List<DatabaseNode> nodes = List.of(new DatabaseNode("db1", HERE, server.port()));
            assertThat(session.readBack("db", nodes).reason()).isEqualTo("no node takes writes: db1 is read-only");
            server.execute("SET GLOBAL read_only = 0");
            assertThat(probe.awaitSteady(SECOND / 2, 60 * SECOND).steady()).isTrue();
            Losses kept = session.readBack("db", nodes).losses().orElseThrow();
            assertThat(kept.lost()).isZero();
            assertThat(kept.duplicated()).isZero();
            assertThat(kept.resurrected()).isPositive().isLessThanOrEqualTo(kept.inDoubt());

            // three acknowledged rows vanish, one comes twice
            List<Long> acked = outcomes.values().stream()
                    .filter(ProbeOutcome::good)
                    .map(ProbeOutcome::sequence)
                    .sorted()
                    .toList();
            List<Long> gone = acked.subList(3, 6);
            server.execute(
                    "DELETE FROM app.nines_writes WHERE id IN ("
                            + gone.stream().map(String::valueOf).collect(Collectors.joining(",")) + ")",
                    "INSERT INTO app.nines_writes (run, id) VALUES ('r1', " + acked.get(0) + ")",
                    "INSERT INTO app.nines_writes (run, id) VALUES ('another', 4)");
            ReadBack damaged = session.readBack("db", nodes);
            Losses losses = damaged.losses().orElseThrow();
            assertThat(losses.lost()).isEqualTo(3);
            assertThat(losses.duplicated()).isEqualTo(1);
            LongSummaryStatistics acknowledged =
                    gone.stream().mapToLong(id -> outcomes.get(id).doneNanos()).summaryStatistics();
            assertThat(losses.lostNanos()).isEqualTo(acknowledged.getMax() - acknowledged.getMin());
            assertThat(damaged.survived()).isEqualTo(losses.acked() - 3);

            assertThat(outcomes.values())
                    .anyMatch(o -> o.result() == Result.REFUSED && o.reason().equals("sql-1290"));
            server.kill();
            assertThat(session.readBack("db", nodes).losses()).isEmpty();
        }
        assertLedgerKnows(ledger, outcomes);
    }

    private static ProbeSpec spec(MariadbStub server, Path ledger) {
        return ProbeSpec.probe(
                        "db",
                        new Question.SqlWrite("app", "nines", "a secret", "r1", ledger.toString()),
                        HERE,
                        server.port(),
                        List.of("127.0.0.1"))
                .every(SECOND / 20)
                .timeout(SECOND / 2)
                .connections(Connections.KEEP_ALIVE);
    }

    private static Sensitivity.Cut nothing() {
        return new Sensitivity.Cut() {
            @Override
            public void apply() {
                throw new IllegalStateException("a probe that is never good is not cut");
            }

            @Override
            public void heal() {
                // nothing was cut
            }
        };
    }

    /** What counted as acknowledged had been written to the disk before; what was given up later than that is in doubt. */
    private static void assertLedgerKnows(Path ledger, Map<Long, ProbeOutcome> outcomes) throws Exception {
        List<String> lines = Files.readAllLines(ledger);
        assertThat(outcomes).hasSizeGreaterThan(50);
        for (ProbeOutcome outcome : outcomes.values()) {
            if (outcome.good()) {
                assertThat(lines).contains("a " + outcome.sequence() + " " + outcome.doneNanos());
            }
        }
    }
}
