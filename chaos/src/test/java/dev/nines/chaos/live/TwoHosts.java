package dev.nines.chaos.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nines.chaos.target.LocalTarget;
import dev.nines.chaos.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Two network namespaces of a test with a cable between them: 10.77.1.1 and 10.77.1.2 at eth0. */
final class TwoHosts implements AutoCloseable {
    private static final Duration STEP = Duration.ofSeconds(20);

    final Target one;
    final Target two;
    private final List<Process> holders;

    private TwoHosts(Process first, Process second) {
        holders = List.of(first, second);
        one = new LocalTarget("one", List.of("nsenter", "--net=/proc/" + first.pid() + "/ns/net", "--"));
        two = new LocalTarget("two", List.of("nsenter", "--net=/proc/" + second.pid() + "/ns/net", "--"));
    }

    static TwoHosts make() throws IOException, InterruptedException {
        boolean root = "root".equals(System.getProperty("user.name"));
        if (!root) {
            System.out.println("skipped: not root");
        }
        assumeTrue(root, "skipped: not root");
        TwoHosts hosts = new TwoHosts(holder(), holder());
        sh(
                hosts.one,
                "ip link set lo up; ip link add eth0 type veth peer name eth0 netns "
                        + hosts.holders.get(1).pid() + "; ip address add 10.77.1.1/24 dev eth0; ip link set eth0 up");
        sh(hosts.two, "ip link set lo up; ip address add 10.77.1.2/24 dev eth0; ip link set eth0 up");
        return hosts;
    }

    /** It becomes {@code cat} once it is in its namespace. */
    private static Process holder() throws IOException, InterruptedException {
        Process holder = new ProcessBuilder("unshare", "--net", "--kill-child", "cat").start();
        Path here = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
        for (int i = 0; i < 500; i++) {
            if (!Files.readSymbolicLink(Path.of("/proc/" + holder.pid() + "/ns/net"))
                    .equals(here)) {
                return holder;
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("no namespace");
    }

    static String sh(Target host, String script) {
        var outcome = host.run(List.of("sh", "-ec", script), STEP);
        assertThat(outcome.ok()).as("%s: %s", script, outcome).isTrue();
        return outcome.output();
    }

    @Override
    public void close() {
        holders.forEach(Process::destroyForcibly);
    }
}
