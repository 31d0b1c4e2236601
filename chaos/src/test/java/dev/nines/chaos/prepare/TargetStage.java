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

    private static final String MAKE = """
            if [ "$1" ]; then
                mkdir "$1/nines-stage-$$" && echo $$ >"$1/nines-stage-$$/cgroup.procs" || exit
            fi
            exec unshare --mount --net --pid --ipc --uts ${1:+--cgroup} --fork --kill-child sh "$2/stage.sh" ${1:+"$2/systemd.sh"}
            """;

    /** Skips the test where it cannot be made. */
    public static TargetStage open() {
        return open("");
    }

    /** With systemd as its first process, in a cgroup of its own. */
    public static TargetStage withSystemd() {
        Assumptions.assumeTrue(
                Files.exists(Path.of("/lib/systemd/systemd")), () -> skipped("systemd is not installed"));
        Assumptions.assumeTrue(Files.isDirectory(cgroups()), () -> skipped("no cgroups of version 2"));
        return open(cgroups().toString());
    }

    private static Path cgroups() {
        Path mixed = Path.of("/sys/fs/cgroup/unified");
        return Files.isDirectory(mixed) ? mixed : Path.of("/sys/fs/cgroup");
    }

    private static TargetStage open(String cgroups) {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), () -> skipped("not root"));
        for (String program : List.of("/usr/sbin/sshd", "/usr/bin/sudo", "/usr/sbin/nft")) {
            Assumptions.assumeTrue(Files.exists(Path.of(program)), () -> skipped("no " + program));
        }
        String scripts = Path.of("src/test/resources/target").toAbsolutePath().toString();
        try {
            Process process = new ProcessBuilder("sh", "-c", MAKE, "stage", cgroups, scripts)
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
        try {
            process.waitFor();
            Path group = cgroups().resolve("nines-stage-" + process.pid());
            if (Files.isDirectory(group)) {
                new ProcessBuilder(
                                "sh", "-c", "sleep 0.5; find \"$0\" -depth -type d -exec rmdir {} +", group.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
