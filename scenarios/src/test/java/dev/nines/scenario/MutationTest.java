package dev.nines.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Broken files: whatever stands in them, the reader answers with problems at places of the file, or with a design.
 * Work is bounded by counting, not by a clock: each file is small, and the reader's own limits hold.
 */
class MutationTest {
    private static final long SEED = 20261120;
    private static final int FILES = 2_100;
    private static final int FULL = 5;

    private static final List<String> BASES = List.of(
            ErrorCases.GOOD,
            ExampleTest.resource("design-section-8.yaml"),
            Init.text(),
            WorkedDesigns.text("haproxy-keepalived", "scenario.yaml").orElseThrow());

    private static final String[] TOKENS = {
        "",
        " ",
        "\n",
        "\t",
        ":",
        ": ",
        "- ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "#",
        "&a ",
        "*a",
        "!!binary ",
        "|\n",
        ">\n",
        "'",
        "\"",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "? ",
        "<<: *a",
        "~",
        "null",
        "true",
        "no",
        "0",
        "-1",
        "256",
        "1e999",
        "0x7f",
        ".inf",
        ".nan",
        "99999999999999999999999999999",
        "1s",
        "-1s",
        "10m",
        "1y",
        "300y",
        "0.0000000000001ns",
        "20%",
        "2000%",
        "exponential(",
        "exponential(0s)",
        "uniform(2s 1s)",
        "lognormal(1ns p95 200y)",
        "guess(",
        "guess(guess(1s))",
        "guess(true)",
        "1s..2s",
        "1..2",
        "0s..",
        " x5",
        " x0",
        "guess(1s x5)",
        "guess(7 x3 as n)",
        "guess(20% x9)",
        "exponential(guess(9d x3))",
        "guess(exponential(9d) x3)",
        "empirical(few.csv)",
        "empirical(",
        " column 2",
        " times 2",
        "any host",
        "any host of web",
        "web@any host",
        "master of vip",
        "primary of db",
        "lb1@lb1",
        "\uFEFF",
        "\u0000",
        "\u0007",
        "\u2028",
        "\u0085",
        "\r",
        "\r\n",
        "한글",
        "😀",
        "\uD83D",
        "\u202e",
        "é",
        "a.b.c",
        "..",
        "services",
        "variants",
        "keepalived",
        "random(0)",
        "random(99)",
        "drills.x.outage.p99 <= 1s",
        "x: availability >= 1"
    };

    private static final String[][] SWAPS = {
        {"10min", "10m"},
        {"1s", "1"},
        {"2s", "2ms"},
        {"100/s", "100"},
        {"20%", "20"},
        {"90d", "90y"},
        {"1y", "1000y"},
        {"lb1", "lb2"},
        {"web", "vip"},
        {"front", "web"},
        {"db1", "web1"},
        {"true", "no"},
        {"crash", "kill"},
        {"1s", "1ns"},
        {"keepalived", "haproxy"},
        {"haproxy", "nlb"},
        {"mysql", "mariadb"},
        {"web-server", "tcp-service"},
        {"tcp", "http"},
        {"nodes", "node"},
        {"150", "0"},
        {"100", "256"},
        {"8", "-8"},
        {"any host", "any host of vip"},
        {"behind", "servers"}
    };

    @Test
    void noMutatedFileBreaksTheReader() {
        mutate(FILES);
    }

    @Test
    @Tag("full")
    void noMutatedFileBreaksTheReaderAtFullSize() {
        mutate(FULL * FILES);
    }

    private static void mutate(int files) {
        SplittableRandom random = new SplittableRandom(SEED);
        int loaded = 0;
        for (int i = 0; i < files; i++) {
            byte[] file = mutate(BASES.get(i % BASES.size()), random);
            loaded += check(file, i) ? 1 : 0;
        }
        // Comments, titles and numbers can change without harm; most changes do harm.
        assertThat(loaded).as("seed %d", SEED).isBetween(files / 20, files / 2);
    }

