package dev.nines.chaos.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Facts, fault injection 4.3: keys are read back from the elected primary. */
class PrimaryTest {
    private static final List<DatabaseNode> NODES =
            List.of(new DatabaseNode("db1", "10.0.0.1", 3306), new DatabaseNode("db2", "10.0.0.2", 3306));

    private final Map<String, Reading> readings = new TreeMap<>();
    private final Primary primary = new Primary(node -> readings.get(node.name()));

    private void holds(String node, boolean writable, long... ids) {
        Map<Long, Long> copies = new TreeMap<>();
        for (long id : ids) {
            copies.put(id, 1L);
        }
        readings.put(node, new Reading(0, writable, copies));
    }

    @Test
    @DisplayName("after a promotion the other node is read; the old primary is down")
    void promoted() {
        readings.put("db1", new Reading(1130, false, Map.of()));
        holds("db2", true, 1, 2);
        assertThat(primary.read(NODES).orElseThrow().copies()).containsOnlyKeys(1L, 2L);
        assertThat(primary.name()).isEqualTo("db2");
    }

    @Test
    @DisplayName("nobody takes writes: nothing is known, and each says why not")
    void nobody() {
        readings.put("db1", new Reading(1130, false, Map.of()));
        holds("db2", false, 1, 2);
        assertThat(primary.read(NODES)).isEmpty();
        assertThat(primary.problem()).isEqualTo("no node takes writes: db1: error 1130, db2 is read-only");
    }

    @Test
    @DisplayName("both take writes: known only where they hold the same")
    void both() {
        holds("db1", true, 1, 2);
        holds("db2", true, 1, 2);
        assertThat(primary.read(NODES)).isPresent();
        assertThat(primary.name()).isEqualTo("db1 and db2");
        holds("db2", true, 1, 3);
        assertThat(primary.read(NODES)).isEmpty();
        assertThat(primary.problem()).contains("hold different rows");
    }

    @Test
    @DisplayName("a reading whose lines do not add up is none")
    void torn() {
        Reading.Builder builder = new Reading.Builder();
        assertThat(builder.line("w 0 server 1 0".split(" "))).isEmpty();
        assertThat(builder.line("w 0 7 1".split(" "))).isEmpty();
        Reading read = builder.line("w 0 end 2".split(" ")).orElseThrow();
        assertThat(read.error()).isNotZero();
        assertThat(new Reading.Builder()
                        .line("w 0 error 0".split(" "))
                        .orElseThrow()
                        .error())
                .isNotZero();
    }
}
