package dev.nines.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanTest {
    @ParameterizedTest(name = "{0} s is {1}")
    @CsvSource({
        "0, 0 s",
        "0.00064, 640 µs",
        "0.64, 640 ms",
        "0.0999, 99.9 ms",
        "0.9996, 1.00 s",
        "3.1, 3.10 s",
        "12.6, 12.6 s",
        "59.94, 59.9 s",
        "59.96, 1 min",
        "588, 9 min 48 s",
        "600, 10 min",
        "3599.6, 1 h",
        "11880, 3 h 18 min",
        "86370, 1 d",
        "90000, 1 d 1 h",
        "31536000, 1 y",
        "34560000, 1 y 35 d",
        "-9, −9.00 s",
        "Infinity, infinite",
        "NaN, unknown"
    })
    void durations(double seconds, String text) {
        assertThat(Human.duration(seconds)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "1, 100.00 %",
        "0.5, 50.00 %",
        "0.9995, 99.950 %",
        "0.999931, 99.9931 %",
        "0.9999996, 99.999960 %",
        "0.99999999996, 99.999999996 %"
    })
    void availability(double share, String text) {
        assertThat(Human.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"0, 0", "14812, '14,812'", "4.1, 4.10", "0.05, 0.050", "0.00001, 1.0e-05", "123.4, 123", "-7, −7"})
    void counts(double value, String text) {
        assertThat(Human.count(value)).isEqualTo(text);
    }

    @Test
    void aRangeNamesACommonUnitOnce() {
        assertThat(Unit.SECONDS.formatRange(3.08, 3.13)).isEqualTo("3.08–3.13 s");
        assertThat(Unit.SECONDS.formatRange(0.9, 1.2)).isEqualTo("900 ms – 1.20 s");
        assertThat(Unit.SECONDS.formatRange(588, 602)).isEqualTo("9 min 48 s – 10 min 2 s");
        assertThat(Unit.COUNT.formatRange(3.9, 4.3)).isEqualTo("3.90–4.30");
        assertThat(Unit.AVAILABILITY.formatRange(0.9999995, 0.9999997)).isEqualTo("99.999950–99.999970 %");
    }

    @Test
    void aDifferenceOfSharesIsInPercentagePoints() {
        assertThat(Unit.AVAILABILITY.formatDifference(-3.09e-4)).isEqualTo("−0.031 pp");
        assertThat(Unit.SECONDS.formatDifference(9720)).isEqualTo("+2 h 42 min");
    }
}