    /** One MiB of the same thing: bounded work, one answer. */
    @Test
    void noLargeFileBreaksTheReader() {
        String hosts = lines(40_000, "  h%d: {}");
        List<String> large = List.of(
                "[".repeat(1 << 20),
                "{a: ".repeat(1 << 18),
                "- ".repeat(1 << 19),
                "? ".repeat(1 << 19),
                "nines: " + "1".repeat(1 << 19),
                "title: guess(" + " ".repeat(1 << 19),
                "run: {horizon: exponential(" + " ".repeat(1 << 19) + "x)}",
                lines(40_000, "key%d: 1"),
                lines(40_000, "&a%d x: 1"),
                "nines: 1\nhosts:\n" + hosts,
                "nines: 1\nhosts:\n" + hosts + "services:\n" + lines(9_000, "  s%d: {web-server: {nodes: x%1$d}}"),
                ErrorCases.GOOD + "expect: [" + "x, ".repeat(40_000) + "x]\n",
                ErrorCases.GOOD.replace("faults:\n", "faults:\n" + lines(8_000, "  - {crash: any host, every: %dd}")));
        for (int i = 0; i < large.size(); i++) {
            assertThat(check(large.get(i).getBytes(StandardCharsets.UTF_8), -1 - i))
                    .isFalse();
        }
    }

    private static String lines(int count, String format) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            text.append(String.format(java.util.Locale.ROOT, format, i)).append('\n');
        }
        return text.toString();
    }

    /** True when the file is a scenario. */
    private static boolean check(byte[] file, int index) {
        String content = new String(file, StandardCharsets.UTF_8);
        List<String> lines = Arrays.asList(content.split("\r\n|\r|\n", -1));
        try {
            Scenario scenario = ScenarioReader.readBytes("m", "m.yaml", file);
            scenario.warnings().forEach(p -> checkPlace(p, lines, index));
            return true;
        } catch (Problems problems) {
            assertThat(problems.all()).isNotEmpty().isSorted().doesNotHaveDuplicates();
            problems.all().forEach(p -> checkPlace(p, lines, index));
            assertThat(problems.getMessage().codePoints().filter(c -> c < 0x20 && c != '\n'))
                    .as("file %d of seed %d", index, SEED)
                    .isEmpty();
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("file " + index + " of seed " + SEED + ":\n" + content, e);
        }
    }

    private static void checkPlace(Problem problem, List<String> lines, int index) {
        boolean lineFits = problem.line() >= 1 && problem.line() <= lines.size();
        String line = lineFits ? lines.get(problem.line() - 1) : "";
        boolean columnFits = problem.column() >= 1 && problem.column() <= line.codePointCount(0, line.length()) + 1;
        if (!lineFits || !columnFits || problem.message().isBlank()) {
            throw new AssertionError("file " + index + " of seed " + SEED + ": " + problem);
        }
    }

    private static byte[] mutate(String base, SplittableRandom random) {
        String text = base;
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            text = change(text, random);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(4) == 0 && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static String change(String text, SplittableRandom random) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int line = random.nextInt(lines.size());
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(10)) {
            case 0 -> lines.remove(line);
            case 1 -> lines.add(random.nextInt(lines.size() + 1), lines.get(line));
            case 2 ->
                lines.addAll(lines.subList(line, Math.min(lines.size(), line + 1 + random.nextInt(12))).stream()
                        .toList());
            case 3 ->
                lines.set(line, " ".repeat(random.nextInt(5)) + lines.get(line).strip());
            case 4 -> {
                return insert(text, at, TOKENS[random.nextInt(TOKENS.length)]);
            }
            case 5 -> {
                String[] swap = SWAPS[random.nextInt(SWAPS.length)];
                return replaceOne(text, swap[0], swap[1], random);
            }
            case 6 -> {
                return replaceValue(lines, line, TOKENS[random.nextInt(TOKENS.length)]);
            }
            case 7 -> {
                int depth = 1 << random.nextInt(14);
                return insert(text, at, random.nextBoolean() ? "[".repeat(depth) : "{a: ".repeat(depth));
            }
            case 8 -> {
                return text.substring(0, at);
            }
            default -> {
                return insert(text, at, String.valueOf((char) random.nextInt(0x10000)));
            }
        }
        return String.join("\n", lines);
    }

    private static String insert(String text, int at, String what) {
        return text.substring(0, at) + what + text.substring(at);
    }

    private static String replaceValue(List<String> lines, int line, String value) {
        String old = lines.get(line);
        int colon = old.indexOf(": ");
        lines.set(line, colon < 0 ? old + value : old.substring(0, colon + 2) + value);
        return String.join("\n", lines);
    }

    private static String replaceOne(String text, String old, String with, SplittableRandom random) {
        List<Integer> places = new ArrayList<>();
        for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + 1)) {
            places.add(at);
        }
        if (places.isEmpty()) {
            return text;
        }
        int at = places.get(random.nextInt(places.size()));
        return text.substring(0, at) + with + text.substring(at + old.length());
    }
}
