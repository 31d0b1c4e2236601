package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.model.spec.Design;
import dev.nines.result.CompareResult;
import dev.nines.result.Definitions;
import dev.nines.result.Difference;
import dev.nines.result.Distribution;
import dev.nines.result.ObjectiveResult;
import dev.nines.result.PerYear;
import dev.nines.result.RequestsResult;
import dev.nines.result.ResultFolder;
import dev.nines.result.RunResult;
import dev.nines.result.ServiceResult;
import dev.nines.result.Value;
import dev.nines.result.ViolationResult;
import dev.nines.result.YearlyDowntime;
import dev.nines.result.YearsResult;
import dev.nines.scenario.Init;
import dev.nines.scenario.design.Uncertain;
import dev.nines.stats.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that run something, with results that were never simulated. */
class ExperimentTest {
    @TempDir
    Path folder;

    private final Invented invented = new Invented();
    private final CommandLineDriver nines = CommandLineDriver.with(invented);
    private String file;
    private String out;

    @BeforeEach
    void writeScenarios() throws IOException {
        file = Files.writeString(folder.resolve("web.yaml"), Init.text()).toString();
        Files.writeString(folder.resolve("other.yaml"), Init.text());
        out = folder.resolve("out").toString();
    }

    private String other() {
        return folder.resolve("other.yaml").toString();
    }

    private static final class Invented implements Simulator {
        private final List<Request> requests = new ArrayList<>();
        private final List<ReplayRequest> replays = new ArrayList<>();
        private Verdict verdict = Verdict.MET;
        private String reluctant = "";
        private long violations;
        private boolean interrupted;
        private RuntimeException failure;

        @Override
        public Outcome simulate(Request request, ResultFolder folder, Progress progress, CancelToken cancel) {
            requests.add(request);
            if (failure != null) {
                throw failure;
            }
            if (interrupted) {
                cancel.cancel();
            }
            progress.advanced(1, 1);
            folder.write("samples.csv", "design,trial,drill,service,faults,outage_s\n");
            List<RunResult> results = request.designs().stream()
                    .map(Uncertain::middle)
                    .map(this::result)
                    .toList();
            List<Difference> none = List.of();
            return new Outcome(new CompareResult(results, none, List.of()), List.of("disk wear"));
        }

        private RunResult result(Design design) {
            Value missing = Value.missing("invented");
            PerYear perYear = PerYear.missing("invented");
            YearsResult years = new YearsResult(
                    0,
                    missing,
                    missing,
                    perYear,
                    YearlyDowntime.missing("invented"),
                    perYear,
                    perYear,
                    perYear,
                    perYear,
                    missing,
                    Distribution.missing("invented"),
                    perYear,
                    0,
                    0,
                    missing,
                    missing,
                    Optional.empty());
            ServiceResult service =
                    new ServiceResult(Map.of(), years, new RequestsResult(0, 0, false, missing, missing), List.of());
            Verdict own = reluctant.equals(design.name()) ? Verdict.MISSED : verdict;
            return new RunResult(
                    Version.text(),
                    design.name(),
                    "",
                    "front",
                    design.inputHash(),
                    7,
                    5,
                    !interrupted,
                    "trials",
                    new Definitions(0.01, 0.9, 1, 16),
                    Map.of("front", service),
                    List.of(new ViolationResult("single-writer", violations, false, missing, Optional.empty())),
                    List.of(new ObjectiveResult("lost-transactions = 0", "front", Value.observed(0), own)),
                    List.of(),
                    1);
        }

        @Override
        public void replay(ReplayRequest request, LineSink sink) {
            replays.add(request);
            sink.line("t=1.000000000s lb1 crash");
        }
    }

    @Test
    @DisplayName("run: the flags reach the simulation, the text the terminal, the numbers the folder")
    void run() {
        int exit = nines.run(
                "run",
                file,
                "--trials",
                "5",
                "--seed",
                "9",
                "--threads",
                "3",
                "--no-skip",
                "--shuffle-ties",
                "--out",
                out);
        assertThat(exit).as(nines.err()).isZero();
        Simulator.Request request = invented.requests.get(0);
        assertThat(request.trials()).hasValue(5);
        assertThat(request.seed()).hasValue(9);
        assertThat(request.threads()).isEqualTo(3);
        assertThat(request.skip()).isFalse();
        assertThat(request.shuffleTies()).isTrue();
        assertThat(nines.out())
                .startsWith("nines ")
                .contains("✓ lost-transactions = 0")
                .contains("result   " + out);
        assertThat(folder.resolve("out")).isDirectoryContaining("glob:**/result.json");
    }

