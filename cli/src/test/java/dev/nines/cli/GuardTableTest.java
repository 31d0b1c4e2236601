package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The table of guard rails in the guide names tests that exist. */
class GuardTableTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path GUIDE = ROOT.resolve("docs/guide/14-from-prediction-to-measurement.md");
    private static final Pattern ROW = Pattern.compile("\\| (\\d*) \\| [^|]+ \\| (`\\w+#\\w+`(?:, `\\w+#\\w+`)*) \\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    private static List<Path> sources(String part) {
        try (Stream<Path> tree = Files.walk(ROOT)) {
            return tree.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> path.toString().replace('\\', '/').contains(part))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("all 27 guard rails of the facts have a row, and each test in it is a test")
    void everyGuardHasItsTest() throws IOException {
        List<Path> tests = sources("/src/test/");
        List<String> rows = Files.readAllLines(GUIDE).stream()
                .filter(line -> ROW.matcher(line).matches())
                .toList();
        assertThat(rows.stream().map(row -> row.split("\\|", -1)[1].strip()).filter(n -> !n.isEmpty()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 27).mapToObj(Integer::toString).toList());
        for (String row : rows) {
            Matcher test = TEST.matcher(row);
            while (test.find()) {
                Path file = tests.stream()
                        .filter(path -> path.endsWith(test.group(1) + ".java"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no " + test.group(1) + " in: " + row));
                assertThat(Files.readString(file)).as(row).contains("void " + test.group(2) + "(");
            }
        }
    }

    @Test
    @DisplayName("guard 26: nothing calls out but stop conditions and webhooks")
    void offline() throws IOException {
        Pattern client = Pattern.compile("\\bHttpClient\\b|URLConnection|\\.openStream\\(\\)");
        for (Path source : sources("/src/main/")) {
            if (!source.endsWith("dev/nines/chaos/stop/Web.java")) {
                assertThat(client.matcher(Files.readString(source)).find())
                        .as(source.toString())
                        .isFalse();
            }
        }
    }
}
