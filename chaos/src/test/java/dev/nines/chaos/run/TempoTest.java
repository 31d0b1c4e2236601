package dev.nines.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.scenario.ScenarioReader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TempoTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    @DisplayName("phases are drawn from whole periods of the slowest timer, ten seconds at least")
    void phases() {
        Tempo tempo = Tempo.of(ScenarioReader.design("haproxy-keepalived"));
        assertThat(tempo.periodNanos()).isEqualTo(2 * SECOND);
        assertThat(tempo.phaseRangeNanos()).isEqualTo(10 * SECOND);
        assertThat(new Tempo(3 * SECOND, 0).phaseRangeNanos()).isEqualTo(12 * SECOND);
        assertThat(new Tempo(60 * SECOND, 0).phaseRangeNanos()).isEqualTo(60 * SECOND);
    }

    @Test
    @DisplayName("the next fault comes when the script has risen and the address is back: 3 x 2 s and 4 adverts of 1 s")
    void comesBack() {
        assertThat(Tempo.of(ScenarioReader.design("haproxy-keepalived")).returnNanos())
                .isEqualTo(10 * SECOND);
    }
}
