package dev.nines.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.kernel.Law;
import dev.nines.model.spec.Assumption;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.scenario.design.Uncertain;
import dev.nines.scenario.language.Span;
import dev.nines.scenario.language.Unknown;
import dev.nines.scenario.problem.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ranges, guesses with a factor and measured samples: what they mean, and what they are called. */
class UnknownValuesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    private static Uncertain with(String old, String replacement) {
        return ScenarioReader.readText("s", "s.yaml", ErrorCases.GOOD.replaceFirst(old, replacement), ErrorCases.FILES)
                .uncertain("");
    }

    private static Uncertain repair(String law) {
        return with("repair: 20min", "repair: " + law);
    }

    private static Law repairOf(Design design) {
        return design.faults().get(0).repair();
    }

    private static Law repairAt(String law, double position) {
        Uncertain uncertain = repair(law);
        return repairOf(uncertain.at(Map.of(uncertain.unknowns().get(0).name(), position)));
    }

    @Test
    void theRunTakesTheMiddleOfARangeAndTheValueOfAGuess() {
        assertThat(repairOf(repair("10min..30min").middle())).isEqualTo(Law.constant(20 * MINUTE));
        assertThat(repairOf(repair("guess(30min x5)").middle())).isEqualTo(Law.constant(30 * MINUTE));
        assertThat(repairOf(repair("90s..2min").middle())).isEqualTo(Law.constant(105 * SECOND));
    }

    @Test
    void positionsRunEvenlyThroughARangeAndByFactorsThroughAGuess() {
        assertThat(repairAt("10min..30min", 0)).isEqualTo(Law.constant(10 * MINUTE));
        assertThat(repairAt("10min..30min", 0.25)).isEqualTo(Law.constant(15 * MINUTE));
        assertThat(repairAt("10min..30min", 1)).isEqualTo(Law.constant(30 * MINUTE));
        assertThat(repairAt("guess(30min x4)", 0)).isEqualTo(Law.constant(450 * SECOND));
        assertThat(repairAt("guess(30min x4)", 0.25)).isEqualTo(Law.constant(15 * MINUTE));
        assertThat(repairAt("guess(30min x4)", 1)).isEqualTo(Law.constant(120 * MINUTE));
    }

    @Test
    void anArgumentOfALawIsUnknownByItself() {
        assertThat(repairAt("exponential(guess(10min x3))", 1)).isEqualTo(new Law.Exponential(30 * MINUTE));
        Uncertain two = repair("lognormal(10min..20min p95 guess(1h x2))");
        assertThat(two.unknowns())
                .extracting(Unknown::name)
                .containsExactly("faults[crash any host].repair", "faults[crash any host].repair.p95");
        assertThat(repairOf(two.at(Map.of("faults[crash any host].repair.p95", 1.0))))
                .isEqualTo(new Law.Lognormal(15 * MINUTE, 120 * MINUTE));
        assertThat(repairAt("weibull(10min shape 1..3)", 0.25)).isEqualTo(new Law.Weibull(10 * MINUTE, 1.5));
        assertThat(repairAt("uniform(0s 10s..20s)", 1)).isEqualTo(new Law.Uniform(0, 20 * SECOND));
    }

    @Test
    void aFactorOfAWholeLawScalesEveryDurationInItAndNothingElse() {
        assertThat(repairAt("guess(lognormal(20min p95 2h) x3)", 1))
                .isEqualTo(new Law.Lognormal(60 * MINUTE, 360 * MINUTE));
        assertThat(repairAt("guess(weibull(20min shape 2) x3)", 0.5)).isEqualTo(new Law.Weibull(20 * MINUTE, 2));
        assertThat(repairAt("guess(uniform(0s 10min) x2)", 0)).isEqualTo(new Law.Uniform(0, 5 * MINUTE));
    }

    @Test
    void countsStayWholeAndEveryWholeNumberIsAsLikely() {
        Span span = with("capacity: 8", "capacity: 2..5").unknowns().get(0).span();
        assertThat(span.middle()).isEqualTo("4");
        int[] seen = new int[6];
        for (int i = 0; i < 1000; i++) {
            seen[Integer.parseInt(span.at((i + 0.5) / 1000, Span.DRAWN))]++;
        }
        assertThat(seen).containsExactly(0, 0, 250, 250, 250, 250);
        Span guess =
                with("capacity: 8", "capacity: guess(5 x3)").unknowns().get(0).span();
        assertThat(List.of(guess.low(), guess.middle(), guess.high())).containsExactly("2", "5", "15");
    }

    @Test
    void sharesRatesAndDurationsMayBeUnknown() {
        Uncertain shares = with("timeout: 2s}", "timeout: 2s, writes: 10%..30%, uploads: guess(1% x5)}");
        assertThat(shares.at(Map.of("clients.shoppers.writes", 1.0))
                        .clients()
                        .get(0)
                        .writeShare())
                .isEqualTo(0.3);
        assertThat(shares.at(Map.of("clients.shoppers.uploads", 0.0))
                        .clients()
                        .get(0)
                        .uploadShare())
                .isEqualTo(0.002);
        Uncertain rate = with("rate: 100/s", "rate: 60/min..100/s");
        assertThat(rate.at(Map.of("clients.shoppers.rate", 0.0))
                        .clients()
                        .get(0)
                        .ratePerSecond())
                .isEqualTo(1);
        Uncertain inter = with("inter: 2s", "inter: 500ms..2s");
        HaproxySpec front = (HaproxySpec) inter.at(Map.of("services.front.inter", 0.0)).services().stream()
                .filter(HaproxySpec.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(front).isNotEqualTo(inter.middle().services().get(1));
    }

    @Test
    void aFaultIsCalledByWhatItIsSoThatItsPlaceInTheFileDoesNotMatter() {
        Uncertain one = repair("guess(20min x5)");
        Uncertain second = with("  - \\{crash: any host, every: exponential\\(90d\\), repair: 20min\\}", """
                  - {kill: web@web1, every: 1y, repair: 1min}
                  - {crash: any host, every: exponential(90d), repair: guess(20min x5)}
                  - {crash: any host, every: exponential(9y), repair: guess(1d x2)}""");
        assertThat(one.unknowns().get(0).name()).isEqualTo("faults[crash any host].repair");
        assertThat(second.unknowns())
                .extracting(Unknown::name, Unknown::parameter)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("faults[crash any host].repair", "faults.1.repair"),
                        org.assertj.core.groups.Tuple.tuple("faults[crash any host].repair#2", "faults.2.repair"));
    }

    @Test
    void whatIsCalledTheSameIsDrawnOnce() {
        Uncertain both = with(
                "every: exponential\\(90d\\), repair: 20min",
                "every: exponential(guess(90d x3 as pace)), repair: guess(20min x4 as pace)");
        Design low = both.at(Map.of("pace", 0.0));
        assertThat(low.faults().get(0).every().meanNanos()).isEqualTo(30 * 86400e9);
        assertThat(repairOf(low).meanNanos()).isEqualTo(300e9);
    }

    @Test
    void variantsMayMakeSomethingUnknownOrKnow() {
        String text = ErrorCases.GOOD
                .replace("repair: 20min", "repair: guess(20min x5)")
                .replace(
                        "slow: {services.web.web-server.capacity: 4}",
                        "known: {faults.0.repair: 5min}\n  other: {services.web.web-server.capacity: 2..6}");
        Scenario scenario = ScenarioReader.readText("s", "s.yaml", text);
        assertThat(scenario.uncertain("known").unknowns()).isEmpty();
        assertThat(scenario.uncertain("other").unknowns())
                .extracting(Unknown::name)
                .containsExactlyInAnyOrder("faults[crash any host].repair", "services.web.capacity");
    }

    @Test
    void unknownsAreGuessesAmongTheAssumptions() {
        assertThat(repair("guess(20min x5)").middle().assumptions())
                .contains(new Assumption("faults.0.repair", "20min x5", Assumption.Source.GUESS, "line 31"));
        assertThat(repair("10min..30min").middle().assumptions())
                .contains(new Assumption("faults.0.repair", "10min..30min", Assumption.Source.GUESS, "line 31"));
        assertThat(repair("exponential(guess(20min x5))").middle().assumptions())
                .contains(new Assumption(
                        "faults.0.repair", "exponential(guess(20min x5))", Assumption.Source.GUESS, "line 31"));
    }

    @Test
    void aContradictionAtTheEndsNamesTheValues() {
        assertThatThrownBy(() -> with(
                        "  vip:",
                        "  beats:\n    heartbeat: {nodes: [web1], interval: 1s..3s, timeout: guess(5s x2)}\n  vip:"))
                .isInstanceOf(Problems.class)
                .hasMessageContaining(
                        "with `services.beats.interval` at 3s and `services.beats.timeout` at 2.5s: `timeout` must be");
    }

    @Test
    void measuredValuesComeEquallyOftenAndInOrder() {
        Law law = repairOf(repair("empirical(table2.csv column repair_s)", "host,repair_s\nlb1,12\n\"lb2\", \"3.5\"\n")
                .middle());
        assertThat(law).isEqualTo(new Law.Empirical(new long[] {12 * SECOND, 3_500_000_000L}));
        assertThat(law.nanosAt(0.49)).isEqualTo(3_500_000_000L);
        assertThat(law.nanosAt(0.51)).isEqualTo(12 * SECOND);
        assertThat(repairOf(repair("empirical(many.csv times 2)").middle()).meanNanos())
                .isEqualTo(600e9);
        assertThat(repairAt("guess(empirical(many.csv) x2)", 1).meanNanos()).isEqualTo(600e9);
        assertThat(repair("empirical(many.csv)").middle().assumptions())
                .contains(new Assumption(
                        "faults.0.repair", "empirical(many.csv)", Assumption.Source.MEASURED, "line 31: 60 values"));
    }

    private static Uncertain repair(String law, String file) {
        return ScenarioReader.readText(
                        "s",
                        "s.yaml",
                        ErrorCases.GOOD.replace("repair: 20min", "repair: " + law),
                        Map.of("table2.csv", file))
                .uncertain("");
    }

    @Test
    void theInputHashCoversTheMeasuredValues() {
        String before = repair("empirical(table2.csv)", "1s\n").middle().inputHash();
        assertThat(repair("empirical(table2.csv)", "1s\n").middle().inputHash()).isEqualTo(before);
        assertThat(repair("empirical(table2.csv)", "2s\n").middle().inputHash()).isNotEqualTo(before);
    }

    @Test
    void theFileStandsBesideTheScenario(@TempDir Path folder) throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.writeString(folder.resolve("repairs.csv"), "7min\n");
        Path file = inner.resolve("scenario.yaml");
        Files.writeString(file, ErrorCases.GOOD.replace("repair: 20min", "repair: empirical(../repairs.csv)"));
        Scenario scenario = ScenarioReader.read(file);
        assertThat(repairOf(scenario.base()).meanNanos()).isEqualTo(420e9);
        assertThat(scenario.files()).isEqualTo(Map.of("../repairs.csv", "7min\n"));
    }
}
