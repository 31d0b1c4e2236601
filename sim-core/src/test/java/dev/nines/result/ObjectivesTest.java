package dev.nines.result;

import static dev.nines.model.spec.ObjectiveSpec.Comparison.AT_LEAST;
import static dev.nines.model.spec.ObjectiveSpec.Comparison.AT_MOST;
import static dev.nines.model.spec.ObjectiveSpec.Comparison.EQUAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.measure.Outage;
import dev.nines.measure.ServiceRecord;
import dev.nines.measure.TrialRecord;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.ObjectiveSpec;
import dev.nines.stats.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ObjectivesTest {

    private static ObjectiveResult judge(String path, ObjectiveSpec.Comparison comparison, double limit) {
        return Samples.builder(Samples.design("a", Samples.objective(path, comparison, limit)), 400, 0)
                .build(true, "trials")
                .objectives()
                .get(0);
    }

    private static Verdict verdict(String path, ObjectiveSpec.Comparison comparison, double limit) {
        return judge(path, comparison, limit).verdict();
    }

    @Test
    void quantilesOfDrills() {
        assertThat(verdict("drills.lb-crash.outage.p99", AT_MOST, 10)).isEqualTo(Verdict.MET);
        assertThat(verdict("drills.lb-crash.outage.p50", AT_MOST, 2)).isEqualTo(Verdict.MISSED);
        double median = judge("drills.lb-crash.outage.p50", AT_MOST, 2).value().value();
        assertThat(verdict("drills.lb-crash.outage.p50", AT_MOST, median)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge("drills.lb-crash.outage.p50", AT_MOST, 2).service()).isEqualTo("web");
    }

    @Test
    void yearlyFigures() {
        assertThat(verdict("availability", AT_LEAST, 0.9995)).isEqualTo(Verdict.MET);
        assertThat(verdict("availability", AT_LEAST, 0.99999999)).isEqualTo(Verdict.MISSED);
        assertThat(verdict("unavailability", AT_MOST, 1e-4)).isEqualTo(Verdict.MET);
        assertThat(verdict("downtime-per-year", AT_MOST, 60)).isEqualTo(Verdict.MET);
        assertThat(verdict("downtime-per-year.p95", AT_MOST, 1)).isEqualTo(Verdict.MISSED);
        assertThat(verdict("outages-per-year", AT_MOST, 1)).isEqualTo(Verdict.MISSED);
        assertThat(verdict("planned-per-year", AT_MOST, 1)).isEqualTo(Verdict.MET);
        assertThat(verdict("outage.max", AT_MOST, 3.7)).isEqualTo(Verdict.MET);
        assertThat(verdict("outage.min", AT_LEAST, 2.6)).isEqualTo(Verdict.MET);
    }

    @Test
    @DisplayName("DESIGN section 5: an objective = 0 is missed at the first occurrence")
    void zeroObjectives() {
        assertThat(verdict("lost-transactions", EQUAL, 0)).isEqualTo(Verdict.MISSED);
        assertThat(judge("lost-transactions", EQUAL, 0).value().value()).isEqualTo(2);
        assertThat(verdict("drills.lb-crash.lost-transactions", AT_MOST, 2)).isEqualTo(Verdict.MET);
        assertThat(verdict("drills.lb-crash.unnoticed", EQUAL, 0)).isEqualTo(Verdict.MET);
        assertThat(verdict("violations.vip-single-owner", EQUAL, 0)).isEqualTo(Verdict.MISSED);
        assertThat(verdict("violations", EQUAL, 0)).isEqualTo(Verdict.MISSED);
        ObjectiveResult writer = judge("violations.single-writer", EQUAL, 0);
        assertThat(writer.verdict()).isEqualTo(Verdict.MET);
        assertThat(writer.value().bound().value()).isCloseTo(0.00918, within(1e-5));
        assertThat(verdict("lost-transactions-per-year", EQUAL, 0)).isEqualTo(Verdict.MET);
        assertThat(verdict("downtime-per-year", EQUAL, 0)).isEqualTo(Verdict.MISSED);
    }

    @Test
    void anInterruptedRunMeetsNoObjectiveOnEveryTrial() {
        RunResult r = Samples.builder(
                        Samples.design("a", Samples.objective("violations.single-writer", EQUAL, 0)), 400, 0)
                .build(false, "interrupted");
        assertThat(r.objectives().get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aTailThatIsNotReachedIsInconclusiveUnlessItsLowerBoundIsTooLong() {
        double[] seconds = DoubleStream.generate(() -> 3).limit(100).toArray();
        RunResult r = Samples.drills(
                        Samples.design(
                                "a",
                                Samples.objective("drills.lb-crash.outage.p99", AT_MOST, 10),
                                Samples.objective("drills.lb-crash.outage.p99", AT_MOST, 2),
                                Samples.objective("drills.lb-crash.outage.max", AT_MOST, 10),
                                Samples.objective("availability", AT_LEAST, 0.99)),
                        100,
                        Outage.End.CLOSED,
                        seconds)
                .build(true, "trials");
        assertThat(r.objectives())
                .extracting(ObjectiveResult::verdict)
                .containsExactly(Verdict.INCONCLUSIVE, Verdict.MISSED, Verdict.MET, Verdict.INCONCLUSIVE);
    }

    @Test
    void anInfiniteOutageMissesTheMeanAndTheMaximum() {
        double[] seconds = DoubleStream.generate(() -> 3).limit(100).toArray();
        RunResult r = Samples.drills(
                        Samples.design(
                                "a",
                                Samples.objective("drills.lb-crash.outage.max", AT_MOST, 1e9),
                                Samples.objective("drills.lb-crash.outage.mean", AT_MOST, 1e9),
                                Samples.objective("drills.lb-crash.outage.p50", AT_MOST, 3),
                                Samples.objective("drills.lb-crash.infinite", EQUAL, 0)),
                        100,
                        Outage.End.INFINITE,
                        seconds)
                .build(true, "trials");
        assertThat(r.objectives())
                .extracting(ObjectiveResult::verdict)
                .containsExactly(Verdict.MISSED, Verdict.MISSED, Verdict.MET, Verdict.MISSED);
    }

    @Test
    @DisplayName("an objective is never harder to meet than a stricter one, also when nothing was seen")
    void nothingSeen() {
        Design design = Samples.design(
                "a",
                Samples.objective("downtime-per-year", EQUAL, 0),
                Samples.objective("downtime-per-year", AT_MOST, 60),
                Samples.objective("availability", AT_LEAST, 0.9995),
                Samples.objective("availability", AT_LEAST, 0.5),
                Samples.objective("outages-per-year", AT_MOST, 1));
        for (boolean complete : new boolean[] {true, false}) {
            RunResultBuilder builder = new RunResultBuilder(design, "0.1.0", 1, 10);
            for (int i = 0; i < 10; i++) {
                ServiceRecord record = Samples.service(List.of(), 0);
                builder.add(new TrialRecord(
                        i, List.of(), new TrialRecord.YearRecord(Samples.YEAR, List.of(record), List.of()), 1));
            }
            assertThat(builder.build(complete, "trials").objectives()).allSatisfy(o -> {
                assertThat(o.verdict()).isEqualTo(complete ? Verdict.MET : Verdict.INCONCLUSIVE);
                assertThat(o.value().bound().isKnown()).isTrue();
            });
        }
    }

    /** Products have no queue, and the sample has trials without any outage. */
    private static boolean isOfParts(String text) {
        return text.startsWith("queue.") || text.startsWith("first-outage");
    }

    @Test
    void everyPatternIsAKnownPathAndGivesAVerdict() {
        List<String> drills = List.of("lb-crash", "a.b");
        List<ObjectiveSpec> objectives = new ArrayList<>();
        for (String pattern : ObjectivePaths.patterns()) {
            String path = pattern.startsWith("drills") ? pattern.replace("NAME", "lb-crash") : pattern;
            assertThat(ObjectivePaths.isKnown(path, drills)).as(path).isTrue();
            objectives.add(Samples.objective(path, AT_MOST, 1e12));
        }
        Design design = Samples.design("a", objectives.toArray(new ObjectiveSpec[0]));
        assertThat(Samples.builder(design, 800, 0).build(true, "trials").objectives())
                .hasSize(objectives.size())
                .allSatisfy(o -> assertThat(o.verdict())
                        .as(o.text())
                        .isEqualTo(isOfParts(o.text()) ? Verdict.INCONCLUSIVE : Verdict.MET));
        assertThat(ObjectivePaths.isKnown("drills.a.b.outage.p99", drills)).isTrue();
        assertThat(ObjectivePaths.isKnown("drills.zone.outage.p99", drills)).isFalse();
        assertThat(ObjectivePaths.isKnown("drills.lb-crash.outage.p98", drills)).isFalse();
        assertThat(ObjectivePaths.isKnown("availabilty", drills)).isFalse();
        assertThat(ObjectivePaths.isKnown("violations.", drills)).isFalse();
        assertThat(ObjectivePaths.isKnown("", drills)).isFalse();
    }
}
