package dev.nines.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nines.scenario.problem.Problems;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no scenarios. */
class BadFileTest {
    @TempDir
    Path folder;

    private String read(String argument) {
        return catchThrowableOfType(Problems.class, () -> ScenarioReader.design(argument))
                .getMessage();
    }

    private String read(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("x.yaml"), bytes);
        return read(file.toString()).replace(folder + "/", "");
    }

    @Test
    void aFileOfTwoGibibytesIsRefusedBySize() throws IOException {
        Path file = folder.resolve("huge.yaml");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(2L << 30);
        }
        assertThat(read(file.toString()))
                .startsWith("error[N0118]: too large: 2.0 GiB, a file of a scenario has at most 1 MiB\n");
    }

    @Test
    void aFileThatIsNotThere() {
        assertThat(read(folder.resolve("none.yaml").toString())).startsWith("error[N0101]: no such file\n");
    }

    @Test
    void aNameThatIsNotThere() {
        assertThat(read("haproxy-keepalivd")).isEqualTo("""
                error[N0101]: neither a file nor a worked design
                  --> haproxy-keepalivd
                   = help: did you mean `haproxy-keepalived`?
                   = more: nines explain N0101

                1 error in 1 file. Nothing was run.
                """);
    }

    @Test
    void aVariantThatIsNotThere() {
        assertThat(read("haproxy-keepalived+fast-vrp")).isEqualTo("""
                error[N0123]: no variant `fast-vrp`
                  --> examples/haproxy-keepalived/scenario.yaml
                   = help: did you mean `fast-vrrp`?
                   = more: nines explain N0123

                1 error in 1 file. Nothing was run.
                """);
    }

    @Test
    void aFolderMeansItsScenario() throws IOException {
        assertThat(read(folder.toString())).startsWith("error[N0121]: a folder without scenario.yaml\n");
        Path named = Files.createDirectory(folder.resolve("my-shop"));
        Files.writeString(named.resolve("scenario.yaml"), ErrorCases.GOOD);
        assertThat(ScenarioReader.design(named.toString()).name()).isEqualTo("my-shop");
        assertThat(ScenarioReader.design(named + "+slow").name()).isEqualTo("my-shop+slow");
        Files.writeString(named.resolve("other.yaml"), ErrorCases.GOOD);
        assertThat(ScenarioReader.design(named + "/other.yaml").name()).isEqualTo("other");
    }

    @Test
    void aDevice() {
        assertThat(read("/dev/zero")).startsWith("error[N0121]: not a regular file\n");
    }

    @Test
    void aBinaryFile() throws IOException {
        assertThat(read(new byte[] {(byte) 0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0})).isEqualTo("""
                error[N0120]: is a binary file
                  --> x.yaml
                   = help: a scenario is a YAML text in UTF-8
                   = more: nines explain N0120

                1 error in 1 file. Nothing was run.
                """);
    }

    @Test
    void aFileThatIsNotUtf8() throws IOException {
        assertThat(read("nines: 1\ntitle: Z\u00fcrich\n".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("""
                error[N0120]: byte 0xfc is not UTF-8
                  --> x.yaml:2:9
                   |
                 1 | nines: 1
                 2 | title: Z
                   |         ^ the text ends here
                   = help: save the file as UTF-8
                   = more: nines explain N0120

                1 error in 1 file. Nothing was run.
                """);
    }

    @Test
    void aFileInUtf16() throws IOException {
        assertThat(read("nines: 1".getBytes(StandardCharsets.UTF_16)))
                .startsWith("error[N0120]: is UTF-16, not UTF-8\n");
    }

    @Test
    void aByteOrderMarkIsIgnored() {
        assertThat(ErrorCases.render("\uFEFF" + ErrorCases.GOOD)).isEmpty();
    }

    @Test
    void aPathThatCannotBe() {
        assertThat(read("a\u0000b")).startsWith("error[N0101]");
    }
}
