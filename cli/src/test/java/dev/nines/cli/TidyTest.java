package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Habits of the house that a compiler does not see. */
class TidyTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int README_LINES = 80;
    private static final int ARCHITECTURE_LINES = 120;
    private static final int ADR_LINES = 60;

    /** A long whose name says a length of time and not in what unit; local variables (eight blanks or more) may. */
    private static final Pattern UNITLESS = Pattern.compile("^(?! {8,}(?:final )?long \\w+ ?[=;]).*"
            + "\\blong\\s+\\w*(?<!Per)(?:[tT]imeout|TIMEOUT|[dD]elay|DELAY|[iI]nterval|INTERVAL)\\b(?!\\s*\\()");

    private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w.])/(?:home|Users|work|root)/\\w+");

    /** What Maven has built: a folder {@code target} outside the sources, where a package may have that name. */
    private static final Pattern BUILT = Pattern.compile("^(?:(?!/src/).)*/target/");

    private static List<Path> files(String suffix) {
        try (Stream<Path> tree = Files.walk(ROOT)) {
            return tree.filter(path -> path.toString().endsWith(suffix))
                    .filter(path -> {
                        String inside = "/" + ROOT.relativize(path).toString().replace('\\', '/');
                        return !BUILT.matcher(inside).find()
                                && !inside.contains("/.git/")
                                && !inside.contains("/nines-out/");
                    })
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> found(List<Path> files, Pattern pattern) {
        List<String> places = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (pattern.matcher(lines.get(i)).find()) {
                    places.add(ROOT.relativize(file) + ":" + (i + 1) + " "
                            + lines.get(i).strip());
                }
            }
        }
        return places;
    }

    private static List<Path> sources() {
        List<Path> sources = files(".java");
        assertThat(sources)
                .as("the source tree is where this test looks for it")
                .hasSizeGreaterThan(30)
                .as("a package may be called target, as what Maven builds is")
                .anyMatch(path -> path.endsWith("chaos/target/Inventory.java"))
                .noneMatch(path -> path.toString().contains("generated-sources"));
        return sources;
    }

    @Test
    @DisplayName("nothing is left to be done, and no test is switched off")
    void nothingLeft() {
        // Composed, so that this file does not find itself.
        Pattern unfinished = Pattern.compile("\\b(" + String.join("|", "TO" + "DO", "FIX" + "ME", "X" + "XX") + ")\\b");
        Pattern off = Pattern.compile("@(" + String.join("|", "Dis" + "abled", "Ig" + "nore") + ")\\b");
        assertThat(found(sources(), unfinished)).isEmpty();
        assertThat(found(sources(), off)).isEmpty();
    }

    @Test
    @DisplayName("of the root's files, those under version control are those that a newcomer is told about")
    void root() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "ls-files", ":(glob)*")
                .directory(ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> tracked = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assumeTrue(git.waitFor() == 0, "skipped: not a git checkout");
        Pattern known = Pattern.compile(
                "(ARCHITECTURE|CHANGELOG|CONTRIBUTING|README)\\.md|LICENSE|nines|verify|mvnw(\\.cmd)?|pom\\.xml|\\..+");
        assertThat(tracked).contains("README.md").allMatch(known.asMatchPredicate());
    }

    @Test
    @DisplayName("a long named timeout, delay or interval says its unit")
    void units() {
        assertThat(UNITLESS.matcher("void arm(long delay)").find()).isTrue();
        assertThat(UNITLESS.matcher("record X(long connectTimeout, int n)").find())
                .isTrue();
        assertThat(UNITLESS.matcher("    private long pollInterval;").find()).isTrue();
        assertThat(UNITLESS.matcher("        long delay = delayNanos();").find())
                .isFalse();
        assertThat(UNITLESS.matcher("void arm(long delayNanos)").find()).isFalse();
        assertThat(UNITLESS.matcher("public long delay() {").find()).isFalse();
        assertThat(UNITLESS.matcher("long bytesPerInterval;").find()).isFalse();
        assertThat(found(mainSources(), UNITLESS)).isEmpty();
    }

    private static List<Path> mainSources() {
        return sources().stream()
                .filter(path -> path.toString().replace('\\', '/').contains("/src/main/"))
                .toList();
    }

    @Test
    @DisplayName("no path of somebody's machine")
    void paths() {
        List<Path> all = new ArrayList<>(sources());
        for (String suffix : List.of(".md", ".sh", ".yaml", ".xml", ".json", ".config", "nines", "verify")) {
            all.addAll(files(suffix));
        }
        all.removeIf(path -> path.endsWith("TidyTest.java"));
        assertThat(found(all, MACHINE_PATH)).isEmpty();
    }

    @Test
    @DisplayName("each decision has a number of its own, is linked, fits on a page and says what would change it")
    void decisions() {
        Map<String, Path> byNumber = new HashMap<>();
        Pattern name = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");
        List<Path> decisions = files(".md").stream()
                .filter(path -> path.getParent().endsWith("docs/adr"))
                .toList();
        assertThat(decisions).hasSizeGreaterThanOrEqualTo(5);
        for (Path decision : decisions) {
            Matcher matcher = name.matcher(decision.getFileName().toString());
            assertThat(matcher.matches()).as("name of %s", decision).isTrue();
            assertThat(byNumber.put(matcher.group(1), decision))
                    .as("another decision %s", matcher.group(1))
                    .isNull();
            List<String> lines = lines(decision);
            assertThat(lines).hasSizeLessThanOrEqualTo(ADR_LINES);
            assertThat(lines.stream().filter(line -> line.startsWith("#")))
                    .hasSize(5)
                    .anyMatch(line -> line.startsWith("# " + matcher.group(1) + ". "))
                    .contains("## Context", "## Decision", "## Consequences", "## What would change our mind");
        }
    }

    @Test
    @DisplayName("README is one screen, ARCHITECTURE one page, the changelog begins with what alters results")
    void pages() {
        assertThat(lines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(README_LINES);
        assertThat(lines(ROOT.resolve("ARCHITECTURE.md"))).hasSizeLessThanOrEqualTo(ARCHITECTURE_LINES);
        List<String> headings = lines(ROOT.resolve("CHANGELOG.md")).stream()
                .filter(line -> line.startsWith("### "))
                .toList();
        assertThat(headings).startsWith("### Results change");
        assertThat(lines(ROOT.resolve("LICENSE"))).anyMatch(line -> line.contains("Apache License"));
    }

    @Test
    @DisplayName("every package of the product says what it is")
    void packageInfo() {
        List<String> silent = mainSources().stream()
                .map(Path::getParent)
                .distinct()
                .filter(folder -> folder.toString().replace('\\', '/').contains("/dev/nines/"))
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .map(folder -> ROOT.relativize(folder).toString())
                .toList();
        assertThat(silent).isEmpty();
    }

    @Test
    @DisplayName("a protocol's package says which product and version it models, and what is left out")
    void protocolPackages() {
        List<Path> infos = mainSources().stream()
                .filter(path -> path.endsWith("package-info.java")
                        && path.toString().replace('\\', '/').contains("/dev/nines/protocol/"))
                .filter(path -> !path.getParent().endsWith("protocol"))
                .toList();
        for (Path info : infos) {
            String text = String.join("\n", lines(info)).toLowerCase(java.util.Locale.ROOT);
            assertThat(text)
                    .as("%s", info)
                    .containsPattern("left out|not modelled")
                    .containsPattern("\\d");
        }
    }

    @Test
    @DisplayName("links of the documents lead somewhere")
    void links() {
        Pattern link = Pattern.compile("\\]\\((?!https?:|#|mailto:)([^)#]+)");
        List<String> broken = new ArrayList<>();
        for (Path file : files(".md")) {
            if (file.toString().contains("src" + java.io.File.separator + "test")) {
                continue;
            }
            Matcher matcher = link.matcher(String.join("\n", lines(file)));
            while (matcher.find()) {
                if (!Files.exists(file.resolveSibling(matcher.group(1)))) {
                    broken.add(ROOT.relativize(file) + ": " + matcher.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }
}
