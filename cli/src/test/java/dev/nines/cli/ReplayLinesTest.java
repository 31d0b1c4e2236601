package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReplayLinesTest {
    private final List<String> told = new ArrayList<>();

    @Test
    @DisplayName("time since the start, time since the fault; faults, repairs and violations are marked")
    void lines() {
        ReplayLines lines = new ReplayLines(told::add, Long.MAX_VALUE);
        lines.record(11_424_062_500L, "vip@lb1", "BACKUP -> MASTER (DOWN_TIMER)");
        lines.record(680_000_000_000L, "fault", "crash lb1");
        lines.record(683_609_000_001L, "vip@lb2", "BACKUP -> MASTER (DOWN_TIMER)");
        lines.record(683_609_000_001L, "!", "acked-write-lost: 3");
        lines.record(1_280_000_000_000L, "repair", "crash lb1");
        assertThat(String.join("\n", told)).isEqualTo("""
                  t=11.424062500s                     vip@lb1                  BACKUP -> MASTER (DOWN_TIMER)
                * t=680.000000000s                    fault                    crash lb1
                  t=683.609000001s   +3.609000001s    vip@lb2                  BACKUP -> MASTER (DOWN_TIMER)
                ! t=683.609000001s   +3.609000001s    !                        acked-write-lost: 3
                * t=1280.000000000s  +600.000000000s  repair                   crash lb1""");
    }

    @Test
    @DisplayName("it ends at --stop-at, and when nobody reads on")
    void end() {
        ReplayLines lines = new ReplayLines(told::add, 2_000_000_000L);
        lines.record(2_000_000_000L, "lb1", "up");
        assertThatThrownBy(() -> lines.record(2_000_000_001L, "lb2", "up")).isInstanceOf(ReplayLines.Enough.class);
        assertThat(told).hasSize(1);
        ReplayLines bored = new ReplayLines(line -> false, Long.MAX_VALUE);
        assertThatThrownBy(() -> bored.record(0, "lb1", "up")).isInstanceOf(ReplayLines.Enough.class);
    }
}
