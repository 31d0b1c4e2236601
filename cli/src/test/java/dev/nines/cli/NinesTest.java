package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.result.ResultFolder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NinesTest {
    private static final class NoSimulator implements Simulator {
        @Override
        public Outcome simulate(Request request, ResultFolder folder, Progress progress, CancelToken cancel) {
            throw new AssertionError("nothing should be run");
        }

        @Override
        public void replay(ReplayRequest request, LineSink sink) {
            throw new AssertionError("nothing should be replayed");
        }
    }

    private final CommandLineDriver nines = CommandLineDriver.with(new NoSimulator());

    @Test
    @DisplayName("help goes to standard output and names every verb; a verb that runs something needs a simulator")
    void help() {
        assertThat(nines.run("--help")).isZero();
        assertThat(nines.out().lines().map(String::strip))
                .anyMatch(line -> line.startsWith("run "))
                .anyMatch(line -> line.startsWith("compare "))
                .anyMatch(line -> line.startsWith("check "))
                .anyMatch(line -> line.startsWith("examples "))
                .anyMatch(line -> line.startsWith("init "))
                .anyMatch(line -> line.startsWith("schema "))
                .anyMatch(line -> line.startsWith("replay "))
                .anyMatch(line -> line.startsWith("explain "));
        assertThat(nines.err()).isEmpty();
        CommandLineDriver withoutSimulator = CommandLineDriver.plain();
        assertThat(withoutSimulator.run("compare", "a", "b")).isEqualTo(2);
    }

    @Test
    @DisplayName("each verb has its own help")
    void helpOfVerbs() {
        for (String verb :
                new String[] {"run", "compare", "check", "examples", "init", "schema", "replay", "explain"}) {
            assertThat(nines.run(verb, "--help")).as(verb).isZero();
            assertThat(nines.out()).startsWith("Usage: nines " + verb);
            assertThat(nines.run("help", verb)).as("help " + verb).isZero();
        }
    }

    @Test
    @DisplayName("the version is the first line")
    void version() {
        assertThat(nines.run("--version")).isZero();
        assertThat(nines.out()).startsWith("nines ");
    }

    @ParameterizedTest(name = "nines {0} says: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "comprae a b | no command `comprae`; did you mean `compare`?",
                "frobnicate | no command `frobnicate`; known: run, compare,",
                "run x --seed 9223372036854775808 | is not a whole number up to 9223372036854775807",
                "run x --seed one | 'one' is not a whole number",
                "run x --trials -1 | -1 is less than 1",
                "run x --threads 0 | 0 is less than 1",
                "compare --sed 3 a b | --seed",
                "run x --trials 0 | 0 is less than 1",
                "run x --trials many | 'many' is not a whole number up to 2147483647",
                "run x --threads -1 | -1 is less than 1",
                "run x --format html | expected one of",
                "run x --lang fr | expected one of",
                "run x --format sarif | sarif is for check",
                "--format sarif run x | sarif is for check",
                "run | SCENARIO",
                "run a b | Unmatched argument",
                "replay folder | --trial=N",
                "replay folder --trial 1 --stop-at tomorrow | is not a time",
                "examples --copy | --copy needs the name"
            })
    void usage(String arguments, String message) {
        assertThat(nines.run(arguments.split(" "))).isEqualTo(ExitCode.USAGE.code());
        assertThat(nines.err()).startsWith("error: ").contains(message).contains("--help");
        assertThat(nines.out()).isEmpty();
    }

    @Test
    @DisplayName("without a command: one line, exit 2")
    void noCommand() {
        assertThat(nines.run()).isEqualTo(2);
        assertThat(nines.err()).startsWith("error: Missing command");
    }

    @Test
    @DisplayName("the completion script names the verbs")
    void completion() {
        assertThat(nines.run("generate-completion")).isZero();
        assertThat(nines.out()).startsWith("#!").contains("compare").contains("--shuffle-ties");
    }
}
