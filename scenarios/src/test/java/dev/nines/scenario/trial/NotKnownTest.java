package dev.nines.scenario.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.result.CompareResult;
import dev.nines.result.Comparison;
import dev.nines.result.Ignorance;
import dev.nines.result.PairIgnorance;
import dev.nines.result.PairIgnorance.BreakEven;
import dev.nines.result.ResultJson;
import dev.nines.result.RunResultBuilder;
import dev.nines.result.Value;
import dev.nines.scenario.ScenarioReader;
import dev.nines.scenario.design.Uncertain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * One server, cut off again and again: downtime per year is repair time ÷ (time between failures + repair time), so that
 * the value at which two such designs are equally good can be computed.
 */
class NotKnownTest {
    private static final int TRIALS = 60;
    private static final long SEED = 5;

    private static Uncertain design(String name, String every, String repair, String more) {
        return ScenarioReader.readText(name, name + ".yaml", """
                nines: 1
                hosts: {h1: }
                services:
                  web: {web-server: {nodes: [h1]}}
                probe: {services: [web], interval: 1s}
                faults:
                  - {silent-cut: h1, every: EVERY, repair: REPAIR}
                MORE
                """.replace("EVERY", every)
                        .replace("REPAIR", repair)
                        .replace("MORE", more))
                .uncertain("");
    }

    private static Uncertain design(String name, String every, String repair) {
        return design(name, every, repair, "");
    }

    private static Optional<CompareResult> run(List<Uncertain> uncertain, int threads, boolean cancelled) {
        List<Design> designs = uncertain.stream().map(Uncertain::middle).toList();
        List<RunResultBuilder> builders = new ArrayList<>();
        designs.forEach(d -> builders.add(new RunResultBuilder(d, "test", SEED, TRIALS)));
        NotKnown notKnown = new NotKnown(uncertain);
        Trials.run(
                designs,
                SEED,
                TRIALS,
                TrialOptions.DEFAULT,
                2,
                records -> {
                    for (int i = 0; i < records.size(); i++) {
                        builders.get(i).add(records.get(i));
                    }
                    notKnown.add(records);
                },
                () -> false);
        CompareResult nominal = Comparison.of(
                builders, builders.stream().map(b -> b.build(true, "trials")).toList(), 0, SharedStreams.of(designs));
        return notKnown.draw(0, SEED, TrialOptions.DEFAULT, threads, (done, total) -> {}, () -> cancelled)
                .map(found -> nominal.with(found.byDesign(), found.pairs()));
    }

    private static CompareResult run(Uncertain... uncertain) {
        return run(List.of(uncertain), 2, false).orElseThrow();
    }

    private static double minutes(BreakEven breakEven) {
        return minutes(breakEven.value());
    }

    private static double minutes(String written) {
        assertThat(written).endsWith("min");
        return Double.parseDouble(written.replace("min", ""));
    }

    private static void covers(BreakEven breakEven, double exact) {
        assertThat(minutes(breakEven.low())).isLessThanOrEqualTo(exact);
        assertThat(minutes(breakEven.high())).isGreaterThanOrEqualTo(exact);
    }

    @Test
    @DisplayName("Equal failures: the break-even of a repair is the other design's repair time")
    void breakEvenOfARepair() {
        CompareResult result =
                run(design("a", "exponential(20d)", "guess(10min x5)"), design("b", "exponential(20d)", "20min"));
        BreakEven found = result.ignorance().get(0).breakEvens().get(0);
        assertThat(found.unknown()).isEqualTo("faults[silent-cut h1].repair");
        assertThat(minutes(found)).isCloseTo(20, within(0.4));
        covers(found, 20);
        assertThat(found.betterBelow()).isEqualTo("a");
        assertThat(found.betterAbove()).isEqualTo("b");
    }

    @Test
    @DisplayName("Twice as many failures: the break-even is half the other design's repair time")
    void breakEvenWithOtherRates() {
        CompareResult result =
                run(design("a", "exponential(20d)", "guess(30min x5)"), design("b", "exponential(40d)", "20min"));
        BreakEven found = result.ignorance().get(0).breakEvens().get(0);
        assertThat(minutes(found)).isCloseTo(10, within(1.0));
        covers(found, 10);
        assertThat(minutes(found.low())).isLessThan(minutes(found));
        assertThat(minutes(found.high())).isGreaterThan(minutes(found));
    }

