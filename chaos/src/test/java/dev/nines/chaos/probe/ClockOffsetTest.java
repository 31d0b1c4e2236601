package dev.nines.chaos.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.chaos.target.LocalTarget;
import dev.nines.chaos.target.TargetGone;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockOffsetTest {
    @ParameterizedTest
    @CsvSource({"5000, 100, 100", "-5000, 100, 100", "5000, 0, 300", "5000, 300, 0", "0, 1, 0"})
    void theTrueOffsetLiesWithinTheUncertaintyHoweverTheWayDivides(long ahead, long there, long back) {
        long sent = 1_000_000;
        long received = sent + there + ahead;
        long answered = received + 50;
        long heard = answered - ahead + back;
        ClockOffset offset = new ClockOffset.Exchange(sent, received, answered, heard).offset();
        assertThat(offset.uncertaintyNanos()).isEqualTo((there + back + 1) / 2);
        assertThat(Math.abs(offset.offsetNanos() - ahead)).isLessThanOrEqualTo(offset.uncertaintyNanos());
        assertThat(Math.abs(offset.toOurs(received) - (sent + there))).isLessThanOrEqualTo(offset.uncertaintyNanos());
    }

    @Test
    void thisMachineHasOneClock() {
        ClockOffset offset = ClockOffset.measure(new LocalTarget("here", List.of()));
        assertThat(Math.abs(offset.offsetNanos())).isLessThanOrEqualTo(offset.uncertaintyNanos());
    }

    @Test
    void aClockThatIsAheadIsMeasured() {
        EpochClock clock = new EpochClock();
        LocalTarget here = new LocalTarget("here", List.of());
        ClockOffset offset = ClockOffset.measure(here, () -> clock.getAsLong() - 3_600_000_000_000L);
        assertThat(Math.abs(offset.offsetNanos() - 3_600_000_000_000L)).isLessThanOrEqualTo(offset.uncertaintyNanos());
        ClockOffset between = offset.minus(new ClockOffset(3_600_000_000_000L, 7));
        assertThat(Math.abs(between.offsetNanos())).isLessThanOrEqualTo(between.uncertaintyNanos());
        assertThat(between.uncertaintyNanos()).isEqualTo(offset.uncertaintyNanos() + 7);
    }

    @Test
    void anUncertaintyAboveTheProbeIntervalIsWarnedOf() {
        assertThat(new ClockOffset(0, 10_000_000).warning(10_000_000)).isEmpty();
        assertThat(new ClockOffset(0, 10_000_001).warning(10_000_000)).isPresent();
    }

    @Test
    void aTargetWithoutStampsIsGone() {
        assertThatThrownBy(() -> ClockOffset.measure(new LocalTarget("mute", List.of("true"))))
                .isInstanceOf(TargetGone.class);
        assertThatThrownBy(() -> ClockOffset.measure(new LocalTarget("odd", List.of("sh", "-c", "echo 12 13", "--"))))
                .isInstanceOf(TargetGone.class);
    }
}
