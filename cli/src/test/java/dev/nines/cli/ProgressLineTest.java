package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final long SECOND = 1_000_000_000;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long now;

    private String progress(boolean isTerminal, Charset charset, Map<String, String> environment) {
        Terminal terminal = Terminal.of(new ByteArrayOutputStream(), err, charset, false, isTerminal, environment);
        try (ProgressLine line = new ProgressLine(terminal, () -> now)) {
            for (int done = 1; done <= 200; done++) {
                now += SECOND;
                line.advanced(done, 200);
                line.advanced(done - 1, 200); // late report of another thread
            }
        }
        return err.toString(charset);
    }

    @Test
    @DisplayName("no terminal: ten plain lines with the time that is left")
    void plain() {
        String text = progress(false, StandardCharsets.UTF_8, Map.of());
        assertThat(text.lines()).hasSize(10).allMatch(line -> line.startsWith("simulating "));
        assertThat(text.lines().findFirst()).hasValue("simulating  10 %  20/200 · 3:00 left");
        assertThat(text).doesNotContain("\r").doesNotContain("\u001b");
    }

    @Test
    @DisplayName("TERM=dumb is no terminal to draw on")
    void dumb() {
        assertThat(progress(true, StandardCharsets.UTF_8, Map.of("TERM", "dumb")))
                .doesNotContain("\r");
    }

    @Test
    @DisplayName("a terminal: one line drawn over itself, and nothing left of it in the end")
    void terminal() {
        String text = progress(true, StandardCharsets.UTF_8, Map.of("TERM", "xterm"));
        assertThat(text)
                .contains("  50 %  100/200 · ETA 1:40")
                .doesNotContain("\n")
                .endsWith("\r\u001b[K");
    }

    @Test
    @DisplayName("without UTF-8 the bar is drawn in ASCII")
    void ascii() {
        String text = progress(true, StandardCharsets.US_ASCII, Map.of("TERM", "xterm"));
        assertThat(text).contains("###").contains("| ETA").doesNotContain("?");
    }

    @Test
    @DisplayName("a second phase has its own name and counts anew")
    void phases() {
        Terminal terminal =
                Terminal.of(new ByteArrayOutputStream(), err, StandardCharsets.UTF_8, false, false, Map.of());
        try (ProgressLine line = new ProgressLine(terminal, () -> now)) {
            now += SECOND;
            line.advanced(100, 100);
            line.begins("what is not known");
            now += SECOND;
            line.advanced(5, 50);
        }
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("simulating 100 %  100/100 · 0:00 left", "what is not known  10 %  5/50 · 0:09 left");
    }
}