    @Test
    @DisplayName("--precision reaches the simulation; what it does not understand is a usage error with a suggestion")
    void precision() {
        assertThat(nines.run("run", file, "--precision", "5%,drills.crash.outage.p99=10%", "--out", out))
                .isEqualTo(ExitCode.INPUT.code());
        assertThat(nines.err()).contains("has no such drill");
        assertThat(nines.run("run", file, "--precision", "5%", "--out", out)).isZero();
        assertThat(invented.requests.get(0).precision()).containsExactly(dev.nines.result.PrecisionTarget.of(0.05));
        assertThat(nines.run("run", file, "--precision", "availibility=5%", "--out", out))
                .isEqualTo(2);
        assertThat(nines.err()).contains("did you mean `availability`?");
        assertThat(nines.run("run", file, "--precision", "5", "--out", out)).isEqualTo(2);
    }

    @Test
    @DisplayName("global flags may stand before the verb")
    void flagsBeforeTheVerb() {
        assertThat(nines.run("--trials", "5", "--seed", "9", "--format", "json", "--out", out, "run", file))
                .isZero();
        assertThat(invented.requests.get(0).trials()).hasValue(5);
        assertThat(invented.requests.get(0).seed()).hasValue(9);
        assertThat(nines.out()).startsWith("{");
    }

    @Test
    @DisplayName("--format json prints the bytes of result.json; without flags the scenario decides")
    void json() throws IOException {
        assertThat(nines.run("run", file, "--format", "json", "--quiet", "--out", out))
                .isZero();
        assertThat(nines.out()).isEqualTo(Files.readString(folder.resolve("out/result.json")));
        assertThat(nines.err()).isEmpty();
        assertThat(invented.requests.get(0).trials()).isEmpty();
        assertThat(invented.requests.get(0).seed()).isEmpty();
    }

    @Test
    @DisplayName("--format md prints Markdown, --samples copies the table of outages")
    void markdownAndSamples() {
        Path samples = folder.resolve("s.csv");
        assertThat(nines.run("run", file, "--format", "md", "--out", out, "--samples", samples.toString()))
                .isZero();
        assertThat(nines.out()).startsWith("# nines ");
        assertThat(samples).hasSameTextualContentAs(folder.resolve("out/samples.csv"));
    }

    @Test
    @DisplayName("exit 1: an objective missed, or a violation; exit 4: inconclusive, said by the first word")
    void verdicts() {
        invented.verdict = Verdict.MISSED;
        assertThat(nines.run("run", file, "--out", out)).isEqualTo(1);
        assertThat(nines.out()).contains("✗ lost-transactions");
        invented.verdict = Verdict.INCONCLUSIVE;
        assertThat(nines.run("run", file, "--out", out)).isEqualTo(4);
        assertThat(nines.out()).startsWith("inconclusive");
        invented.violations = 2;
        assertThat(nines.run("run", file, "--out", out)).isEqualTo(1);
        invented.verdict = Verdict.MET;
        assertThat(nines.run("run", file, "--out", out)).isEqualTo(1);
    }

    @Test
    @DisplayName("^C: what is finished is printed, marked incomplete, exit 130")
    void interrupted() {
        invented.interrupted = true;
        invented.verdict = Verdict.INCONCLUSIVE;
        assertThat(nines.run("run", file, "--out", out)).isEqualTo(130);
        assertThat(nines.out()).startsWith("nines ").contains("INCOMPLETE");
    }

