package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.result.PrecisionTarget;
import dev.nines.result.ResultFolder;
import dev.nines.result.ResultJson;
import dev.nines.result.RunResult;
import dev.nines.scenario.ScenarioReader;
import dev.nines.scenario.design.Uncertain;
import dev.nines.scenario.language.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecisionRunTest {
    private static final Uncertain DESIGN =
            ScenarioReader.readText("pair", "pair.yaml", """
            nines: 1
            hosts:
              a: {zone: r/z}
              b: {zone: r/z}
            services:
              vip: {heartbeat: {nodes: [a, b], interval: 1s, timeout: 3s}}
              web: {web-server: {nodes: [a, b], behind: vip}}
            probe: {services: [web], interval: 500ms}
            drills:
              lost: {crash: a, repair: never}
            objectives:
              - violations = 0
            run: {horizon: 0s, trials: 10, seed: 1}
            """).uncertain("");

    @TempDir
    Path folder;

    private RunResult run(String name, OptionalInt trials, int threads, String... precision) {
        List<PrecisionTarget> targets =
                List.of(precision).stream().map(Precision::parse).toList();
        Simulator.Request request = new Simulator.Request(
                List.of(DESIGN), 0, trials, targets, OptionalLong.empty(), threads, true, false, "test");
        try (ResultFolder out = ResultFolder.at(folder.resolve(name))) {
            RunResult result = new TrialSimulator()
                    .simulate(request, out, (done, total) -> {}, new CancelToken())
                    .result()
                    .designs()
                    .get(0);
            out.commit();
            return result;
        }
    }

    @Test
    @DisplayName(
            "A run that is precise enough stops at a fixed number of trials: the same bytes on any number of threads")
    void stopsTheSameOnAnyNumberOfThreads() throws IOException {
        RunResult one = run("one", OptionalInt.empty(), 1, "3%");
        assertThat(one.stopped()).isEqualTo("precision");
        assertThat(one.complete()).isTrue();
        assertThat(one.trials()).isEqualTo(150);
        assertThat(one.objectives().get(0).verdict()).isEqualTo(dev.nines.stats.Verdict.MET);
        String samples = Files.readString(folder.resolve("one/samples.csv"));
        assertThat(samples.lines()).hasSize(151);
        for (int threads : new int[] {2, 3, 5}) {
            RunResult other = run("t" + threads, OptionalInt.empty(), threads, "3%");
            assertThat(ResultJson.write(other)).isEqualTo(ResultJson.write(one));
            assertThat(Files.readString(folder.resolve("t" + threads + "/samples.csv")))
                    .isEqualTo(samples);
        }
    }

    @Test
    @DisplayName("Twenty times the trials of the scenario are the most, or --trials; then the run says what it lacks")
    void stopsAtTheMost() {
        RunResult most = run("most", OptionalInt.empty(), 2, "drills.lost.outage.mean=0.1%");
        assertThat(most.trials()).isEqualTo(200);
        assertThat(most.stopped()).isEqualTo("trials");
        assertThat(most.precision().get(0).trialsToReach().value()).isGreaterThan(10_000);
        assertThat(run("given", OptionalInt.of(40), 2, "0.1%").trials()).isEqualTo(40);
    }

    @Test
    void valuesOfTheFlag() {
        assertThat(Precision.parse("5%")).isEqualTo(PrecisionTarget.of(0.05));
        PrecisionTarget named = Precision.parse("web: drills.lost.outage.p99=2.5%");
        assertThat(named.path()).isEqualTo("drills.lost.outage.p99");
        assertThat(named.service()).isEqualTo("web");
        assertThat(named.share()).isEqualTo(0.025);
        assertThat(Precision.parse("P(downtime/year > 5m15s)=20%").window().seconds())
                .isEqualTo(315);
        assertThatThrownBy(() -> Precision.parse("drills.lost.outage.p98=5%")).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> Precision.parse("0%")).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> Precision.parse("100%")).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> Precision.parse("five")).isInstanceOf(Rejected.class);
    }

    @Test
    void whatADesignDoesNotHaveIsRefusedBeforeTheRun() {
        for (String wrong :
                List.of("drills.other.outage.p99=5%", "shop: drills.lost.outage.p99=5%", "availability=5%")) {
            assertThatThrownBy(() -> Precision.check(List.of(Precision.parse(wrong)), List.of(DESIGN.middle())))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("pair");
        }
        Precision.check(
                List.of(Precision.parse("5%"), Precision.parse("drills.lost.outage.p99=5%")), List.of(DESIGN.middle()));
    }
}
