package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.plan.Load;
import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.plan.Plans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit code 5: what a plan may not do is refused before any target is asked. */
class ChaosRefusalsTest {
    private static final String INVENTORY = """
            nines-inventory: 1
            environment: staging
            targets: {lb1: {local: true}}
            window: {hours: mon-sun 09:00-18:00 UTC, freezes: [2999-01-02]}
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path inventory;

    @BeforeEach
    void inventory() throws IOException {
        inventory = Files.writeString(folder.resolve("inventory.yaml"), INVENTORY);
    }

    private int nines(String... arguments) {
        said.reset();
        Terminal terminal = Terminal.of(
                said,
                said,
                StandardCharsets.UTF_8,
                false,
                false,
                Map.of("NINES_STATE", folder.resolve("state").toString(), "SUDO_USER", "ann"));
        return Nines.execute(arguments, terminal, Optional.empty(), new Interruption());
    }

    private String plan(String author, String expires) throws IOException {
        Plan.Drill drill = new Plan.Drill(
                "kill",
                List.of("kill web@lb1"),
                Map.of(),
                List.of(new Plan.Action("lb1", "local", "kill", List.of())),
                List.of(),
                Map.of("front", new Plan.Forecast(1, 1, List.of(0L), 0, 0, 0, 0, List.of())));
        Plan plan = Plans.frozen(new Plan(
                Plan.FORMAT,
                "",
                Instant.now().toString(),
                author,
                expires,
                "s.yaml",
                "s",
                "x",
                inventory.toString(),
                "x",
                "staging",
                1,
                30,
                List.of(),
                List.of(drill),
                List.of(),
                List.of()));
        return Files.writeString(folder.resolve("plan.json"), Plans.write(plan)).toString();
    }

    private void refused(int code, String reason) {
        assertThat(code).as(said.toString()).isEqualTo(ExitCode.REFUSED.code());
        assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("error: ").contains(reason);
    }

    @Test
    @DisplayName("guard 1: a plan that has expired, or will have at --at; a plan that was changed")
    void plans() throws IOException {
        refused(nines("chaos", "run", plan("bob@desk", "2026-01-01T00:00:00Z")), "the plan expired at 2026-01-01");
        String plan = plan("bob@desk", "2999-01-01T00:00:00Z");
        refused(nines("chaos", "run", plan, "--at", "2999-01-01T10:00:00Z"), "the plan expired at 2999-01-01");
        Files.writeString(Path.of(plan), Files.readString(Path.of(plan)).replace("staging", "stating"));
        refused(nines("chaos", "run", plan), "its hash does not fit");
        refused(nines("chaos", "approve", plan, "--key", "k"), "its hash does not fit");
    }

    @Test
    @DisplayName("guard 21: --at outside of the window or on a frozen date is refused now, not when the time has come")
    void window() throws IOException {
        String plan = plan("bob@desk", "2999-12-31T00:00:00Z");
        refused(nines("chaos", "run", plan, "--at", "2999-01-01T20:00:00Z"), "outside of the window");
        refused(nines("chaos", "run", plan, "--at", "2999-01-02T10:00:00Z"), "frozen from 2999-01-02");
        assertThat(nines("chaos", "run", plan, "--at", "tomorrow")).isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    @DisplayName("approval: who made the plan does not sign it, and what is no key signs nothing")
    void approve() throws IOException {
        String machine = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        String own = plan("ann@" + machine, "2999-12-31T00:00:00Z");
        refused(nines("chaos", "approve", own, "--key", "k"), "made this plan: somebody else approves it");
        String others = plan("bob@" + machine, "2999-12-31T00:00:00Z");
        refused(
                nines(
                        "chaos",
                        "approve",
                        others,
                        "--key",
                        folder.resolve("none").toString()),
                "not signed: ");
        assertThat(folder.resolve("plan.json.approval")).doesNotExist();
    }

    @Test
    @DisplayName("a load that is no whole rate within its bounds is not understood")
    void load() {
        for (String wrong : List.of("0/s", "1001/s", "1.5/s", "fast", "-5/s")) {
            int code = nines("chaos", "plan", "web-triple", "--on", "x", "-o", "y", "--load=" + wrong);
            assertThat(code).as(wrong + said).isEqualTo(ExitCode.USAGE.code());
            assertThat(said.toString(StandardCharsets.UTF_8)).contains("from 1/s to " + Load.PER_SECOND_MOST + "/s");
        }
    }
}
