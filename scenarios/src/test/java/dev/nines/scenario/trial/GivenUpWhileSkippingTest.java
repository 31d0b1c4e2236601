package dev.nines.scenario.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.kernel.Trace;
import dev.nines.measure.TrialRecord.YearRecord;
import dev.nines.model.Trial;
import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.RunSpec;
import dev.nines.scenario.ScenarioReader;
import dev.nines.scenario.WorkedDesigns;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Retransmissions two minutes apart look like a state that repeats, until the fifteenth is the last (tcp_retries2):
 * time must not jump past it. Only some trials of ten years with three database servers meet that; this is one.
 */
class GivenUpWhileSkippingTest {
    private static final long TEN_YEARS_NANOS = 10 * 365 * 86_400_000_000_000L;
    private static final int TRIAL = 12;

    @Test
    @DisplayName("a kernel that gives a connection up during a jump is no event in the past")
    void tenYearsOfWebTriple() {
        String text = WorkedDesigns.text("web-triple", "scenario.yaml").orElseThrow();
        Design d = ScenarioReader.readText("web-triple", "web-triple.yaml", text).base();
        Design tenYears = new Design(
                d.name(),
                d.title(),
                d.inputHash(),
                d.hosts(),
                d.network(),
                d.services(),
                d.clients(),
                d.probe(),
                List.of(),
                d.faults(),
                d.objectives(),
                d.expectedViolations(),
                new RunSpec(TEN_YEARS_NANOS, 1, 1),
                d.assumptions());
        YearRecord year = new Trial(tenYears, 1, TRIAL, TrialOptions.DEFAULT).year(Trace.OFF);
        assertThat(year.services().get(0).outages()).isNotEmpty();
    }
}
