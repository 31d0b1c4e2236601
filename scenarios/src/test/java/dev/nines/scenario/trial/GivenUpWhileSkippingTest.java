package dev.nines.scenario.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.kernel.Trace;
import dev.nines.measure.TrialRecord.YearRecord;
import dev.nines.model.Trial;
import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.scenario.ScenarioReader;
import dev.nines.scenario.WorkedDesigns;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Retransmissions two minutes apart look like a state that repeats, until the fifteenth is the last (tcp_retries2):
 * time must not jump past it. A trial that ended as an error when it did.
 */
class GivenUpWhileSkippingTest {
    private static final long TEN_YEARS_NANOS = 10 * 365 * 86_400_000_000_000L;
    private static final int TRIAL = 12;

    @Test
    @DisplayName("time does not jump past the instant at which a connection is given up")
    void tenYearsOfWebTriple() {
        String text = WorkedDesigns.text("web-triple", "scenario.yaml").orElseThrow();
        String tenYears = text.replace("horizon: 1y", "horizon: 10y");
        Design design = ScenarioReader.readText("web-triple", "web-triple.yaml", tenYears)
                .base();
        assertThat(design.run().horizonNanos()).isEqualTo(TEN_YEARS_NANOS);
        YearRecord year = new Trial(design, 1, TRIAL, TrialOptions.DEFAULT).year(Trace.OFF);
        assertThat(year.services().get(0).outages()).isNotEmpty();
    }
}
