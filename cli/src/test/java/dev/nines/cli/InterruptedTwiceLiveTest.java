package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guard 16, with the real command in a process of its own, whose whole group gets the signal, as from a terminal. */
@Tag("live")
class InterruptedTwiceLiveTest {
    private static final String SCENARIO = """
            nines: 1
            title: two web servers
            hosts: {lb1: {}, web1: {}, web2: {}}
            services:
              front: {haproxy: {nodes: [lb1], servers: web, mode: http, inter: 500ms, redispatch: true}}
              web: {web-server: {nodes: [web1, web2]}}
            clients:
              c: {calls: front, rate: 1/s}
            drills:
              web-hang: {hang: web@web1, repair: 1min}
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int nines(String... arguments) {
        out.reset();
        Terminal terminal = Terminal.of(
                out,
                out,
                StandardCharsets.UTF_8,
                false,
                false,
                Map.of("NINES_STATE", folder.resolve("state").toString()));
        return Nines.execute(arguments, terminal, Optional.empty(), new Interruption());
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(nines("lab", "down", "--all")).as(said()).isZero();
    }

    @Test
    @DisplayName("^C twice: the undo is not skipped, the second one prints the command that makes sure, exit 130")
    void twice() throws Exception {
        String scenario =
                Files.writeString(folder.resolve("small.yaml"), SCENARIO).toString();
        String plan = folder.resolve("plan.json").toString();
        int up = nines("lab", "up", scenario, "--quiet");
        if (up == ExitCode.REFUSED.code()) {
            System.out.println("skipped: " + said());
            Assumptions.abort(said());
        }
        assertThat(up).as(said()).isZero();
        assertThat(nines("chaos", "plan", scenario, "--on", "lab", "--hold", "60s", "--ttl", "60s", "-o", plan))
                .as(said())
                .isZero();
        Path output = folder.resolve("output");
        Process run = start(output, plan);
        try {
            await(run, output, "pause on web1, in effect");
            signal(run);
            await(run, output, "undoing: ");
            signal(run);
            assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            run.destroyForcibly();
        }
        String text = Files.readString(output);
        assertThat(run.exitValue()).as(text).isEqualTo(ExitCode.INTERRUPTED.code());
        assertThat(text).contains("still undoing; should this process die before it is done: nines chaos revert --all");
        assertThat(nines("chaos", "status")).isZero();
        assertThat(said()).isEqualTo("every journal is clean\n");
        assertThat(nines("chaos", "revert", "--scan", "--on", "lab")).as(said()).isZero();
        assertThat(said().lines()).hasSizeGreaterThanOrEqualTo(3).allMatch(line -> line.endsWith(": clean"));
    }

    private Process start(Path output, String plan) throws IOException {
        // Whoever started us may be deaf to ^C and have handed that on.
        ProcessBuilder builder = new ProcessBuilder(List.of(
                "setsid",
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "chaos",
                "run",
                plan,
                "--steady",
                "2s",
                "--out",
                folder.resolve("result").toString()));
        builder.environment().put("NINES_STATE", folder.resolve("state").toString());
        return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    private static void await(Process run, Path output, String... words) throws Exception {
        for (int i = 0; i < 18_000 && run.isAlive(); i++) {
            String text = Files.readString(output);
            if (java.util.Arrays.stream(words).allMatch(text::contains)) {
                return;
            }
            Thread.sleep(5);
        }
        assertThat(Files.readString(output)).contains(words);
    }

    private static void signal(Process run) throws Exception {
        new ProcessBuilder("kill", "-INT", "--", "-" + run.pid()).start().waitFor();
    }
}
