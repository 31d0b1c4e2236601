package dev.nines.chaos.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.scenario.ScenarioReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failure detectors over UDP between two namespaces, and the simulator's trace of the same drill. */
@Tag("live")
class HeartbeatLiveTest {
    private static final String PAIR = """
            nines: 1
            title: a pair
            hosts: {one: {}, two: {}}
            services:
              group: {heartbeat: {nodes: [one, two], interval: 200ms, detector: {DETECTOR}}}
              web: {web-server: {nodes: [one, two], behind: group}}
            clients:
              c: {calls: web, rate: 1/s}
            drills:
              pause: {pause: group@one, repair: 20s}
            expect: [vip-single-owner]
            """;
    private static final String ROLE = """
            nines-live: 1
            role:
              design: DESIGN
              service: group
              node: NODE
              addresses: {one: 10.77.1.1, two: 10.77.1.2}
              virtual: 10.77.1.100/32
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @DisplayName("a paused node is suspected and trusted again as in the simulator's trace")
    @ValueSource(strings = {"fixed: {timeout: 1s}", "phi-accrual: {product: pekko, acceptable-heartbeat-pause: 1s}"})
    void pause(String detector) throws Exception {
        Path design = Files.writeString(folder.resolve("pair.yaml"), PAIR.replace("DETECTOR", detector));
        List<String> simulated = words(Simulated.after(ScenarioReader.design(design.toString()), "pause", "group@two"));
        try (TwoHosts hosts = TwoHosts.make();
                Daemons two = node(hosts, "two").await("started");
                Daemons one = node(hosts, "one").await("takes the address")) {
            Thread.sleep(2_000); // the detector has learnt
            int before = words(two.said()).size();
            one.signal("STOP");
            two.await(said -> words(said).size() >= before + 2, "suspects one, takes the address");
            assertThat(TwoHosts.sh(hosts.two, "sleep 0.3; ip -o address")).contains(" 10.77.1.100/32 ");
            one.signal("CONT");
            two.await(
                    said -> words(said).size() > before
                            && said.get(said.size() - 1).endsWith("leaves the address"),
                    "leaves the address");
            List<String> all = words(two.said());
            assertThat(simulated).containsExactly("suspects one", "takes the address", "trusts one");
            assertThat(all.subList(before, all.size())).isEqualTo(simulated);
            assertThat(TwoHosts.sh(hosts.two, "sleep 0.3; ip -o address")).doesNotContain(" 10.77.1.100/32 ");
        }
    }

    private static List<String> words(List<String> said) {
        return said.stream()
                .map(line -> line.replaceFirst("^group@\\w+: ", ""))
                .filter(line -> line.matches("(suspects|trusts|takes).*"))
                .toList();
    }

    private Daemons node(TwoHosts hosts, String node) {
        String role = ROLE.replace("NODE", node)
                .replace("DESIGN", folder.resolve("pair.yaml").toString());
        return Daemons.start(
                node.equals("one") ? hosts.one : hosts.two,
                HeartbeatMain.class,
                folder.resolve(node + ".yaml").toString(),
                role);
    }
}
