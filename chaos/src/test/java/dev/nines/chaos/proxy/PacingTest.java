package dev.nines.chaos.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.chaos.proxy.Pacing.Slowness;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PacingTest {
    private static final long MILLI = 1_000_000L;

    @Test
    @DisplayName("each byte is later by the delay, and none overtakes another: TCP has no such thing")
    void delay() {
        Pacing pacing = new Pacing(new Slowness(20 * MILLI, 0, 0), () -> 0.5);
        assertThat(pacing.leaveNanos(100, Long.MIN_VALUE, 10)).isEqualTo(100 + 20 * MILLI);
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        Pacing jitter = new Pacing(new Slowness(20 * MILLI, 20 * MILLI, 0), random::nextDouble);
        long earlier = Long.MIN_VALUE;
        for (int i = 0; i < 10_000; i++) {
            long now = i * MILLI / 10;
            long leaves = jitter.leaveNanos(now, earlier, 1);
            assertThat(leaves).as("seed %d", seed).isGreaterThanOrEqualTo(Math.max(earlier, now));
            assertThat(leaves - now).isLessThanOrEqualTo(40 * MILLI);
            earlier = leaves;
        }
    }

    @Test
    @DisplayName("all connections share the rate: 1 Mbit/s passes 125 bytes in a millisecond, whoever sends them")
    void rate() {
        Pacing pacing = new Pacing(new Slowness(0, 0, 1_000_000), () -> 0.5);
        assertThat(pacing.leaveNanos(0, Long.MIN_VALUE, 125)).isEqualTo(MILLI);
        assertThat(pacing.leaveNanos(0, Long.MIN_VALUE, 250)).isEqualTo(3 * MILLI);
        assertThat(pacing.leaveNanos(10 * MILLI, Long.MIN_VALUE, 125))
                .as("idle time is not saved")
                .isEqualTo(11 * MILLI);
    }

    @Test
    @DisplayName("a jitter longer than the delay would send bytes before they came")
    void bounds() {
        assertThatThrownBy(() -> new Slowness(1, 2, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Slowness(-1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
