package dev.nines.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.probe.ReadBack;
import dev.nines.measure.Losses;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LossComparisonTest {
    private static final long MS = 1_000_000L;

    private static Measurement measured(Optional<ReadBack> writes) {
        return new Measurement(0, "crash", List.of(), 0, 0, 0, 0, List.of(), Map.of(), Map.of(), Map.of(), writes, "");
    }

    private static Measurement lost(long count) {
        Losses losses = new Losses(100, count, 0, 0, 0, count * MS);
        return measured(Optional.of(new ReadBack(Optional.of(losses), 100 - count, "", "db2")));
    }

    private static Plan.Forecast forecast(int losing, long most) {
        List<Long> none = IntStream.range(0, 300).mapToObj(i -> 0L).toList();
        return new Plan.Forecast(300, 1, none, 0, 0, most, losing, List.of());
    }

    @Test
    @DisplayName("what always loses writes where it should never is rejected, by Fisher's exact test")
    void rejected() {
        List<Measurement> all = List.of(lost(3), lost(1), lost(2));
        LossComparison never = LossComparison.of("crash", all, forecast(0, 0)).orElseThrow();
        // 3 of 3 against 0 of 300: 1 / C(303, 3) = 2.2e-7
        assertThat(never.p()).isLessThan(1e-6);
        assertThat(never.rejected()).isTrue();
        assertThat(never.most()).isEqualTo(3);
        assertThat(never.mostNanos()).isEqualTo(3 * MS);
        LossComparison often = LossComparison.of("crash", all, forecast(290, 9)).orElseThrow();
        assertThat(often.rejected()).isFalse();
    }

    @Test
    @DisplayName("what could not be read back is unknown, not zero; without a ledger there is nothing to compare")
    void unknown() {
        Measurement unread = measured(Optional.of(new ReadBack(Optional.empty(), 0, "no node takes writes", "")));
        assertThat(unread.losses()).isEqualTo(Losses.NOT_MEASURED);
        LossComparison both = LossComparison.of("crash", List.of(lost(0), unread), forecast(0, 0))
                .orElseThrow();
        assertThat(both.n()).isEqualTo(1);
        assertThat(both.unknown()).isEqualTo(1);
        assertThat(LossComparison.of("crash", List.of(unread), forecast(300, 5))
                        .orElseThrow()
                        .p())
                .isEqualTo(1);
        assertThat(LossComparison.of("crash", List.of(measured(Optional.empty())), forecast(0, 0)))
                .isEmpty();
    }
}
