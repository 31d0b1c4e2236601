package dev.nines.scenario.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KNOWN = List.of("advert_int", "priority", "preempt_delay", "fall", "rise");

    @Test
    void findsSlips() {
        assertThat(Nearest.of("priorty", KNOWN)).contains("priority");
        assertThat(Nearest.of("advert-int", KNOWN)).contains("advert_int");
        assertThat(Nearest.of("PRIORITY", KNOWN)).contains("priority");
        assertThat(Nearest.of("flal", KNOWN)).contains("fall");
    }

    @Test
    void doesNotGuessWildly() {
        assertThat(Nearest.of("colour", KNOWN)).isEmpty();
        assertThat(Nearest.of("", KNOWN)).isEmpty();
        assertThat(Nearest.of("x".repeat(1_000_000), KNOWN)).isEmpty();
        assertThat(Nearest.of("fall", List.of())).isEmpty();
    }

    @Test
    void aTranspositionIsOneSlip() {
        assertThat(Nearest.distance("ab", "ba")).isEqualTo(1);
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    }
}
