package dev.nines.chaos.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.chaos.calibrate.RunCalibration.Estimate;
import dev.nines.chaos.calibrate.RunCalibration.Finding;
import dev.nines.model.spec.Design;
import dev.nines.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Estimates from runs that were simulated with a value that is known, in each of which the scenario says another one. */
class RunCalibrationTest {
    private static final int REPETITIONS = 15;
    private static final long HOLD_NANOS = 8_000_000_000L;
    private static final String INTER = "services.front.haproxy.inter";
    private static final String SLOWSTART = "services.web.web-server.start";

    /** The truth is 1.3 s; the scenario believes 1 s. */
    private static final String TEXT = """
            nines: 1
            title: one balancer
            hosts: {lb1: {}, web1: {}, web2: {}}
            services:
              front:
                haproxy: {nodes: [lb1], servers: web, mode: http, inter: 1s, fall: 3, rise: 2, retries: 0}
              web: {web-server: {nodes: [web1, web2], service-time: 1ms, start: 50ms}}
            clients:
              readers: {calls: front, rate: 1/s, timeout: 1s}
            probe: {interval: 40ms}
            drills:
              web-kill: {kill: web@web1, repair: 1min}
            run: {horizon: 0s, trials: 100, seed: 1}
            """;

    @TempDir
    private Path folder;

    private Design truth;

    @BeforeEach
    void truth() {
        truth = ScenarioReader.readText("t", "t.yaml", TEXT.replace("inter: 1s", "inter: 1300ms"))
                .base();
    }

    private static MeasuredRun.Series series(List<Double> outages) {
        return new MeasuredRun.Series(
                "web-kill", "front", Collections.nCopies(REPETITIONS, HOLD_NANOS), outages, Map.of(), 0, 0);
    }

    private MeasuredRun run(long seed) {
        List<Double> outages =
                SimulatedDrill.of(truth, series(List.of()), REPETITIONS, seed).outageSeconds();
        return new MeasuredRun("f", "h", List.of(series(outages)));
    }

    @Test
    @DisplayName("the 95 % interval of inter holds the true 1.3 s in at least 16 of 20 runs of 15, seeds 101 … 120")
    void covers() {
        RunCalibration calibration = new RunCalibration("t.yaml", "", TEXT, run(100));
        int held = 0;
        for (long seed = 101; seed <= 120; seed++) {
            calibration = calibration.with(run(seed));
            Estimate estimate = calibration.estimate(INTER);
            assertThat(estimate.finding()).isEqualTo(Finding.IDENTIFIED);
            assertThat(estimate.high() - estimate.low()).as("seed %d", seed).isLessThan(0.7);
            held += estimate.low() <= 1.3 && estimate.high() >= 1.3 ? 1 : 0;
        }
        System.out.println("inter: " + held + " of 20 intervals hold the truth");
        assertThat(held).isGreaterThanOrEqualTo(16);
    }

    @Test
    @DisplayName("what moves no outage is said to be unknown, and the bias of the scenario as it is has an interval")
    void notIdentified() {
        RunCalibration calibration = new RunCalibration("t.yaml", "", TEXT, run(101));
        assertThat(calibration.estimate(SLOWSTART).finding()).isEqualTo(Finding.NOT_IDENTIFIED);
        RunCalibration.Comparison outage = calibration.comparisons().get(0);
        assertThat(outage.n()).isEqualTo(REPETITIONS);
        assertThat(outage.biasSeconds()).isBetween(0.3, 1.2);
        assertThat(outage.biasLow()).isLessThan(outage.biasSeconds());
        assertThat(outage.p()).isLessThan(0.05);
        assertThatThrownBy(() -> calibration.estimate("services.front.haproxy.intre"))
                .hasMessageContaining("services.front.haproxy.intre");
    }

    @Test
    @DisplayName(
            "a folder of chaos run is read; what does not count is left out, and another folder is refused by name")
    void folders() throws IOException {
        assertThatThrownBy(() -> MeasuredRun.read(folder)).hasMessageContaining("predicted.json");
        Files.createDirectories(folder.resolve("exhibits"));
        Files.writeString(folder.resolve("exhibits/predicted.json"), "{\"plan\": {\"scenarioHash\": \"abc\"}}");
        Files.writeString(folder.resolve("exhibits/repetitions.json"), """
                [{"drill": "d", "service": "s", "invalid": "", "faultNanos": 10000000000, "healNanos": 15000000000,
                  "outages": [{"startNanos": 10000000000, "endNanos": 12500000000, "end": "CLOSED"}],
                  "phases": [{"phases": {"detectNanos": 2000000000, "decideNanos": 0, "actNanos": 0, "convergeNanos": 500000000}}]},
                 {"drill": "d", "service": "s", "invalid": "held up", "faultNanos": 0, "healNanos": 1, "outages": []}]
                """);
        MeasuredRun.Series series = MeasuredRun.read(folder).series().get(0);
        assertThat(series.outageSeconds()).containsExactly(2.5);
        assertThat(series.holdNanos()).containsExactly(5_000_000_000L);
        assertThat(series.phases()).containsEntry("detect", List.of(2.0));
        assertThat(series.notCounted()).isEqualTo(1);
    }
}
