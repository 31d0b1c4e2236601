package dev.nines.scenario.config;

import dev.nines.scenario.ScenarioReader;
import dev.nines.scenario.problem.Problems;
import dev.nines.scenario.yaml.Source;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random edits of good files give a scenario that is right, or problems; never a stack trace, never a hang. */
class ConfigMutationTest {
    private static final int EDITS = 400;
    private static final String[] PIECES = {
        "{",
        "}",
        "\"",
        "'",
        "\\",
        "#",
        "!",
        "\n",
        "\t",
        "$X",
        "${X}",
        "$",
        "@a ",
        "-1",
        "99999999999999999999",
        "0",
        "é",
        "💥",
        "\u0000",
        "check",
        "backend",
        "server",
        "defaults x from y\n",
        "listen a\n",
        "vrrp_instance A {\n",
        "weight",
        "1.5",
        ",",
        "true",
        "random(0)",
        "no ",
        "\r",
        "include /etc/passwd\n",
        "%[x]",
        ": ",
        "guess(",
        "null",
        "x".repeat(300)
    };

    @ParameterizedTest
    @ValueSource(strings = {"lb1.conf", "keywords.conf", "web.cfg", "debian.cfg", "quoting.cfg"})
    void mutants(String file) {
        String good = Files.text(file);
        for (int seed = 0; seed < EDITS; seed++) {
            String mutant = mutate(good, new Random(seed));
            try {
                Import.Result result = Import.of(List.of(new Source(file, mutant)));
                ScenarioReader.readText("imported", "imported.yaml", result.text());
            } catch (Problems e) {
                if (e.all().stream().anyMatch(p -> p.file().equals("imported.yaml"))) {
                    throw new AssertionError("seed " + seed + " of " + file + ": the scenario is wrong\n" + mutant, e);
                }
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + " of " + file + "\n" + mutant, e);
            }
        }
    }

    private static String mutate(String good, Random random) {
        StringBuilder text = new StringBuilder(good);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(30));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> text.replace(at, Math.min(text.length(), at + 1), PIECES[random.nextInt(PIECES.length)]);
                default -> text.insert(random.nextInt(text.length() + 1), text.substring(at, to));
            }
        }
        return text.toString();
    }
}