    @Test
    @DisplayName("a bug: exit 70, and no result folder is left")
    void bug() {
        invented.failure = new IllegalStateException("event in the past");
        assertThat(nines.run("run", file, "--out", out)).isEqualTo(70);
        assertThat(nines.err()).contains("bug in Nines");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    @DisplayName("an invalid file or an unwritable folder: exit 3, nothing is run")
    void invalidInput() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "nines: 1\nhosst: {}\n");
        assertThat(nines.run("run", broken.toString(), "--out", out)).isEqualTo(3);
        assertThat(nines.err()).contains("error[N01").contains("Nothing was run");
        Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
        assertThat(nines.run("run", file, "--out", blocked.toString())).isEqualTo(3);
        assertThat(nines.err()).startsWith("error: cannot write");
        assertThat(invented.requests).isEmpty();
        assertThat(nines.out()).isEmpty();
    }

    @Test
    @DisplayName("compare exits 0 unless --require names a design whose objectives do not hold")
    void compare() {
        invented.reluctant = "other";
        assertThat(nines.run("compare", file, other(), "--out", out))
                .as(nines.err())
                .isZero();
        assertThat(nines.out()).contains("A web").contains("B other").contains("✗ 0");
        assertThat(nines.run("compare", file, other(), "--require", "web", "--out", out))
                .isZero();
        assertThat(nines.run("compare", file, other(), "--require", "web,other", "--out", out))
                .isEqualTo(1);
        assertThat(nines.run("compare", file, other(), "--require", "B", "--out", out))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("compare --require: what cannot be decided is the first word, exit 4, in Markdown too")
    void requiredButInconclusive() {
        invented.verdict = Verdict.INCONCLUSIVE;
        assertThat(nines.run("compare", file, other(), "--out", out)).isZero();
        assertThat(nines.out()).startsWith("nines ");
        assertThat(nines.run("compare", file, other(), "--require", "B", "--out", out))
                .isEqualTo(4);
        assertThat(nines.out()).startsWith("inconclusive: ").contains("objective of other\n");
        assertThat(nines.run("compare", file, other(), "--require", "B", "--out", out, "--format", "md"))
                .isEqualTo(4);
        assertThat(nines.out()).startsWith("inconclusive: ").contains("\n\n# nines ");
    }

    @Test
    @DisplayName("bad input: one message, exit 3, nothing is run and nothing is written")
    void badInput() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        refused("no such file", folder.resolve("nosuch.yaml").toString());
        refused("a folder without scenario.yaml", empty.toString());
        refused("did you mean `web-active-active`?", "web-active-activ");
        refused("a scenario needs a name", "");
        refused("no variant `nosuch`", file + "+nosuch");
        refused(
                "there is no folder",
                file,
                "--samples",
                folder.resolve("no/such.csv").toString());
        refused("it is a folder", file, "--samples", empty.toString());
        refused(
                "cannot write the result",
                file,
                "--out",
                Path.of(file).resolve("x").toString());
        assertThat(invented.requests).isEmpty();
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(folder).isDirectoryNotContaining("glob:**/.nines-*");
    }

    private void refused(String message, String... arguments) {
        List<String> line = new ArrayList<>(List.of("run"));
        line.addAll(List.of(arguments));
        if (!line.contains("--out")) {
            line.addAll(List.of("--out", out));
        }
        assertThat(nines.run(line.toArray(String[]::new))).as(message).isEqualTo(3);
        assertThat(nines.err()).startsWith("error").contains(message);
        assertThat(nines.out()).isEmpty();
    }

    @Test
    @DisplayName("--against names the design that the others are compared with")
    void against() {
        assertThat(nines.run("compare", file, other(), "--against", "other", "--out", out))
                .isZero();
        assertThat(invented.requests.get(0).against()).isEqualTo(1);
        assertThat(nines.run("compare", file, other(), "--against", "othr", "--out", out))
                .isEqualTo(2);
        assertThat(nines.err()).contains("did you mean `other`?");
    }

    @Test
    @DisplayName("compare needs two designs of different names; one file alone stands for all its variants")
    void designsOfAComparison() {
        assertThat(nines.run("compare", file, file, "--out", out)).isEqualTo(2);
        assertThat(nines.err()).contains("is named twice");
        assertThat(nines.run("compare", file, "--out", out)).as(nines.err()).isZero();
        assertThat(invented.requests.get(0).designs()).hasSizeGreaterThan(1);
    }

    @Test
    @DisplayName("replay takes scenario and seed from the result folder and refuses what would not be the same run")
    void replay() throws IOException {
        nines.run("run", file, "--out", out);
        Files.delete(Path.of(file));
        assertThat(nines.run("replay", out, "--trial", "4", "--stop-at", "1h"))
                .as(nines.err())
                .isZero();
        assertThat(nines.out()).isEqualTo("t=1.000000000s lb1 crash\n");
        Simulator.ReplayRequest request = invented.replays.get(0);
        assertThat(request.seed()).isEqualTo(7);
        assertThat(request.trial()).isEqualTo(4);
        assertThat(request.stopAtNanos()).isEqualTo(3_600_000_000_000L);
        assertThat(nines.run("replay", out, "--trial", "5")).isEqualTo(2);
        assertThat(nines.run("replay", out, "--trial", "0", "--drill", "nosuch"))
                .isEqualTo(2);
        assertThat(nines.run("replay", folder.toString(), "--trial", "0")).isEqualTo(3);
        Path inputs = folder.resolve("out").resolve(Inputs.FILE);
        Files.writeString(inputs, Files.readString(inputs).replace("nines: 1", "# changed\\nnines: 1"));
        assertThat(nines.run("replay", out, "--trial", "0")).isEqualTo(3);
        assertThat(nines.err()).contains("is not the one that was run");
    }

    @Test
    @DisplayName("--lang ko says that there are no Korean texts yet")
    void korean() {
        assertThat(nines.run("run", file, "--lang", "ko", "--out", out)).isZero();
        assertThat(nines.err()).contains("Korean texts are not there yet");
    }
}
