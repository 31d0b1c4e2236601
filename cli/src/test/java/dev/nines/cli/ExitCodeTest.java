package dev.nines.cli;

import static dev.nines.cli.ExitCode.BUG;
import static dev.nines.cli.ExitCode.DONE;
import static dev.nines.cli.ExitCode.FAULT_LEFT;
import static dev.nines.cli.ExitCode.INCONCLUSIVE;
import static dev.nines.cli.ExitCode.INPUT;
import static dev.nines.cli.ExitCode.INTERRUPTED;
import static dev.nines.cli.ExitCode.INVALID_RUN;
import static dev.nines.cli.ExitCode.MISSED;
import static dev.nines.cli.ExitCode.REFUSED;
import static dev.nines.cli.ExitCode.STOPPED;
import static dev.nines.cli.ExitCode.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    @Test
    @DisplayName("the numbers are public and never change")
    void numbers() {
        assertThat(Map.of(
                        DONE,
                        0,
                        MISSED,
                        1,
                        USAGE,
                        2,
                        INPUT,
                        3,
                        INCONCLUSIVE,
                        4,
                        INVALID_RUN,
                        4,
                        REFUSED,
                        5,
                        FAULT_LEFT,
                        6,
                        STOPPED,
                        7,
                        BUG,
                        70))
                .allSatisfy((exit, number) -> assertThat(exit.code()).isEqualTo(number));
        assertThat(INTERRUPTED.code()).isEqualTo(130);
        assertThat(ExitCode.values()).hasSize(11);
    }

    @Test
    @DisplayName("6 before 70 before 130 before 7 before 5 before 4 (invalid) before 1 before 4 (inconclusive)")
    void precedence() {
        List<ExitCode> order =
                List.of(FAULT_LEFT, BUG, INTERRUPTED, STOPPED, REFUSED, INVALID_RUN, MISSED, INCONCLUSIVE, DONE);
        for (int i = 0; i < order.size(); i++) {
            for (int j = i; j < order.size(); j++) {
                assertThat(order.get(i).worse(order.get(j))).isEqualTo(order.get(i));
                assertThat(order.get(j).worse(order.get(i))).isEqualTo(order.get(i));
            }
        }
    }
}
