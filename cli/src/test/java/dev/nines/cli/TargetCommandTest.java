package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is reached. */
class TargetCommandTest {
    private static final String KEY = "SHA256:" + "a".repeat(43);

    private final CommandLineDriver nines = CommandLineDriver.plain();

    @TempDir
    private Path folder;

    private String inventory() throws IOException {
        return Files.writeString(
                        folder.resolve("inventory.yaml"),
                        "nines-inventory: 1\nenvironment: staging\ntargets:\n  lb1: {ssh: ops@127.0.0.1:1, host-key: \""
                                + KEY + "\"}\n  here: {local: true}\n")
                .toString();
    }

    @Test
    @DisplayName(
            "no host key is learned from the network: without --fingerprint a new host is refused, with the way to get it")
    void fingerprint() throws IOException {
        assertThat(nines.run("target", "prepare", "ops@127.0.0.1:1", "--environment", "staging", "--yes"))
                .isEqualTo(ExitCode.REFUSED.code());
        assertThat(nines.err()).contains("no host key is learned").contains("ssh-keygen -lf");
        assertThat(nines.run(
                        "target", "inspect", "lb1", "--on", inventory(), "--fingerprint", "SHA256:" + "b".repeat(43)))
                .isEqualTo(ExitCode.REFUSED.code());
        assertThat(nines.err()).contains("has the host key " + KEY);
    }

    @Test
    @DisplayName(
            "a host that cannot be reached, a local one, an unknown one, one with a dash: each with its own exit code")
    void hosts() throws IOException {
        assertThat(nines.run("target", "prepare", "lb1", "--on", inventory(), "--yes"))
                .isEqualTo(ExitCode.REFUSED.code());
        assertThat(nines.err()).contains("lb1");
        assertThat(nines.run("target", "remove", "here", "--on", inventory(), "--yes"))
                .isEqualTo(ExitCode.REFUSED.code());
        assertThat(nines.err()).contains("needs no preparation");
        assertThat(nines.run("target", "inspect", "lb2", "--on", inventory())).isEqualTo(ExitCode.USAGE.code());
        assertThat(nines.run("target", "inspect", "ops@-oProxyCommand=x", "--fingerprint", KEY))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(nines.run("target", "prepare", "ops@127.0.0.1:1", "--fingerprint", KEY))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(nines.err()).contains("--environment or --allow");
    }

    @Test
    @DisplayName("an allow-file that is none is told with its line; nothing is reached then")
    void allowFile() throws IOException {
        Path allow = Files.writeString(folder.resolve("allow"), "environment=staging\nfalts=kill\n");
        assertThat(nines.run("target", "prepare", "lb1", "--on", inventory(), "--allow", allow.toString()))
                .isEqualTo(ExitCode.INPUT.code());
        assertThat(nines.err()).contains(allow + ":2:1: no key `falts`");
    }
}
