package dev.nines.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
    private static final Cell OURS = Cell.of("Hold.nines", "pending=100");
    private static final Cell SLOW = OURS.sibling("slow");
    private static final Cell FAST = OURS.sibling("fast");
    private static final Reach REACH =
            new Reach("hold", "hold, 100 pending", Reach.Kind.TIMES_FASTER, OURS, List.of(SLOW, FAST), 2, true);

    @TempDir
    private Path folder;

    private static Map<Cell, Measured> measured(double ours) {
        Map<Cell, Measured> cells = new LinkedHashMap<>();
        cells.put(OURS, new Measured(OURS, List.of(ours * 0.99, ours, ours * 1.01), 0));
        cells.put(SLOW, new Measured(SLOW, List.of(900.0, 1000.0, 1100.0), 32));
        cells.put(FAST, new Measured(FAST, List.of(99.0, 100.0, 101.0), 24));
        return cells;
    }

    private static Row row(double ours, Optional<Baseline> baseline) {
        return Table.of(List.of(REACH), measured(ours), baseline).get(0);
    }

    @Test
    void theFastestPeerCounts() {
        Row row = row(40, Optional.empty());

        assertThat(row.best().orElseThrow().cell()).isEqualTo(FAST);
        assertThat(row.ratio().orElseThrow().value()).isBetween(2.49, 2.51);
        assertThat(row.reached()).isTrue();
        assertThat(row(60, Optional.empty()).reached()).isFalse();
    }

    @Test
    void theIntervalHoldsTheRatioAndShrinksWithTheScatter() {
        LogRatio steady = LogRatio.of(List.of(99.0, 100.0, 101.0), List.of(49.5, 50.0, 50.5));
        LogRatio wild = LogRatio.of(List.of(50.0, 100.0, 200.0), List.of(49.5, 50.0, 50.5));

        assertThat(steady.low()).isLessThan(2).isGreaterThan(1.9);
        assertThat(steady.high()).isGreaterThan(2).isLessThan(2.1);
        assertThat(wild.low()).isLessThan(1);
    }

    @Test
    void aBaselineTellsFasterFromSlowerFromNoise() {
        Path file = folder.resolve("bench.json");
        Baseline.write(file, List.of(row(40, Optional.empty())), Map.of("machine", "test"));
        Optional<Baseline> baseline = Optional.of(Baseline.read(file));

        assertThat(row(40.5, baseline).change().verdict()).isEqualTo(Row.Verdict.NO_CHANGE);
        assertThat(row(30, baseline).change().verdict()).isEqualTo(Row.Verdict.FASTER);
        assertThat(row(60, baseline).change().verdict()).isEqualTo(Row.Verdict.SLOWER);
        assertThat(row(40, Optional.empty()).change().verdict()).isEqualTo(Row.Verdict.NO_BASELINE);
    }

    @Test
    void aFileThatIsNoBaselineIsNamed() throws IOException {
        Path file = folder.resolve("other.json");
        Files.writeString(file, "{\"nines\": 1}");

        assertThatThrownBy(() -> Baseline.read(file)).hasMessageContaining("other.json: not a bench.json");
        Files.writeString(file, "{");
        assertThatThrownBy(() -> Baseline.read(file)).hasMessageContaining("other.json: not JSON");
        assertThatThrownBy(() -> Baseline.read(folder.resolve("none.json"))).hasMessageContaining("cannot be read");
    }

    @Test
    void theTableSaysWhatWasReached() {
        assertThat(TextReport.text(List.of(row(40, Optional.empty()))))
                .contains("hold, 100 pending  40 ns    0 B")
                .contains("fast       100 ns  2.5 x faster (2.")
                .contains(">= 2 x  reached");
        assertThat(TextReport.markdown(List.of(row(60, Optional.empty())))).contains("| >= 2 x | missed |");
    }

    @Test
    void thePeerIsCalledByItsEngineOrItsMethod() {
        assertThat(Cell.of("HoldBenchmark.unit", "engine=mason", "pending=100").who())
                .isEqualTo("mason");
        assertThat(FAST.who()).isEqualTo("fast");
    }

    @Test
    void aLineWithoutPeersIsHeldAgainstItsLimit() {
        Reach limit = new Reach("ten-years", "ten years", Reach.Kind.AT_MOST_NANOS, OURS, List.of(), 5e6, false);
        Row row = Table.of(List.of(limit), measured(4e6), Optional.empty()).get(0);

        assertThat(row.reached()).isTrue();
        assertThat(TextReport.text(List.of(row))).contains("4 ms").contains("<= 5 ms");
    }

    @Test
    void aLineAboutMemoryIsHeldAgainstItsBytes() {
        Reach reach = new Reach("kept", "kept", Reach.Kind.AT_MOST_BYTES, OURS, List.of(), 8.1, false);

        assertThat(kept(reach, 8.05).reached()).isTrue();
        assertThat(kept(reach, 16).reached()).isFalse();
        assertThat(TextReport.text(List.of(kept(reach, 16)))).contains("16 B").contains("<= 8.1 B");
    }

    private static Row kept(Reach reach, double bytes) {
        Map<Cell, Measured> measured = Map.of(OURS, new Measured(OURS, List.of(20.0, 21.0), bytes));
        return Table.of(List.of(reach), measured, Optional.empty()).get(0);
    }

    @Test
    void thePicturesAreDrawn() {
        Pictures.ratios(List.of(row(40, Optional.empty())), folder.resolve("ratios.png"));

        assertThat(folder.resolve("ratios.png")).isNotEmptyFile();
    }
}
