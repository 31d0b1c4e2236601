package dev.nines.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.target.Safety;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeraldsTest {
    private final List<String> lost = new ArrayList<>();

    @Test
    @DisplayName("a command gets JSON on its standard input, in order; what it is told later holds nobody up")
    void told(@TempDir Path folder) throws Exception {
        Path heard = folder.resolve("heard");
        // tee writes what it is told, and no shell is between
        var tee = new Safety.Announcement(List.of("tee", "-a", heard.toString()), "");
        try (Heralds heralds = new Heralds(List.of(tee), "r1", lost::add)) {
            assertThat(heralds.now("begin", "web-kill \"of\" $(small)")).isEmpty();
            heralds.soon("inject", "kill on web1");
            heralds.soon("undone", "kill on web1");
        }
        assertThat(Files.readString(heard))
                .contains("\"event\":\"begin\",\"text\":\"web-kill \\\"of\\\" $(small)\"")
                .containsSubsequence("\"inject\"", "\"undone\"");
        assertThat(lost).isEmpty();
    }

    @Test
    @DisplayName("word that does not arrive says why: before a run that is a reason not to begin, later it is told")
    void notTold() {
        var fails = new Safety.Announcement(List.of("false"), "");
        try (Heralds heralds = new Heralds(List.of(fails), "r1", lost::add)) {
            assertThat(heralds.now("begin", "x")).contains("false ended with 1");
            heralds.soon("inject", "x");
        }
        assertThat(lost).containsExactly("false ended with 1");
    }
}
