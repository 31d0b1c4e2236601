package dev.nines.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WidthTest {
    @Test
    @DisplayName("Hangul and Han take two columns, signs one, combining marks none")
    void columns() {
        assertThat(Width.of("web")).isEqualTo(3);
        assertThat(Width.of("두 대")).isEqualTo(5);
        assertThat(Width.of("漢字")).isEqualTo(4);
        assertThat(Width.of("✓ ✗ ▇ ±")).isEqualTo(7);
        assertThat(Width.of("e\u0301")).isEqualTo(1);
        assertThat(Width.of("😀")).isEqualTo(2);
    }

    @Test
    @DisplayName("columns line up in terminal columns, not in characters")
    void tableWithWideCells() {
        Block.Table table = new Block.Table(
                List.of("name", "value"),
                List.of(1),
                List.of(
                        List.of(Block.Cell.of("두 대의 서버"), Block.Cell.of("1")),
                        List.of(Block.Cell.of("servers"), Block.Cell.of("1,000"))));
        assertThat(TextWriter.write(List.of(table), Style.PLAIN)).isEqualTo("""
                  name           value
                  두 대의 서버       1
                  servers        1,000
                """.replace("                  ", "  "));
    }
}
