package dev.nines.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.result.RunResult;
import dev.nines.result.RunResultBuilder;
import dev.nines.result.YearsResult;
import dev.nines.scenario.trial.Trials;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** statistics.md section 4, transient bias: compare a start from all-up with a steady one. */
class WarmUpOfPartsTest {

    private static YearsResult years(String run) {
        Design design =
                ScenarioReader.readText("unit", "unit.yaml", """
                nines: 1
                services:
                  disk: {unit: {fails: exponential(60d), repair: exponential(30d)}}
                run: {horizon: 15d, %strials: 2000}
                """.formatted(run)).base();
        RunResultBuilder builder = new RunResultBuilder(design, "test", 1, 2000);
        Trials.run(
                List.of(design), 1, 2000, TrialOptions.DEFAULT, 2, records -> builder.add(records.get(0)), () -> false);
        RunResult result = builder.build(true, "trials");
        return result.services().get("disk").years();
    }

    @Test
    @DisplayName(
            "A unit that is down 30 of 90 days: with a warm-up the interval covers 1/3, from all-up it is far below")
    void unitsWarmUpToo() {
        YearsResult steady = years("warm-up: 300d, ");
        assertThat(1.0 / 3)
                .isBetween(
                        steady.unavailability().low(), steady.unavailability().high());
        YearsResult fromAllUp = years("");
        assertThat(fromAllUp.unavailability().high()).isLessThan(0.15);
        assertThat(steady.infinite()).as("a repair is due").isZero();
        assertThat(steady.censored()).isPositive();
    }
}
