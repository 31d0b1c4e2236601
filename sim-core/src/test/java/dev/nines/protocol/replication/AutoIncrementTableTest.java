package dev.nines.protocol.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.protocol.replication.Applier.Result;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** mysql-replication.md sections 3 and 4: auto_increment_increment and offset of a pair. */
class AutoIncrementTableTest {
    @Test
    @DisplayName("increment 1 counts through; increment 2 with offsets 1 and 2 gives odd and even ids")
    void ids() {
        AutoIncrementTable plain = new AutoIncrementTable(1, 1);
        AutoIncrementTable odd = new AutoIncrementTable(2, 1);
        AutoIncrementTable even = new AutoIncrementTable(2, 2);
        for (int i = 1; i <= 100; i++) {
            assertThat(plain.insert()).isEqualTo(i);
            assertThat(odd.insert()).isEqualTo(2 * i - 1);
            assertThat(even.insert()).isEqualTo(2 * i);
        }
    }

    @Test
    @DisplayName("a replicated id moves the counter beyond it")
    void counterFollows() {
        AutoIncrementTable even = new AutoIncrementTable(2, 2);
        assertThat(even.apply(7)).isEqualTo(Result.APPLIED);
        assertThat(even.insert()).isEqualTo(8);
        assertThat(even.apply(8)).isEqualTo(Result.DUPLICATE_KEY);
    }

    @Test
    @DisplayName("offsets beyond the increment are refused")
    void bounds() {
        assertThatThrownBy(() -> new AutoIncrementTable(2, 3)).hasMessageContaining("3, 2");
        assertThatThrownBy(() -> new AutoIncrementTable(0, 1)).hasMessageContaining("1, 0");
    }

    @Test
    @DisplayName("agrees with a set of ids under random inserts, replicated ids and forgetting")
    void againstSet() {
        long seed = 20_260_402;
        System.out.println("AutoIncrementTableTest seed " + seed);
        Random random = new Random(seed);
        for (int trial = 0; trial < 100; trial++) {
            AutoIncrementTable table = new AutoIncrementTable(3, 1 + random.nextInt(3));
            TreeSet<Long> ids = new TreeSet<>();
            long agreed = 1;
            for (int step = 0; step < 2_000; step++) {
                long largest = ids.isEmpty() ? 0 : ids.last();
                if (random.nextBoolean()) {
                    long id = table.insert();
                    assertThat(ids.add(id) && id > largest).isTrue();
                } else {
                    long id = agreed + random.nextInt((int) (largest - agreed) + 20);
                    assertThat(table.apply(id) == Result.APPLIED)
                            .as("seed %d trial %d id %d", seed, trial, id)
                            .isEqualTo(ids.add(id));
                }
                if (random.nextInt(50) == 0) {
                    agreed = Math.max(agreed, ids.last() - 700);
                    table.forgetBelow(agreed);
                }
            }
        }
    }
}
