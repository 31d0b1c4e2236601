package dev.nines.chaos.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWindowTest {
    @ParameterizedTest
    @CsvSource({
        // 2026-11-20 is a Friday; Seoul is nine hours ahead
        "mon-fri 09:00-18:00 Asia/Seoul, 2026-11-20T00:00:00Z, true",
        "mon-fri 09:00-18:00 Asia/Seoul, 2026-11-19T23:59:59Z, false",
        "mon-fri 09:00-18:00 Asia/Seoul, 2026-11-20T08:59:59Z, true",
        "mon-fri 09:00-18:00 Asia/Seoul, 2026-11-20T09:00:00Z, false",
        "mon-fri 09:00-18:00 Asia/Seoul, 2026-11-21T01:00:00Z, false",
        "fri-mon 00:00-23:59 UTC, 2026-11-22T12:00:00Z, true",
        "fri-mon 00:00-23:59 UTC, 2026-11-25T12:00:00Z, false",
        "'sat,sun 22:00-04:00 UTC', 2026-11-21T23:00:00Z, true",
        "'sat,sun 22:00-04:00 UTC', 2026-11-23T03:59:59Z, true",
        "'sat,sun 22:00-04:00 UTC', 2026-11-21T03:00:00Z, false",
        // the clock of Berlin goes from 2 to 3 on 2026-03-29
        "sun 02:00-04:00 Europe/Berlin, 2026-03-29T01:30:00Z, true",
        "sun 02:00-04:00 Europe/Berlin, 2026-03-29T02:00:00Z, false",
    })
    @DisplayName("facts, guard rail 21: time windows")
    void weekdaysAndHoursOfAZone(String window, Instant at, boolean allowed) {
        assertThat(TimeWindow.parse(window, List.of()).refusal(at).isEmpty()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-23T14:59:59Z, true",
        "2026-12-23T15:00:00Z, false",
        "2027-01-02T14:59:59Z, false",
        "2027-01-02T15:00:00Z, true"
    })
    @DisplayName("facts, guard rail 21: freeze dates, in the window's zone")
    void freezes(Instant at, boolean allowed) {
        TimeWindow window = TimeWindow.parse("mon-sun 00:00-23:59 Asia/Seoul", List.of("2026-12-24..2027-01-02"));
        TimeWindow night = TimeWindow.parse("mon-sun 12:00-11:59 Asia/Seoul", List.of("2026-12-24..2027-01-02"));
        if (!allowed) {
            assertThat(window.refusal(at))
                    .hasValueSatisfying(text -> assertThat(text).contains("frozen"));
        }
        assertThat(night.refusal(at).isEmpty()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mon-fri",
                "mon-fri 9:00-18:00 UTC",
                "mon-fri 09:00-25:00 UTC",
                "mon-fri 09:00-18:00 Mars/Olympus",
                "mon-fry 09:00-18:00 UTC",
                "mon-fri 09:00-09:00 UTC",
                ""
            })
    void nonsenseIsRefused(String text) {
        assertThatThrownBy(() -> TimeWindow.parse(text, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-12-24...2027-01-02", "2027-01-02..2026-12-24", "2026-02-30", "christmas"})
    void nonsenseFreezesAreRefused(String text) {
        assertThatThrownBy(() -> TimeWindow.parse("mon 09:00-10:00 UTC", List.of(text)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
