package dev.nines.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.target.Safety;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StopsTest {
    private static Safety safety(Safety.Stop... stops) {
        return new Safety(List.of(stops), Map.of(), Optional.empty(), 0, List.of());
    }

    @Test
    @DisplayName("guard 5, deadline of the whole run: once it has passed no lease is renewed")
    void deadline() {
        try (Stops early = new Stops(safety(), List.of(), Instant.now().plusSeconds(60));
                Stops late = new Stops(safety(), List.of(), Instant.now().minusSeconds(1))) {
            assertThat(early.green()).isTrue();
            assertThat(early.reason()).isEmpty();
            assertThat(late.green()).isFalse();
            assertThat(late.reason().orElseThrow()).startsWith("the run has reached its deadline");
        }
    }

    @Test
    @DisplayName("guard 14: a source that does not answer before a run is a reason not to begin")
    void noAnswer() {
        Safety gone = safety(new Safety.Stop.Page("http://127.0.0.1:1/", 200));
        try (Stops stops = new Stops(gone, List.of(), Instant.MAX)) {
            assertThat(stops.before().orElseThrow()).startsWith("http://127.0.0.1:1/ does not answer");
        }
    }
}
