package dev.nines.chaos.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final long ORIGIN = 1_790_000_000_123_456_789L;
    private static final long SECOND = 1_000_000_000L;

    @Test
    void probesAreDueAtWholeMultiplesOfTheInterval() {
        Schedule schedule = new Schedule(ORIGIN, 10_000_000, 1);
        for (long k : new long[] {0, 1, 2, 99, 100, 8_640_000, 3_153_600_000L}) {
            assertThat(schedule.dueNanos(k)).isEqualTo(ORIGIN + 10_000_000 * k);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 500, 999, 1_000_000})
    void aRateThatDoesNotDivideASecondDoesNotDrift(int perSecond) {
        Schedule schedule = new Schedule(ORIGIN, SECOND, perSecond);
        for (long k : new long[] {0, 1, 2, 6, 7, 1_000_001, 86_400L * perSecond, 86_400L * perSecond + 1}) {
            BigInteger exact =
                    BigInteger.valueOf(k).multiply(BigInteger.valueOf(SECOND)).divide(BigInteger.valueOf(perSecond));
            assertThat(schedule.dueNanos(k) - ORIGIN).isEqualTo(exact.longValueExact());
        }
        assertThat(schedule.dueNanos(perSecond * 3600L)).isEqualTo(ORIGIN + 3600 * SECOND);
    }

    @Test
    void impossibleOnesAreRefused() {
        assertThatThrownBy(() -> new Schedule(0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Schedule(0, SECOND, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Schedule(0, SECOND, 1_000_001)).isInstanceOf(IllegalArgumentException.class);
    }
}
