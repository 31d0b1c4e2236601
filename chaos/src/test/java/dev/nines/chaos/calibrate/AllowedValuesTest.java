package dev.nines.chaos.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.chaos.calibrate.AllowedValues.Range;
import dev.nines.chaos.calibrate.AllowedValues.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AllowedValuesTest {
    /** Allowed are multiples within so much of 1.3. */
    private static Range of(double reach) {
        return AllowedValues.of(factor -> {
            double distance = Math.abs(factor - 1.3);
            return new Verdict(distance, distance <= reach ? 1 : 0);
        });
    }

    @Test
    @DisplayName("both ends lie outside of what is allowed, by no more than an eighth of a step")
    void ends() {
        Range range = of(0.2);
        assertThat(range.open()).isFalse();
        assertThat(range.low()).isLessThanOrEqualTo(1.1).isCloseTo(1.1, within(0.02));
        assertThat(range.high()).isGreaterThanOrEqualTo(1.5).isCloseTo(1.5, within(0.03));
    }

    @Test
    @DisplayName("what is narrower than the grid is found")
    void narrow() {
        Range range = of(0.004);
        assertThat(range.any()).isTrue();
        assertThat(range.low()).isLessThan(1.3);
        assertThat(range.high()).isGreaterThan(1.3);
        assertThat(range.high() - range.low()).isLessThan(0.1);
    }

    @Test
    @DisplayName("an end that was not reached is said to be open, and nothing allowed is nothing")
    void openAndNothing() {
        assertThat(of(10).open()).isTrue();
        assertThat(AllowedValues.of(factor -> new Verdict(1, 0)).any()).isFalse();
    }
}
