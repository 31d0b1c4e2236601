package dev.nines.chaos.inject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.target.Namespaces;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A machine of our own: namespaces with a network of two ends (here {@code v0} 10.9.0.1, the peer 10.9.0.2), a bridge, own
 * {@code /run} and {@code /etc}. Everything ends with its first process.
 */
final class Stage implements AutoCloseable {
    private static final String SETUP = """
            set -e
            mount -t tmpfs tmpfs /run
            mkdir -p /run/upper /run/work /run/data
            mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/upper,workdir=/run/work /etc
            mkdir -p /etc/nines /run/nines
            chmod 755 /etc/nines
            chmod 700 /run/nines
            mount -t proc proc /proc
            mount -t tmpfs -o size=32m tmpfs /run/data
            ip link set lo up
            ip link add v0 type veth peer name v1
            ip link set v0 up
            ip addr add 10.9.0.1/24 dev v0
            unshare --net sleep infinity &
            peer=$!
            sleep 0.2
            ip link set v1 netns $peer
            nsenter --net --target $peer ip link set v1 up
            nsenter --net --target $peer ip link set lo up
            nsenter --net --target $peer ip addr add 10.9.0.2/24 dev v1
            ip link add b0 type bridge
            ip link add p0 type veth peer name p1
            ip link set p0 master b0
            ip link set b0 up
            ip link set p0 up
            echo $peer >/run/peer
            echo ready
            trap '' CHLD
            exec sleep infinity
            """;

    static final String ALLOW = """
            environment=stage
            faults=kill pause hold-down partition reject loss dns storage silent-cut rate delay tcp-delay interface-down crash disk-fill cpu memory
            interfaces=v0 p0
            paths=/run/data
            units=web.service
            start=sleep 600
            start=sleep 700
            split-brain=yes
            enospc=yes
            java=JAVA
            """.replace("JAVA", TcpDelay.java());

    private final Process process;
    private final long pid;
    private final Target target;

    private Stage(Process process, long pid) {
        this.process = process;
        this.pid = pid;
        target = Namespaces.host("stage", pid);
    }

    /** Skips the test where namespaces cannot be made. */
    static Stage open() {
        return open(System.getProperty("user.name").equals("root") ? List.of() : List.of("--user", "--map-root-user"));
    }

    /** In a user namespace, as an ordinary user would have it. */
    static Stage rootless() {
        return open(List.of("--user", "--map-root-user"));
    }

    private static Stage open(List<String> more) {
        List<String> command = new ArrayList<>(List.of("unshare"));
        command.addAll(more);
        command.addAll(List.of("--mount", "--net", "--pid", "--fork", "--kill-child", "sh", "-c", SETUP));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output = process.inputReader();
            if (!"ready".equals(output.readLine())) {
                process.destroyForcibly();
                skip("namespaces with nft, tc and overlayfs cannot be made here");
            }
            long pid = process.children().findFirst().orElseThrow().pid();
            Stage stage = new Stage(process, pid);
            stage.allow(ALLOW);
            return stage;
        } catch (IOException e) {
            skip("unshare (util-linux) is missing");
            throw new IllegalStateException(e);
        }
    }

    private static void skip(String reason) {
        System.out.println("skipped: " + reason);
        Assumptions.abort(reason);
    }

    void allow(String text) {
        sh("cat >/etc/nines/allow; chmod 644 /etc/nines/allow", text);
    }

    Target target() {
        return target;
    }

    long pid() {
        return pid;
    }

    /** Runs a script there and gives what it printed. */
    String sh(String script) {
        return sh(script, "");
    }

    private String sh(String script, String input) {
        Outcome outcome = target.run(List.of("sh", "-c", script), input, Duration.ofSeconds(20));
        return outcome.output().strip();
    }

    /** The same in the namespace at the other end of the cable. */
    String atPeer(String script) {
        return target.run(
                        List.of("sh", "-c", "exec nsenter --net --target $(cat /run/peer) sh -c \"$0\"", script),
                        Duration.ofSeconds(20))
                .output()
                .strip();
    }

    /** A process of its own there; its number as the stage counts. */
    long daemon(String command) {
        String script = "(setsid " + command + " </dev/null >/dev/null 2>&1 & echo $!)";
        long number = Long.parseLong(sh(script));
        sh("sleep 0.1");
        return number;
    }

    Injection.ProcessOf.Numbered process(long number) {
        String started = sh("sed 's/.*) //' /proc/" + number + "/stat | cut -d' ' -f20");
        return new Injection.ProcessOf.Numbered(number, Long.parseLong(started));
    }

    /** State letter of a process, empty if there is none. */
    String state(long number) {
        return sh("sed 's/.*) //' /proc/" + number + "/stat 2>/dev/null | cut -d' ' -f1");
    }

    /** All that the faults of these tests may change. */
    String picture() {
        return sh("nft -s list ruleset; tc qdisc show; ip -o link show | sed 's/ state.*//'; ip route; "
                + "ls -A /run/data; ls /run/nines | grep -v -e '^helper' -e '^lock$' -e '^proxy'; "
                + "for p in /proc/[0-9]*; do sed 's/.*) //' $p/stat 2>/dev/null | cut -c1; done | grep -c T");
    }

    /** From now on {@link #healed} knows when the folder of run r1 is gone, which is the last thing that an undo does. */
    void watch() {
        daemon(
                "sh -c 'while [ ! -d /run/nines/r1 ]; do sleep 0.05; done; while [ -d /run/nines/r1 ]; do sleep 0.05; done; "
                        + "cut -d\" \" -f1 /proc/uptime >/run/healed.new; mv /run/healed.new /run/healed'");
    }

    /** Seconds since the boot, as the stage counts. */
    double uptime() {
        return Double.parseDouble(sh("cut -d' ' -f1 /proc/uptime"));
    }

    /** When the stage was as before, in seconds since the boot; waits for it, much longer than it may take. */
    double healed() throws InterruptedException {
        for (int i = 0; i < 1200 && !exists("/run/healed"); i++) {
            Thread.sleep(50);
        }
        return Double.parseDouble(sh("cat /run/healed"));
    }

    Answer apply(int sequence, Injection injection, int ttlSeconds) {
        List<String> call = new ArrayList<>(List.of(
                "run=r1",
                "seq=" + sequence,
                "fault=" + injection.fault(),
                "ttl=" + ttlSeconds,
                "environment=stage",
                "control=none"));
        call.addAll(injection.parameters());
        return new Helper(target).call("apply", call);
    }

    Answer verb(String verb, int sequence) {
        return new Helper(target).call(verb, List.of("run=r1", "seq=" + sequence));
    }

    void assertClean() {
        assertThat(new Helper(target).call("scan", List.of()).lines()).containsExactly("marks=0");
    }

    Path root() {
        return Path.of("/proc", Long.toString(pid), "root");
    }

    boolean exists(String path) {
        return Files.exists(Path.of(root() + path));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
