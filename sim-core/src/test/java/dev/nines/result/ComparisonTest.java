package dev.nines.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static CompareResult compare(long extraNanos, List<String> shared) {
        RunResultBuilder a = Samples.builder(Samples.design("one"), 400, 0);
        RunResultBuilder b = Samples.builder(Samples.design("two"), 400, extraNanos);
        return Comparison.of(List.of(a, b), List.of(a.build(true, "trials"), b.build(true, "trials")), 0, shared);
    }

    private static Difference row(CompareResult result, String metric) {
        return result.differences().stream()
                .filter(d -> d.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sharedLuckShowsASmallDifference() {
        CompareResult paired = compare(50 * Samples.MS, List.of("crash lb1"));
        Difference mean = row(paired, "drills.lb-crash.outage.mean");
        assertThat(mean.verdict()).isEqualTo(Difference.A_BETTER);
        assertThat(mean.difference().value()).isCloseTo(0.05, within(1e-9));
        assertThat(mean.service()).isEqualTo("web");
        assertThat(mean.designA()).isEqualTo("one");
        assertThat(mean.designB()).isEqualTo("two");
        assertThat(mean.sharedStreams()).containsExactly("crash lb1");
        assertThat(row(paired, "drills.lb-crash.outage.p50").verdict()).isEqualTo(Difference.A_BETTER);
        Difference availability = row(paired, "availability");
        assertThat(availability.verdict()).isEqualTo(Difference.A_BETTER);
        assertThat(availability.difference().value()).isNegative();
        assertThat(availability.varianceRatio().value()).isGreaterThan(10);
        assertThat(row(paired, "lost-transactions-per-year").verdict()).isEqualTo(Difference.NO_DIFFERENCE);
        assertThat(row(paired, "violations.vip-single-owner").verdict()).isEqualTo(Difference.NO_DIFFERENCE);
    }

    @Test
    void unpairedItIsInconclusiveAndSaysHowManyTrialsWouldSettleIt() {
        Difference mean = row(compare(20 * Samples.MS, List.of()), "drills.lb-crash.outage.mean");
        assertThat(mean.verdict()).isEqualTo(Difference.INCONCLUSIVE);
        assertThat(mean.trialsToSettle().value()).isGreaterThan(400);
        assertThat(mean.varianceRatio().reason()).isEqualTo("unpaired");
        assertThat(mean.difference().method()).isEqualTo("welch-t");
    }

    @Test
    @DisplayName("Verdicts of one table are adjusted by Holm: raw and adjusted p-values stand in the result")
    void verdictsOfOneTableHoldTogether() {
        CompareResult result = compare(20 * Samples.MS, List.of("crash lb1"));
        List<Difference> drill = result.differences().stream()
                .filter(d -> d.metric().startsWith("drills.lb-crash"))
                .filter(d -> d.service().equals("web"))
                .toList();
        double[] adjusted = dev.nines.stats.Holm.adjusted(
                drill.stream().mapToDouble(d -> d.p().value()).toArray());
        for (int i = 0; i < adjusted.length; i++) {
            assertThat(drill.get(i).pAdjusted()).isEqualTo(Value.observed(adjusted[i]));
        }
        assertThat(drill).anySatisfy(d -> assertThat(d.pAdjusted().value()).isGreaterThan(d.p().value()));
    }

    @Test
    @DisplayName("What failure detectors did is compared in pairs, with verdicts, in tables of its own")
    void failureDetectors() {
        CompareResult result = compare(50 * Samples.MS, List.of("crash lb1"));
        List<Difference> detectors = result.differences().stream()
                .filter(d -> d.service().equals("vip"))
                .toList();
        assertThat(detectors.stream().map(Difference::metric))
                .containsExactly(
                        "false-suspicions-per-year",
                        "mistake-recurrence",
                        "detection.mean",
                        "mistake.mean",
                        "drills.lb-crash.detection.mean",
                        "drills.lb-crash.mistake.mean",
                        "drills.lb-crash.falsely-suspected");
        assertThat(detectors.get(0).verdict()).isEqualTo(Difference.NO_DIFFERENCE);
        Difference detection = row(result, "drills.lb-crash.detection.mean");
        assertThat(detection.verdict()).isEqualTo(Difference.A_BETTER);
        assertThat(detection.difference().value()).isCloseTo(0.05, within(1e-9));
        assertThat(detection.pAdjusted().hasValue()).isTrue();
    }

    @Test
    @DisplayName("A row that is better by its own interval is inconclusive when its table is too large for that")
    void oneOfManyRows() {
        Row row = new Row("metric", "one", "two", "web", Value.observed(1), Value.observed(2), List.of("luck"));
        double[] a = new double[40];
        double[] b = new double[40];
        for (int i = 0; i < a.length; i++) {
            a[i] = i % 7;
            b[i] = i % 7 + (i % 3) - 0.7;
        }
        row.means(a, b);
        assertThat(row.p()).isBetween(0.03, 0.05);
        Difference alone = row.finished(row.p(), 0.05);
        assertThat(alone.verdict()).isEqualTo(Difference.A_BETTER);
        assertThat(alone.verdictAlone()).isEqualTo(Difference.A_BETTER);
        Difference among = row.finished(8 * row.p(), 0.05 / 8);
        assertThat(among.verdict()).isEqualTo(Difference.INCONCLUSIVE);
        assertThat(among.verdictAlone()).isEqualTo(Difference.A_BETTER);
        assertThat(among.trialsToSettle().value()).isGreaterThan(40);
    }

    @Test
    void theBetterDesignIsBWhenBIsShorter() {
        CompareResult result = compare(-1000 * Samples.MS, List.of("crash lb1"));
        assertThat(row(result, "drills.lb-crash.outage.p99").verdict()).isEqualTo(Difference.B_BETTER);
        assertThat(row(result, "downtime-per-year").verdict()).isEqualTo(Difference.B_BETTER);
        assertThat(row(result, "availability").verdict()).isEqualTo(Difference.B_BETTER);
    }

    @Test
    void aDesignDoesNotDifferFromItself() {
        assertThat(compare(0, List.of("crash lb1")).differences())
                .isNotEmpty()
                .allSatisfy(d -> assertThat(d.verdict()).isEqualTo(Difference.NO_DIFFERENCE));
    }

    @Test
    void whatIsReadBackIsWhatWasWritten() {
        AspectRow words = new AspectRow(
                "downtime",
                List.of(
                        new AspectRow.Answer("while switching", Value.observed(3.1), "s"),
                        new AspectRow.Answer("", Value.missing("no years were run"), "s")));
        CompareResult result =
                compare(20 * Samples.MS, List.of("crash lb1", "repair lb1")).withAspects(List.of(words));
        String text = ResultJson.write(result);
        assertThat(ResultJson.read(text)).isEqualTo(result);
        assertThat(ResultJson.write(ResultJson.read(text))).isEqualTo(text);
        assertThat(Json.parse(text).propertyNames()).containsExactly("designs", "differences", "aspects");
        assertThat(Json.parse(text).get("differences").get(0).propertyNames())
                .contains(
                        "metric",
                        "service",
                        "a",
                        "b",
                        "difference",
                        "method",
                        "verdict",
                        "sharedStreams",
                        "varianceRatio");
    }
}
