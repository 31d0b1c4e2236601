package dev.nines.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFolderTest {
    @TempDir
    Path base;

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aCommittedFolderIsWholeAndLatest() throws IOException {
        Path out = base.resolve("nines-out");
        try (ResultFolder folder = ResultFolder.timed(out, "a+b/c", "2026-11-20T0912")) {
            folder.write("result.json", "{}\n");
            folder.write("exhibits/trace.json", "[]\n");
            assertThat(folder.path()).doesNotExist();
            folder.commit();
        }
        assertThat(names(out.resolve("a+b-c"))).containsExactly("2026-11-20T0912");
        assertThat(names(out)).containsExactly("a+b-c", "latest");
        assertThat(out.resolve("latest/result.json")).hasContent("{}");
        assertThat(out.resolve("latest/exhibits/trace.json")).hasContent("[]");
        assertThat(Files.readSymbolicLink(out.resolve("latest"))).isEqualTo(Path.of("a+b-c/2026-11-20T0912"));
    }

    @Test
    void latestMovesOnAndATakenTimeGetsANumber() throws IOException {
        for (int i = 1; i <= 2; i++) {
            try (ResultFolder folder = ResultFolder.timed(base, "a", "t")) {
                folder.write("result.json", "{\"run\": " + i + "}");
                folder.commit();
            }
        }
        assertThat(names(base.resolve("a"))).containsExactly("t", "t-2");
        assertThat(base.resolve("latest/result.json")).hasContent("{\"run\": 2}");
    }

    @Test
    void withoutACommitNothingIsLeftBehind() throws IOException {
        try (ResultFolder folder = ResultFolder.timed(base.resolve("x/y"), "a", "t")) {
            folder.write("result.json", "{");
        }
        assertThat(names(base)).isEmpty();
    }

    @Test
    void anEarlierResultIsReplacedAsAWhole() throws IOException {
        Path out = base.resolve("out");
        try (ResultFolder folder = ResultFolder.at(out)) {
            folder.write("result.json", "1");
            folder.write("samples.csv", "1");
            folder.commit();
        }
        try (ResultFolder folder = ResultFolder.at(out)) {
            folder.write("result.json", "2");
            assertThat(out.resolve("result.json")).hasContent("1");
            folder.commit();
        }
        assertThat(names(out)).containsExactly("result.json");
        assertThat(out.resolve("result.json")).hasContent("2");
        assertThat(names(base)).containsExactly("out");
    }

    @Test
    void aFolderWithSomethingElseInItIsNeverReplaced() throws IOException {
        Files.writeString(base.resolve("thesis.tex"), "years of work");
        assertThatThrownBy(() -> ResultFolder.at(base))
                .isInstanceOf(UnwritableFolder.class)
                .hasMessageContaining("thesis.tex");
        assertThat(names(base)).containsExactly("thesis.tex");
    }

    @Test
    void anUnwritableFolderIsRefusedBeforeTheRun() throws IOException {
        Path file = Files.writeString(base.resolve("file"), "");
        assertThatThrownBy(() -> ResultFolder.timed(file, "a", "t"))
                .isInstanceOfSatisfying(UnwritableFolder.class, e -> {
                    assertThat(e).hasMessageStartingWith("cannot write the result to ");
                    assertThat(e.help()).contains("--out");
                });
        assertThatThrownBy(() -> ResultFolder.at(file)).hasMessageContaining("it is a file");
        assertThatThrownBy(() -> ResultFolder.at(file.resolve("deeper/still"))).isInstanceOf(UnwritableFolder.class);
        assertThat(names(base)).containsExactly("file");
    }

    @Test
    void filesStayInsideTheFolder() {
        try (ResultFolder folder = ResultFolder.at(base.resolve("out"))) {
            assertThatThrownBy(() -> folder.write("../escape", "")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatIsNotALinkIsLeftAlone() throws IOException {
        Files.createDirectory(base.resolve("latest"));
        try (ResultFolder folder = ResultFolder.timed(base, "a", "t")) {
            folder.commit();
        }
        assertThat(base.resolve("latest")).isEmptyDirectory();
    }
}
