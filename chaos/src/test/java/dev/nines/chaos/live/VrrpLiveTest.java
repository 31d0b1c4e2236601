package dev.nines.chaos.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The VRRP machine between two namespaces, and the simulator's trace of the same drill. */
@Tag("live")
class VrrpLiveTest {
    private static final String PAIR = """
            nines: 1
            title: a pair
            hosts: {lb1: {}, lb2: {}}
            services:
              vip:
                keepalived:
                  nodes: {lb1: {priority: 150}, lb2: {priority: 100}}
                  vrrp_version: 3
                  advert_int: 200ms
              web: {web-server: {nodes: [lb1, lb2], behind: vip}}
            clients:
              c: {calls: web, rate: 1/s}
            drills:
              kill: {kill: vip@lb1, repair: 1min}
            """;
    private static final String ROLE = """
            nines-live: 1
            role:
              design: DESIGN
              service: vip
              node: NODE
              addresses: {lb1: 10.77.1.1, lb2: 10.77.1.2}
              virtual: 10.77.1.100/32
            """;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("a killed master is replaced and comes back through the states of the simulator's trace")
    void kill() throws Exception {
        Path design = Files.writeString(folder.resolve("pair.yaml"), PAIR);
        try (TwoHosts hosts = TwoHosts.make()) {
            Daemons lb1 = router(hosts, "lb1").await("BACKUP -> MASTER (DOWN_TIMER)");
            try (Daemons lb2 = router(hosts, "lb2").await("INIT -> BACKUP (STARTUP)")) {
                TwoHosts.sh(hosts.two, "ping -c1 -W2 10.77.1.100 >/dev/null || true");
                assertThat(owners(hosts)).containsExactly("one");
                lb1.close();
                lb2.await("BACKUP -> MASTER (DOWN_TIMER)");
                awaitOwners(hosts, "one", "two"); // a killed keepalived leaves its address
                try (Daemons again = router(hosts, "lb1").await("BACKUP -> MASTER (PREEMPTED)")) {
                    lb2.await("MASTER -> BACKUP (HIGHER_ADVERT)");
                    awaitOwners(hosts, "one");
                    List<String> simulated =
                            changes(Simulated.after(ScenarioReader.design(design.toString()), "kill", "vip@lb2"));
                    assertThat(simulated).hasSizeGreaterThanOrEqualTo(3);
                    assertThat(changes(lb2.said())).isEqualTo(simulated);
                    List<String> all =
                            changes(Simulated.after(ScenarioReader.design(design.toString()), "kill", "vip@lb1"));
                    assertThat(changes(again.said()))
                            .as("what the simulator's lb1 does when it comes back")
                            .isEqualTo(all.subList(all.size() - 2, all.size()));
                    again.terminate();
                    lb2.await("BACKUP -> MASTER (PRIORITY_ZERO)");
                    awaitOwners(hosts, "two");
                    assertThat(again.said().get(again.said().size() - 1)).endsWith("MASTER -> STOP (SHUTDOWN)");
                }
            }
        }
    }

    private static List<String> changes(List<String> said) {
        return said.stream()
                .filter(line -> line.contains(" -> "))
                .map(line -> line.replaceFirst("^vip@lb\\d: ", ""))
                .toList();
    }

    private static List<String> owners(TwoHosts hosts) {
        return List.of(hosts.one, hosts.two).stream()
                .filter(host -> TwoHosts.sh(host, "ip -o address").contains(" 10.77.1.100/32 "))
                .map(host -> host.name())
                .toList();
    }

    private static void awaitOwners(TwoHosts hosts, String... names) throws InterruptedException {
        for (int i = 0; i < 200 && !owners(hosts).equals(List.of(names)); i++) {
            Thread.sleep(50);
        }
        assertThat(owners(hosts)).containsExactly(names);
    }

    private Daemons router(TwoHosts hosts, String node) throws IOException {
        Path config = folder.resolve(node + ".yaml");
        String role = ROLE.replace("NODE", node)
                .replace("DESIGN", folder.resolve("pair.yaml").toString());
        return Daemons.start(node.equals("lb1") ? hosts.one : hosts.two, VrrpMain.class, config.toString(), role);
    }
}
