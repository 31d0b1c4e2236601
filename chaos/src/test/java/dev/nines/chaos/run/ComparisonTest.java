package dev.nines.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.probe.Repetition;
import dev.nines.measure.Outage;
import dev.nines.measure.RawOutage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final long MILLI = 1_000_000L;
    private static final long HEAL = 10_000 * MILLI;

    /** 300 outages, evenly from 2.6 to 3.6 s. */
    private static Plan.Forecast even() {
        return forecast(LongStream.range(0, 300).map(i -> (2_600 + i * 1_000 / 300) * MILLI));
    }

    private static Plan.Forecast forecast(LongStream outages) {
        List<Long> sorted = outages.boxed().sorted().toList();
        return new Plan.Forecast(sorted.size(), 1, sorted, 0, 0, 0, 0, List.of());
    }

    private static Measurement measured(long startMillis, long lengthMillis) {
        List<RawOutage> outages = lengthMillis == 0
                ? List.of()
                : List.of(new RawOutage(
                        startMillis * MILLI, (startMillis + lengthMillis) * MILLI, 10, 1, Outage.End.CLOSED));
        Histogram none = new Histogram(1, 10, 3);
        Repetition seen =
                new Repetition("front", 0, 0, 20_000 * MILLI, outages, 10 * MILLI, 100, 1, 0, 0, 0, none, none);
        return new Measurement(
                0,
                "crash",
                List.of(),
                0,
                0,
                0,
                HEAL,
                List.of(),
                Map.of("front", seen),
                Map.of(),
                Map.of(),
                Optional.empty(),
                "");
    }

    private static Comparison compare(Plan.Forecast forecast, long... lengthsMillis) {
        List<Measurement> all = new ArrayList<>();
        Arrays.stream(lengthsMillis).forEach(length -> all.add(measured(0, length)));
        return Comparison.of("crash", "front", all, forecast);
    }

    @Test
    @DisplayName("a sample of the same law is not rejected, one of a shifted law is")
    void distance() {
        Comparison same = compare(even(), 2_650, 2_750, 2_850, 2_950, 3_050, 3_150, 3_250, 3_350, 3_450, 3_550);
        assertThat(same.rejected()).isFalse();
        assertThat(same.distance().orElseThrow()).isLessThan(0.12);
        assertThat(same.inside()).isEqualTo(1);
        assertThat(Math.abs(same.medianErrorNanos())).isLessThan(10 * MILLI);
        Comparison late = compare(even(), 3_250, 3_300, 3_350, 3_400, 3_450, 3_500, 3_550, 3_560, 3_570, 3_580);
        assertThat(late.rejected()).isTrue();
        assertThat(late.inside()).isEqualTo(1);
    }

    @Test
    @DisplayName("20 ms beside the band are inside, 21 ms are not")
    void band() {
        assertThat(compare(even(), 2_580, 3_616).inside()).isEqualTo(1);
        assertThat(compare(even(), 2_579, 3_617).inside()).isZero();
    }

    @Test
    @DisplayName(
            "no outage in both is agreement; one outage where none was predicted is not enough in ten, ten of ten are")
    void zeros() {
        Plan.Forecast none = forecast(LongStream.range(0, 300).map(i -> 0));
        Comparison zeros = compare(none, new long[10]);
        assertThat(zeros.allZero()).isTrue();
        assertThat(zeros.rejected()).isFalse();
        long[] one = new long[10];
        one[0] = 50;
        // The chance that the one of 310 is among the ten: 10/310.
        assertThat(compare(none, one).noticedP()).isCloseTo(10.0 / 310, org.assertj.core.data.Offset.offset(1e-9));
        long[] all = new long[10];
        Arrays.fill(all, 50);
        assertThat(compare(none, all).rejected()).isTrue();
    }

    @Test
    @DisplayName("an outage that begins when the fault is taken out counts as one at the undo")
    void atHeal() {
        List<Measurement> all = List.of(measured(10_000, 400), measured(0, 3_000));
        Comparison found = Comparison.of("crash", "front", all, even());
        assertThat(found.atHeal()).isEqualTo(1);
        assertThat(found.predictedAtHeal()).isZero();
        assertThat(found.healP()).isCloseTo(2.0 / 302, org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    @DisplayName("one repetition is no distribution")
    void single() {
        assertThat(compare(even(), 3_000).distance()).isEmpty();
        assertThat(compare(even(), 3_000).rejected()).isFalse();
    }
}
