package dev.nines.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.result.CompareResult;
import dev.nines.result.Ignorance;
import dev.nines.result.PrecisionResult;
import dev.nines.result.RunResult;
import dev.nines.result.Value;
import dev.nines.stats.Bound;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private static final String FOLDER = "nines-out/latest";
    private static final Style ASCII = new Style(false, false, 100);

    private static String text(CompareResult result, Style style) {
        return Reports.text(result, Samples.evidence(), FOLDER, style);
    }

    @Test
    @DisplayName("a run: objectives, years, drills, phases, violations, what to look at, guesses")
    void run() {
        Golden.check("run.txt", text(Samples.single(), Style.PLAIN));
    }

    @Test
    @DisplayName("two designs stand in one table with their difference and verdict")
    void compareTwo() {
        Golden.check("compare.txt", text(Samples.pair(), Style.PLAIN));
    }

    @Test
    @DisplayName("three designs have a table of values and one table per difference")
    void compareThree() {
        Golden.check("compare-three.txt", text(Samples.three(), Style.PLAIN));
    }

    @Test
    @DisplayName("what is not known: an interval of its own, who is better in how much of it, and where that changes")
    void notKnown() {
        CompareResult pair = Samples.pairNotKnown();
        Golden.check("not-known.txt", text(pair, Style.PLAIN));
        Golden.check("not-known.md", Reports.markdown(pair, Samples.evidence(), FOLDER));
        Golden.check("run-not-known.txt", text(CompareResult.of(pair.designs().get(1)), Style.PLAIN));
        assertThat(text(Samples.pair(), Style.PLAIN)).doesNotContain("not known");
    }

    @Test
    @DisplayName("Markdown says the same as the terminal")
    void markdown() {
        Golden.check("compare.md", Reports.markdown(Samples.pair(), Samples.evidence(), FOLDER));
        Golden.check("run.md", Reports.markdown(Samples.single(), Samples.evidence(), FOLDER));
    }

    @Test
    @DisplayName("without UTF-8 only the scenario's own words are not ASCII")
    void ascii() {
        String text = text(CompareResult.of(Samples.activeActive()), ASCII);
        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(text))
                .as(text)
                .isTrue();
        assertThat(text)
                .contains("ok availability")
                .contains("? lost-transactions")
                .contains("detect ####");
        assertThat(text(Samples.single(), ASCII)).contains("FAIL drills.lb-crash");
    }

    @Test
    @DisplayName("where the terminal is narrow, letters stand for names and long lines go on below")
    void narrow() {
        assertThat(text(Samples.pair(), new Style(false, true, 140))).contains("B web-active-standby   B − A (95% CI)");
        String narrow = text(Samples.pair(), new Style(false, true, 80));
        assertThat(narrow).contains("      B   B − A (95% CI)");
        assertThat(narrow.lines().filter(line -> line.startsWith("  B − A: common")))
                .hasSize(1)
                .allSatisfy(line -> assertThat(Width.of(line)).isLessThanOrEqualTo(80));
    }

    @Test
    @DisplayName("a bound is written the way it holds")
    void bounds() {
        assertThat(Values.text(bounded(Bound.atLeast(11.8)), Unit.SECONDS)).isEqualTo("≥ 11.8 s");
        assertThat(Values.text(bounded(Bound.atMost(0.5)), Unit.SECONDS)).isEqualTo("≤ 500 ms");
        assertThat(Values.text(bounded(Bound.atMost(0.01)), Unit.COUNT)).isEqualTo("≤ 0.010");
        assertThat(Values.text(bounded(Bound.NONE), Unit.COUNT)).isEqualTo("—");
        Value none = new Value(0, Double.NaN, Double.NaN, "", 300, "none seen", Bound.atMostOfTrials(0.01));
        assertThat(Values.full(none, Unit.COUNT)).isEqualTo("0 (95% CI: in ≤ 1.00 % of runs)");
    }

    private static Value bounded(Bound bound) {
        return new Value(Double.NaN, Double.NaN, Double.NaN, "", 20, "too few", bound);
    }

    @Test
    @DisplayName("colour adds escape sequences and changes nothing else")
    void colour() {
        String coloured = text(Samples.pair(), new Style(true, true, 100));
        assertThat(coloured).contains("\u001b[32m✓").contains("\u001b[31m✗").contains("\u001b[33m~");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(text(Samples.pair(), Style.PLAIN));
    }

    @Test
    @DisplayName("a run says whether it is as precise as was asked for, and if not, what would make it so")
    void precision() {
        var reached = new PrecisionResult("unavailability", 0.05, Value.observed(0.047), 1_700, Value.missing(""));
        assertThat(text(CompareResult.of(precise("precision", reached)), Style.PLAIN))
                .contains("stopped after 300 runs: unavailability is known to ±4.70 %, 5.00 % asked for");
        var open = new PrecisionResult("unavailability", 0.05, Value.observed(0.4), 12, Value.observed(19_200));
        assertThat(text(CompareResult.of(precise("trials", open)), Style.PLAIN).replaceAll("\\s+", " "))
                .contains(
                        "NOT PRECISE after 300 runs: unavailability ±40.0 %, 5.00 % asked for; 12 of at least 30 outages "
                                + "seen; about 19,200 runs would do (--trials)");
    }

    private static RunResult precise(String stopped, PrecisionResult precision) {
        var run = Samples.activeActive();
        return new RunResult(
                run.version(),
                run.scenario(),
                run.title(),
                run.mainService(),
                run.inputHash(),
                run.seed(),
                run.trials(),
                true,
                stopped,
                run.definitions(),
                run.services(),
                run.violations(),
                run.objectives(),
                run.assumptions(),
                run.events(),
                run.detectors(),
                List.of(precision),
                Ignorance.NONE);
    }

    @Test
    @DisplayName("shares of years and of budgets are shares")
    void units() {
        assertThat(Unit.of("P(downtime/year > 5m15s) <= 5%")).isEqualTo(Unit.SHARE);
        assertThat(Unit.of("web: error-budget(30d 99.9%) used <= 50%")).isEqualTo(Unit.SHARE);
        assertThat(Unit.of("drills.a.lost-seconds.max")).isEqualTo(Unit.SECONDS);
    }

    @Test
    @DisplayName("an incomplete run says so on top")
    void incomplete() {
        var run = Samples.activeActive();
        var cut = new dev.nines.result.RunResult(
                run.version(),
                run.scenario(),
                run.title(),
                run.mainService(),
                run.inputHash(),
                run.seed(),
                120,
                false,
                "interrupted",
                run.definitions(),
                run.services(),
                run.violations(),
                run.objectives(),
                run.assumptions(),
                run.events());
        assertThat(text(CompareResult.of(cut), Style.PLAIN).lines().limit(3))
                .anyMatch(line -> line.contains("INCOMPLETE: stopped after 120 runs"));
        assertThat(text(new CompareResult(List.of(Samples.activeActive(), cut), List.of(), List.of()), Style.PLAIN))
                .contains("INCOMPLETE: stopped after 120 runs");
    }
}
