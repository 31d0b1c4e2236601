package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkipRemarksTest {
    private static final String REFUSED =
            "skip-ahead: proxy: group front@lb1 checks web@web1 refused: draws random numbers in"
                    + " steady state, and lost messages may make it act by itself (loss 1 %)";

    @TempDir
    Path folder;

    private final CommandLineDriver nines = CommandLineDriver.with(new TrialSimulator());

    private String scenario(String loss) throws IOException {
        return Files.writeString(folder.resolve("proxy.yaml"), """
                nines: 1
                hosts:
                  lb1: {zone: r/z}
                  web1: {zone: r/z}
                network: {within-zone: 0.1ms, loss: %s}
                services:
                  front: {haproxy: {nodes: [lb1], servers: web, check: tcp}}
                  web: {web-server: {nodes: [web1]}}
                probe: {services: [front], interval: 1s}
                drills:
                  killed: {kill: web@web1, repair: never}
                objectives:
                  - violations = 0
                run: {horizon: 1h, trials: 1, seed: 1}
                """.formatted(loss))
                .toString();
    }

    private String said(String file, String... flags) {
        String out = folder.resolve("out").toString();
        String[] arguments = new String[4 + flags.length];
        arguments[0] = "run";
        arguments[1] = file;
        arguments[2] = "--out";
        arguments[3] = out;
        System.arraycopy(flags, 0, arguments, 4, flags.length);
        nines.run(arguments);
        assertThat(nines.out()).contains("front");
        return nines.err();
    }

    @Test
    @DisplayName("--verbose says whose time was not skipped and why; nobody else is told")
    void refusals() throws IOException {
        String lossy = scenario("1%");
        assertThat(said(lossy, "--verbose")).contains(REFUSED);
        assertThat(said(lossy)).doesNotContain("skip-ahead").doesNotContain("refused");
        assertThat(said(scenario("0%"), "--verbose")).doesNotContain("skip-ahead");
    }
}
