package dev.nines.chaos.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.table.Figure.Span;
import dev.nines.measure.Losses;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verdicts, on repetitions whose truth is known. */
class JudgeTest {
    private static final long SEED = 7;
    private static final long HOLD_NANOS = 5_000_000_000L;

    @TempDir
    private Path folder;

    private static Row row(String title) {
        return Rows.all().stream()
                .filter(row -> row.name().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private Records records() {
        Records records = Records.read(folder);
        records.begin("c", Map.of());
        return records;
    }

    private static Sample sample(Row row, OptionalLong age, long outageNanos) {
        List<Span> outages = outageNanos == 0 ? List.of() : List.of(new Span(0, outageNanos));
        return new Sample("c", row.experiment().name(), "", 0, 0, HOLD_NANOS, age, 1, 0, outages, Losses.NOT_MEASURED);
    }

    /** Outages by the formula of measured-behaviour.md, VRRP crash, each at its phase. */
    private Judgement crashes(double errorSeconds) {
        Row row = row("vrrp-crash/outage");
        Records records = records();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 12; i++) {
            double phi = 0.002 + 0.99 * random.nextDouble();
            long outage = (long) ((row.law().orElseThrow().seconds(phi, 5) + errorSeconds) * 1e9);
            records.add(sample(row, OptionalLong.of((long) (phi * 1e9)), outage));
        }
        return new Judge(records).of(List.of(row)).get(0);
    }

    @Test
    @DisplayName("own phase: what follows the formula is not rejected, seed " + SEED)
    void ownPhase() {
        Judgement judgement = crashes(0.005);
        assertThat(judgement.rejected()).isFalse();
        assertThat(judgement.n()).isEqualTo(12);
        assertThat(judgement.residualNanos().orElseThrow()).isLessThan(15e6);
        assertThat(judgement.lawNanos().orElseThrow()).isBetween(4.9e6, 5.1e6);
    }

    @Test
    @DisplayName("own phase: 120 ms too long is rejected although it lies within the range of all phases")
    void ownPhaseTooLong() {
        Judgement judgement = crashes(0.120);
        assertThat(judgement.rejected()).isTrue();
        assertThat(judgement.biasNanos().orElseThrow()).isBetween(100e6, 140e6);
    }

    @Test
    @DisplayName("counts: no outage at the return in 10 of 10 agrees with none simulated, 4 of 10 does not")
    void counts() {
        Row row = row("nopreempt/at-heal");
        Records never = records();
        for (int i = 0; i < 10; i++) {
            never.add(sample(row, OptionalLong.empty(), 3_000_000_000L));
        }
        assertThat(new Judge(never).of(List.of(row)).get(0).rejected()).isFalse();
        for (int i = 0; i < 7; i++) {
            List<Span> atReturn = List.of(new Span(HOLD_NANOS, HOLD_NANOS + 500_000_000L));
            never.add(new Sample(
                    "c",
                    row.experiment().name(),
                    "",
                    0,
                    0,
                    HOLD_NANOS,
                    OptionalLong.empty(),
                    1,
                    0,
                    atReturn,
                    Losses.NOT_MEASURED));
        }
        Judgement often = new Judge(never).of(List.of(row)).get(0);
        assertThat(often.rejected()).isTrue();
        assertThat(often.measured()).startsWith("7 of 17");
    }

    @Test
    @DisplayName("a row that nobody measured says so, and why")
    void notMeasured() {
        Row row = row("nopreempt/at-heal");
        Records records = records();
        records.notMeasured("c", row.experiment().name(), "no switch here");
        Judgement judgement = new Judge(records).of(List.of(row)).get(0);
        assertThat(judgement.isMeasured()).isFalse();
        assertThat(TableText.whole(List.of(judgement), records.campaigns())).contains("not measured: no switch here");
    }

    @Test
    @DisplayName("every row names a design and a drill that are there, and no two rows are the same")
    void rows() {
        for (Row row : Rows.all()) {
            assertThat(TableDesigns.read(row.experiment().design()).drills())
                    .as(row.name())
                    .anyMatch(drill -> drill.name().equals(row.experiment().drill()));
        }
        assertThat(Rows.all().stream().map(Row::name)).doesNotHaveDuplicates();
        assertThat(Rows.all().stream().filter(row -> row.headline()).count()).isEqualTo(5);
    }
}
