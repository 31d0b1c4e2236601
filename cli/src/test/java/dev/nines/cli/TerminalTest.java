package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static boolean colour(boolean isTerminal, Map<String, String> environment) {
        ByteArrayOutputStream nowhere = new ByteArrayOutputStream();
        return Terminal.of(nowhere, nowhere, StandardCharsets.UTF_8, isTerminal, isTerminal, environment)
                .style(false)
                .colour();
    }

    @Test
    @DisplayName("colour on a terminal only, unless NO_COLOR, CLICOLOR, CLICOLOR_FORCE or TERM say otherwise")
    void colour() {
        assertThat(colour(true, Map.of())).isTrue();
        assertThat(colour(false, Map.of())).isFalse();
        assertThat(colour(true, Map.of("NO_COLOR", "1"))).isFalse();
        assertThat(colour(true, Map.of("NO_COLOR", ""))).isTrue();
        assertThat(colour(true, Map.of("CLICOLOR", "0"))).isFalse();
        assertThat(colour(true, Map.of("TERM", "dumb"))).isFalse();
        assertThat(colour(false, Map.of("CLICOLOR_FORCE", "1"))).isTrue();
        assertThat(colour(false, Map.of("CLICOLOR_FORCE", "0"))).isFalse();
        assertThat(colour(true, Map.of("NO_COLOR", "1", "CLICOLOR_FORCE", "1"))).isFalse();
    }

    @Test
    @DisplayName("--no-color wins over everything")
    void noColor() {
        ByteArrayOutputStream nowhere = new ByteArrayOutputStream();
        Terminal terminal =
                Terminal.of(nowhere, nowhere, StandardCharsets.UTF_8, true, true, Map.of("CLICOLOR_FORCE", "1"));
        assertThat(terminal.style(true).colour()).isFalse();
    }

    @Test
    @DisplayName("signs only where the charset has them")
    void signs() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Terminal ascii = Terminal.of(bytes, bytes, StandardCharsets.ISO_8859_1, true, true, Map.of());
        assertThat(ascii.style(false).unicode()).isFalse();
        ascii.say("3 · 4 …");
        assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).startsWith("3 | 4 ...");
    }
}
