package dev.nines.chaos.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.chaos.table.Figure.Span;
import dev.nines.measure.Losses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTest {
    private static final long MS = 1_000_000L;

    @TempDir
    private Path folder;

    private static Sample sample(String campaign, String invalid, OptionalLong age, Losses losses) {
        List<Span> outages = List.of(new Span(-2 * MS, 3_210 * MS), new Span(5_000 * MS, 5_500 * MS));
        return new Sample(
                campaign, "e", invalid, 1_796_096_070_660_371_000L, 3 * MS, 5_000 * MS, age, 900, 350, outages, losses);
    }

    @Test
    @DisplayName("a repetition is read as it was written")
    void roundTrip() {
        Records records = Records.read(folder);
        records.begin("c1", Map.of("kernel", "6.1"));
        Sample seen = sample("c1", "", OptionalLong.of(123 * MS), Losses.NOT_MEASURED);
        Sample lost = sample("c1", "", OptionalLong.empty(), new Losses(800, 3, 1, 0, 0, 0));
        records.add(seen);
        records.add(lost);
        records.notMeasured("c1", "x", "two\nlines");
        Records read = Records.read(folder);
        assertThat(read.counting("e")).containsExactly(seen, lost);
        assertThat(read.campaigns().get("c1")).containsEntry("kernel", "6.1");
        assertThat(read.whyNot("x")).isEqualTo("two lines");
    }

    @Test
    @DisplayName("what does not count is kept, and so is a discarded campaign")
    void kept() {
        Records records = Records.read(folder);
        records.begin("c1", Map.of());
        records.add(sample("c1", "prober, held up", OptionalLong.empty(), Losses.NOT_MEASURED));
        records.begin("c2", Map.of(Records.DISCARDED, "the machine was busy"));
        records.add(sample("c2", "", OptionalLong.empty(), Losses.NOT_MEASURED));
        Records read = Records.read(folder);
        assertThat(read.counting("e")).isEmpty();
        assertThat(read.all("e")).hasSize(2);
        assertThat(read.all("e").get(0).invalid()).isEqualTo("prober held up");
    }

    @Test
    @DisplayName("a campaign that was killed while it wrote loses that line only; a damaged line is named")
    void torn() throws IOException {
        Records records = Records.read(folder);
        records.begin("c1", Map.of());
        records.add(sample("c1", "", OptionalLong.empty(), Losses.NOT_MEASURED));
        Path file = folder.resolve("c1.csv");
        Files.writeString(file, "e,,17960", StandardOpenOption.APPEND);
        assertThat(Records.read(folder).counting("e")).hasSize(1);
        Files.writeString(file, "\n# more: \n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> Records.read(folder)).hasMessageContaining("c1.csv:3");
    }

    @Test
    @DisplayName("outages that begin with the return are apart from those of the fault")
    void figures() {
        Sample sample = sample("c1", "", OptionalLong.empty(), Losses.NOT_MEASURED);
        assertThat(sample.figure(Figure.OUTAGE)).isEqualTo(3_212 * MS);
        assertThat(sample.figure(Figure.AT_HEAL)).isEqualTo(500 * MS);
        assertThat(sample.figure(Figure.RETURN)).isEqualTo(500 * MS);
    }
}
