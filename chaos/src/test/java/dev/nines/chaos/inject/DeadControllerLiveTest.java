package dev.nines.chaos.inject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.target.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The self-chaos matrix of the facts, section 5: the controller dies at each of the ten steps of the protocol, and within TTL +
 * 2 s, by the target's own clock, everything is as before.
 */
@Tag("live")
class DeadControllerLiveTest {
    private static final int TTL_SECONDS = 2;

    /** APPLIED is applied and stamped; UNDONE is undone and verified on the target, and not yet in the journal. */
    private static final List<String> STEPS = List.of(
            "CAPABILITIES", "SNAPSHOT", "INTENT", "ARMED", "APPLIED", "VERIFIED", "HOLD", "UNDOING", "UNDONE", "CLEAN");

    private static Untouched machine;

    @TempDir
    private Path state;

    @BeforeAll
    static void look() {
        machine = Untouched.now();
    }

    @AfterAll
    static void machineIsUntouched() {
        assertThat(Untouched.now().differences(machine)).isEmpty();
    }

    static List<String> all() {
        List<String> all = new ArrayList<>();
        for (String fault : List.of("partition", "pause", "disk-fill", "rate")) {
            STEPS.forEach(step -> all.add(fault + "," + step));
        }
        return all;
    }

    @ParameterizedTest(name = "kill -9 of the controller: {0} at {1}")
    @CsvSource({"partition,APPLIED", "pause,HOLD", "disk-fill,ARMED", "rate,UNDOING"})
    void sample(String fault, String step) throws Exception {
        // As a user without rights would have it: all that is needed is a namespace of his own.
        try (Stage stage = Stage.rootless()) {
            dies(stage, fault, step);
        }
    }

    @ParameterizedTest(name = "kill -9 of the controller: {0}")
    @MethodSource("all")
    @Tag("full")
    void matrix(String pair) throws Exception {
        try (Stage stage = Stage.open()) {
            dies(stage, pair.split(",")[0], pair.split(",")[1]);
        }
    }

    private void dies(Stage stage, String fault, String step) throws Exception {
        long victim = stage.daemon("sleep 800");
        stage.watch();
        String before = stage.picture();
        Process controller = controller(stage, fault, victim, step);
        assertThat(controller.waitFor(120, TimeUnit.SECONDS)).isTrue();
        double died = stage.uptime();
        assertThat(controller.exitValue()).as("killed").isEqualTo(137);
        boolean touched = !List.of("CAPABILITIES", "SNAPSHOT", "INTENT").contains(step);
        if (touched) {
            assertThat(stage.healed() - died).isLessThanOrEqualTo(TTL_SECONDS + 2.0);
        }
        assertThat(stage.exists("/run/healed")).isEqualTo(touched);
        assertThat(stage.picture()).isEqualTo(before);
        assertThat(stage.state(victim)).isEqualTo("S");
        reverted(stage, step);
    }

    /** The journal knows nothing of the lease's healing: the next run is refused until a revert has made sure. */
    private void reverted(Stage stage, String step) {
        StateFolder folder = new StateFolder(state);
        List<String> said = new ArrayList<>();
        Reverter reverter = new Reverter(folder, new Targets(folder.ssh()), false, said::add);
        reverter.scan(stage.target());
        assertThat(said).as("chaos revert --scan").containsExactly("stage: clean");
        if (!List.of("CAPABILITIES", "SNAPSHOT", "CLEAN").contains(step)) {
            assertThat(folder.unclean()).hasSize(1);
            Report refused = new FaultProtocol(
                            new FaultProtocol.Settings("r2", "stage", 2),
                            folder,
                            java.util.Map.of("stage", stage.target()),
                            new Silent())
                    .run(List.of(), Hold.lasting(java.time.Duration.ZERO));
            assertThat(refused.ending()).isEqualTo(Report.Ending.REFUSED);
            assertThat(refused.reason()).contains("nines chaos revert --all");
        }
        reverter.journals();
        assertThat(reverter.fixes()).isEmpty();
        assertThat(folder.unclean()).isEmpty();
    }

    private Process controller(Stage stage, String fault, long victim, String step) throws IOException {
        Injection.ProcessOf.Numbered process = stage.process(victim);
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ControllerMain.class.getName(),
                        state.toString(),
                        stage.target().location().text(),
                        fault,
                        Long.toString(victim),
                        Long.toString(process.started()),
                        step)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(state.resolve("output").toFile())
                .start();
    }

    @Test
    @DisplayName("16: SIGTERM undoes before the process ends, a second one meanwhile does not skip it")
    void interrupted() throws Exception {
        try (Stage stage = Stage.open()) {
            long victim = stage.daemon("sleep 800");
            String before = stage.picture();
            Process controller = controller(stage, "partition", victim, "NEVER");
            for (int i = 0; i < 200 && !output().contains("HOLD"); i++) {
                Thread.sleep(50);
            }
            controller.destroy();
            Thread.sleep(20);
            controller.destroy();
            assertThat(controller.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(stage.picture()).isEqualTo(before);
            stage.assertClean();
            assertThat(new StateFolder(state).unclean()).isEmpty();
            assertThat(output()).contains("undoing: interrupted", "nines chaos revert --all", "CLEAN");
        }
    }

    private String output() throws IOException {
        return java.nio.file.Files.readString(state.resolve("output"));
    }
}
