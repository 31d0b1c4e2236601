package dev.nines.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
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
