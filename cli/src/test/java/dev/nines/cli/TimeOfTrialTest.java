package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimeOfTrialTest {
    @ParameterizedTest(name = "{0} is {1} ns")
    @CsvSource({
        "12.5s, 12500000000",
        "3min, 180000000000",
        "640ms, 640000000",
        "1h, 3600000000000",
        "2d, 172800000000000",
        "00:00:01.000000001, 1000000001",
        "41d03:12:07, 3553927000000000"
    })
    void times(String text, long nanos) {
        assertThat(TimeOfTrial.parse(text).nanos()).isEqualTo(nanos);
    }

    @ParameterizedTest(name = "{0} is not a time")
    @ValueSource(strings = {"", "5", "-1s", "1 s", "1:2", "999999999999d", "tomorrow"})
    void others(String text) {
        assertThatThrownBy(() -> TimeOfTrial.parse(text)).isInstanceOf(TypeConversionException.class);
    }
}
