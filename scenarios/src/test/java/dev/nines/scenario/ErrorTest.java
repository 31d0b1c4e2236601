package dev.nines.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Problem;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is wrong is said once, at its place, all of it, in one manner. */
class ErrorTest {

    @Test
    void theGoodScenarioIsGood() {
        assertThat(ErrorCases.render(ErrorCases.GOOD)).isEmpty();
    }

    @Test
    void everyMistakeIsRenderedAsInTheGoldenFile() {
        StringBuilder all = new StringBuilder();
        for (ErrorCases.Case c : ErrorCases.all()) {
            all.append("=== ")
                    .append(c.title())
                    .append('\n')
                    .append(ErrorCases.render(c.text()))
                    .append('\n');
        }
        Golden.check(Path.of("src/test/resources/dev/nines/scenario/errors.txt"), all.toString());
    }

    @Test
    void everyMistakeIsReportedWithItsCode() {
        for (ErrorCases.Case c : ErrorCases.all()) {
            assertThat(ErrorCases.problems(c.text()))
                    .as(c.title())
                    .extracting(Problem::code)
                    .contains(c.code());
        }
    }

    @Test
    void everyCodeHasACase() {
        Set<Code> seen = EnumSet.noneOf(Code.class);
        ErrorCases.all().forEach(c -> seen.add(c.code()));
        // Files and variants that do not exist are tested in BadFileTest.
        assertThat(EnumSet.complementOf(EnumSet.copyOf(seen)))
                .containsExactlyInAnyOrder(Code.NO_FILE, Code.TOO_LARGE, Code.NOT_READABLE, Code.UNKNOWN_DESIGN);
    }

    @Test
    void rendersLikeACompiler() {
        String text = ErrorCases.GOOD.replace("lb1: {priority: 150}", "lb1: {priorty: 150}");
        assertThat(ErrorCases.render(text).lines().limit(9))
                .containsExactly(
                        "error[N0103]: unknown key `priorty`",
                        "  --> scenario.yaml:11:21",
                        "    |",
                        " 10 |     keepalived:",
                        " 11 |       nodes: {lb1: {priorty: 150}, lb2: {priority: 100}}",
                        "    |                     ^^^^^^^ not a key of `lb1`; known: priority, state",
                        "   = help: did you mean `priority`?",
                        "   = more: nines explain N0103",
                        "");
    }

    @Test
    void allErrorsComeAtOnceSortedByPlace() {
        String text = ErrorCases.GOOD
                .replace("repair: 10min", "repair: 10m")
                .replace("advert_int: 1s", "advert_int: 1")
                .replace("servers: web", "servers: wbe")
                .replace("[web1, web2]", "[web1, web3]");
        List<Problem> problems = ErrorCases.problems(text);
        assertThat(problems)
                .extracting(Problem::code)
                .containsExactly(Code.UNIT, Code.UNKNOWN_SERVICE, Code.UNKNOWN_HOST, Code.UNIT);
        assertThat(problems).isSorted();
        assertThat(ErrorCases.render(text)).endsWith("\n4 errors in 1 file. Nothing was run.\n");
    }

    @Test
    void anErrorOfTheBaseIsNotRepeatedForItsVariants() {
        String text = ErrorCases.GOOD.replace("inter: 2s", "inter: 2");
        assertThat(ErrorCases.problems(text)).hasSize(1);
    }

    @Test
    void anErrorOfAVariantStandsWhereItsValueStands() {
        String text = ErrorCases.GOOD.replace("capacity: 4}", "capacity: 0}");
        assertThat(ErrorCases.problems(text)).singleElement().satisfies(p -> {
            assertThat(p.code()).isEqualTo(Code.OUT_OF_RANGE);
            assertThat(p.line()).isEqualTo(37);
        });
    }

    @Test
    void aFileCannotSteerTheTerminal() {
        assertThat(ErrorCases.render("\"\\e[2J\": 1\nnines: 1\n")).doesNotContain("\u001b");
        assertThat(ErrorCases.render("x\u202ey: 1\nnines: 1\n")).doesNotContain("\u202e");
    }
}
