package dev.nines.chaos.prepare;

import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.Namespaces;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.Targets;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A machine of the test's own with OpenSSH's server at 10.9.0.1 and the accounts root, admin (who may sudo) and ops (who may
 * not); the controller's end of the cable is 10.9.0.2. Accounts and sudo's rules lie on its tmpfs and end with it.
 */
public final class TargetStage implements AutoCloseable {
    private final Process process;
    private final Target inside;
    private final String key;
    private final long pid;

    private TargetStage(Process process, long pid, String key) {
        this.process = process;
        this.pid = pid;
        this.key = key;
        inside = Namespaces.host("stage", pid);
    }

    /** Skips the test where it cannot be made. */
    public static TargetStage open() {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), () -> skipped("not root"));
        for (String program : List.of("/usr/sbin/sshd", "/usr/bin/sudo", "/usr/sbin/nft")) {
            Assumptions.assumeTrue(Files.exists(Path.of(program)), () -> skipped("no " + program));
        }
        try {
            Process process = new ProcessBuilder(
                            "unshare",
                            "--mount",
                            "--net",
                            "--pid",
                            "--fork",
                            "--kill-child",
                            "sh",
                            Path.of("src/test/resources/target/stage.sh")
                                    .toAbsolutePath()
                                    .toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output = process.inputReader();
            String ready = output.readLine();
            Assumptions.assumeTrue(ready != null && ready.startsWith("ready "), () -> skipped("no namespaces"));
            long pid = process.children().findFirst().orElseThrow().pid();
            return new TargetStage(process, pid, ready.substring("ready ".length()));
        } catch (IOException e) {
            throw new IllegalStateException(skipped("no unshare"), e);
        }
    }

    private static String skipped(String reason) {
        System.out.println("skipped: " + reason);
        return reason;
    }

    /** Fingerprint of its host key. */
    public String key() {
        return key;
    }

    public Location.Ssh place(String user) {
        return new Location.Ssh(user, "10.9.0.1", 22, key, Optional.empty());
    }

    /** By ssh from the other end of the cable. */
    public Targets targets(Path folder) {
        return new Targets(
                folder,
                List.of(
                        "nsenter",
                        "--all",
                        "--target",
                        Long.toString(pid),
                        "--",
                        "sh",
                        "-c",
                        "exec nsenter --net --target $(cat /run/nines-stage/peer) ssh \"$@\"",
                        "ssh"));
    }

    /** Runs a script there as root, past ssh, and gives what it printed. */
    public String sh(String script) {
        return inside.run(List.of("sh", "-c", script), Duration.ofSeconds(20))
                .output()
                .strip();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