    @Test
    @DisplayName("The break-even of the time between failures, as the argument of its law")
    void breakEvenOfARate() {
        CompareResult result =
                run(design("a", "exponential(guess(20d x4))", "10min"), design("b", "exponential(35d)", "10min"));
        BreakEven found = result.ignorance().get(0).breakEvens().get(0);
        assertThat(found.betterBelow()).isEqualTo("b");
        assertThat(found.betterAbove()).isEqualTo("a");
        assertThat(Double.parseDouble(found.value().replace("d", ""))).isCloseTo(35, within(3.5));
    }

    @Test
    @DisplayName("The share of what is not known follows from the break-even: log-uniform, as the guess is drawn")
    void shareOfIgnorance() {
        PairIgnorance pair = run(
                        design("a", "exponential(20d)", "guess(10min x5)"), design("b", "exponential(20d)", "20min"))
                .ignorance()
                .get(0);
        // ln(20/2) / ln(50/2) of the span lies below the break-even
        assertThat((double) pair.aBetter() / pair.samples()).isCloseTo(0.715, within(0.1));
        assertThat(pair.aBetter() + pair.bBetter() + pair.equal()).isEqualTo(pair.samples());
    }

    @Test
    @DisplayName("What both designs do not know has the same value in both and cannot flip the verdict")
    void sharedUnknown() {
        PairIgnorance pair = run(
                        design("a", "exponential(20d)", "guess(10min x5)"),
                        design("b", "exponential(40d)", "guess(10min x5)"))
                .ignorance()
                .get(0);
        assertThat(pair.bBetter()).isEqualTo(pair.samples());
        assertThat(pair.breakEvens()).singleElement().satisfies(b -> {
            assertThat(b.flips()).isFalse();
            assertThat(b.betterBelow()).isEqualTo("b");
        });
    }

    @Test
    @DisplayName(
            "Sampling error and ignorance are two intervals: downtime is in proportion to the repair, its range too")
    void twoIntervals() {
        CompareResult result = run(design("a", "exponential(20d)", "guess(10min x5)"));
        Value downtime =
                result.designs().get(0).services().get("web").years().downtime().mean();
        Ignorance.Range range = result.designs().get(0).ignorance().measures().get(0);
        assertThat(range.metric()).isEqualTo("downtime-per-year");
        double factor = Math.pow(5, 0.9);
        assertThat(range.low()).isCloseTo(downtime.value() / factor, percent(downtime.value() / factor));
        assertThat(range.high()).isCloseTo(downtime.value() * factor, percent(downtime.value() * factor));
        assertThat(downtime.high() / downtime.low()).isLessThan(1.3);
    }

    private static Offset<Double> percent(double value) {
        return within(0.12 * value);
    }

    @Test
    @DisplayName("Any number of threads gives the same bytes")
    void threads() {
        List<Uncertain> designs = List.of(
                design("a", "exponential(20d)", "guess(10min x5)"),
                design("b", "20d..30d", "guess(10min x2 as other)"));
        String one = ResultJson.write(run(designs, 1, false).orElseThrow());
        assertThat(ResultJson.write(run(designs, 2, false).orElseThrow())).isEqualTo(one);
        assertThat(ResultJson.write(run(designs, 8, false).orElseThrow())).isEqualTo(one);
        assertThat(one).contains("\"breakEvens\"");
        assertThat(ResultJson.write(ResultJson.read(one))).isEqualTo(one);
    }

    @Test
    @DisplayName("Without years the mean outage of the drills decides")
    void drills() {
        String more = "drills: {cut: {silent-cut: h1, repair: REPAIR}}\nrun: {horizon: 0s}";
        CompareResult result = run(
                design("a", "1y", "1min", more.replace("REPAIR", "guess(1min x5)")),
                design("b", "1y", "1min", more.replace("REPAIR", "2min")));
        PairIgnorance pair = result.ignorance().get(0);
        assertThat(pair.metric()).isEqualTo("outage.mean");
        assertThat(minutes(pair.breakEvens().get(0))).isCloseTo(2, within(0.05));
        assertThat(result.designs().get(0).ignorance().measures())
                .extracting(Ignorance.Range::metric)
                .containsExactly("drills.cut.outage.mean");
        assertThat(result.designs().get(1).ignorance()).isEqualTo(Ignorance.NONE);
    }

    @Test
    @DisplayName("Nothing is drawn when all is known, when the file says so, or after an interruption")
    void nothing() {
        assertThat(new NotKnown(List.of(design("a", "20d", "10min"))).isAnything())
                .isFalse();
        assertThat(new NotKnown(List.of(design("a", "20d", "guess(10min x2)", "run: {unknowns: 0}"))).isAnything())
                .isFalse();
        assertThat(run(List.of(design("a", "20d", "guess(10min x2)")), 2, true)).isEmpty();
    }
}
