package dev.nines.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.InventoryReader;
import dev.nines.model.spec.Design;
import dev.nines.scenario.ScenarioReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlannerTest {
    static final Instant NOW = Instant.parse("2026-01-31T22:00:00Z");

    static final String SCENARIO = """
            nines: 1
            title: two balancers
            hosts: {lb1: {}, lb2: {}, web1: {}}
            services:
              vip: {keepalived: {nodes: {lb1: {priority: 150}, lb2: {priority: 100}}, vrrp_version: 3, advert_int: 200ms}}
              front: {haproxy: {nodes: [lb1, lb2], behind: vip, servers: web, mode: http, inter: 500ms}}
              web: {web-server: {nodes: [web1], service-time: 1ms}}
            clients:
              c: {calls: front, rate: 1/s}
            drills:
              crash: {crash: lb1, repair: 1min}
              master-crash: {crash: master of vip, repair: 1min}
              kill: {kill: web@web1, repair: 1min}
              slow-net: {latency: {host: lb1, extra: 5ms}, repair: 1min}
              off: {power-off: lb1, repair: 1min}
              both: [{crash: lb1, repair: 1min}, {crash: web1, repair: 1min}]
              later: [{crash: lb1, repair: 1min}, {kill: web@web1, at: 5s, repair: 1min}]
              cable: {cable-cut: lb1, repair: 1min}
              unknown: {kill: front@lb2, repair: 1min}
              apart: {partition: {from: lb1, to: lb2}, repair: 1min}
              both-balancers: [{crash: lb1, repair: 1min}, {crash: lb2, repair: 1min}]
            """;

    static final String INVENTORY = """
            nines-inventory: 1
            environment: staging
            targets:
              lb1: {namespace: {pid: 11, started: 1}}
              lb2: {namespace: {pid: 12, started: 1}}
              web1: {namespace: {pid: 13, started: 1}}
              client: {namespace: {pid: 14, started: 1}}
            components:
              vip@lb1: {pidfile: /run/keepalived.pid, start: [/usr/sbin/keepalived]}
              vip@lb2: {pidfile: /run/keepalived.pid, start: [/usr/sbin/keepalived]}
              front@lb1: {pidfile: /run/front.pid, start: [/usr/sbin/haproxy]}
              web@web1: {pidfile: /run/web.pid, start: [/usr/sbin/nginx]}
            addresses: {lb1: 10.77.0.11, lb2: 10.77.0.12, web1: 10.77.0.13, vip: 10.77.0.100}
            probes:
              front: {from: client, http: "http://10.77.0.100:80/", every: 10ms, timeout: 1s}
            limits: {ttl: 60s, targets: 1}
            """;

    static Design design() {
        return ScenarioReader.readText("small", "small.yaml", SCENARIO).base();
    }

    static Inventory inventory() {
        return InventoryReader.readText("inventory.yaml", INVENTORY);
    }

    static Planner.Wish wish(int ttlSeconds, String... drills) {
        return new Planner.Wish(
                "small",
                List.of(drills),
                5_000_000_000L,
                ttlSeconds,
                20,
                1,
                Duration.ofHours(24),
                Load.NONE,
                "ann@desk");
    }

    private final Answering targets = new Answering();

    private Plan plan(String... drills) {
        return new Planner(design(), inventory(), targets::of).plan(wish(30, drills), NOW);
    }

    private String reason(String drill) {
        return plan(drill).refused().stream().map(Plan.Refused::reason).collect(Collectors.joining());
    }

    @Test
    @DisplayName(
            "a crash becomes one injection that starts all daemons of the host again; the prediction is of this drill alone")
    void crash() {
        Plan plan = plan("crash");
        Plan.Drill drill = plan.drills().get(0);
        assertThat(drill.actions())
                .containsExactly(new Plan.Action(
                        "lb1",
                        "namespace 11 1",
                        "crash",
                        List.of(
                                "interface=eth0",
                                "keep=10.77.0.11",
                                "start=/usr/sbin/keepalived",
                                "next=yes",
                                "start=/usr/sbin/haproxy")));
        Plan.Forecast forecast = drill.predicted().get("front");
        assertThat(forecast.outageNanos()).hasSize(20).isSorted();
        // VRRP: 3 adverts and the skew of priority 100 (122 ms), less the age of the last advert, up to one of 200 ms;
        // seen to
        // a probe. An outage begins with the oldest request that was under way at the crash: here hardly before it.
        assertThat(forecast.minNanos()).isGreaterThan(510_000_000L);
        assertThat(forecast.maxNanos()).isLessThan(742_000_000L);
        assertThat(plan.expires()).isEqualTo("2026-02-01T22:00:00Z");
    }

    @Test
    @DisplayName("planning asks targets and changes nothing")
    void changesNothing() {
        plan();
        assertThat(targets.asked()).isNotEmpty().allMatch(verb -> verb.equals("caps") || verb.equals("ip"));
    }

    @Test
    @DisplayName("a role is resolved by asking, and the plan says who has it")
    void role() {
        targets.master("lb2");
        Plan.Drill drill = plan("master-crash").drills().get(0);
        assertThat(drill.roles()).containsEntry("master of vip", "lb2");
        assertThat(drill.targets()).containsExactly("lb2");
    }

    @Test
    @DisplayName("two masters: the drill is refused")
    void twoMasters() {
        targets.master("lb1");
        targets.master("lb2");
        assertThat(reason("master-crash")).contains("[lb1, lb2] have it");
    }

    @Test
    @DisplayName("what cannot be done here is refused by name with the reason, and other drills stay")
    void refused() {
        assertThat(reason("slow-net")).isEqualTo("no netem in the kernel of lb1");
        assertThat(reason("off")).isEqualTo("no BMC and no hypervisor: nothing here can switch off the power of lb1");
        assertThat(reason("later")).isEqualTo("its steps are not all at the same time");
        assertThat(reason("cable")).isEqualTo("no switch: nothing here can cut a cable");
        assertThat(reason("unknown")).isEqualTo("the inventory has no component front@lb2");
        assertThat(plan("off", "kill").drills()).extracting(Plan.Drill::name).containsExactly("kill");
    }

    @Test
    @DisplayName("guard 11, blast radius: more targets at once than the inventory allows")
    void blastRadius() {
        assertThat(reason("both")).isEqualTo("it hits 2 targets at once, lb1, web1; the inventory allows 1");
    }

    @Test
    @DisplayName("guard 2, opt in: a target without an allow-file")
    void didNotAgree() {
        targets.says("allow", "no");
        assertThat(reason("kill")).isEqualTo("web1 did not agree to faults: it has no /etc/nines/allow");
    }

    @Test
    @DisplayName("guard 4, production fence")
    void production() {
        targets.says("production", "yes");
        assertThat(reason("kill")).isEqualTo("web1 is a production system");
    }

    @Test
    @DisplayName("guard 5, lease: longer than the inventory allows")
    void lease() {
        Planner planner = new Planner(design(), inventory(), targets::of);
        assertThatThrownBy(() -> planner.plan(wish(61), NOW))
                .isInstanceOf(NotPossible.class)
                .hasMessage("a lease of 61 s is longer than the 60 s that the inventory allows");
    }

    @Test
    @DisplayName("a process that nothing starts again is not reversible")
    void irreversible() {
        String without = INVENTORY.replace(", start: [/usr/sbin/nginx]", "");
        Planner planner = new Planner(design(), InventoryReader.readText("i.yaml", without), targets::of);
        assertThat(planner.plan(wish(30, "kill"), NOW).drills().get(0).irreversible())
                .containsExactly("nothing starts the killed process on web1 again");
    }

    private static Inventory wide(String more) {
        return InventoryReader.readText("i.yaml", INVENTORY.replace("targets: 1}", "targets: 2" + more + "}"));
    }

    private String reason(Inventory inventory, String drill) {
        return new Planner(design(), inventory, targets::of)
                .plan(wish(30, drill), NOW).refused().stream()
                        .map(Plan.Refused::reason)
                        .collect(Collectors.joining());
    }

    @Test
    @DisplayName(
            "guard 11, quorum: both members of a pair, unless the inventory expects it and the allow-file permits it")
    void bothOfAPair() {
        assertThat(reason(wide(""), "both-balancers"))
                .startsWith("it is a total outage: vip keeps 0 of 2 nodes; the inventory would have to say");
        Inventory expected = wide(", expect: total-outage");
        targets.file("/etc/nines/allow", "644", "environment=staging\n");
        assertThat(reason(expected, "both-balancers"))
                .isEqualTo("it is a total outage: vip keeps 0 of 2 nodes; the allow-file of lb1 would have to say"
                        + " total-outage=yes");
        targets.file("/etc/nines/allow", "644", "environment=staging\ntotal-outage=yes\n");
        assertThat(reason(expected, "both-balancers")).isEmpty();
        assertThat(reason(wide(""), "both"))
                .as("one balancer and the only web server")
                .isEmpty();
    }

    @Test
    @DisplayName("load of clients: a rate, or the scenario's own, to what they call; never more than is allowed")
    void load() {
        assertThat(streams(new Load(false, 200), inventory()))
                .containsExactly(new Plan.Stream("front", Plan.Stream.Kind.CLIENTS, 200));
        assertThat(streams(new Load(true, 0), inventory()))
                .containsExactly(new Plan.Stream("front", Plan.Stream.Kind.CLIENTS, 1));
        assertThat(streams(Load.NONE, inventory())).isEmpty();
        assertThatThrownBy(() -> streams(new Load(false, 200), wide(", load: 100/s")))
                .isInstanceOf(NotPossible.class)
                .hasMessage("clients would send 200/s, more than the 100/s that are allowed");
        Inventory elsewhere = InventoryReader.readText("i.yaml", INVENTORY.replace("  front: {from", "  web: {from"));
        assertThatThrownBy(() -> streams(new Load(false, 200), elsewhere))
                .hasMessage("clients call front, which no probe of the inventory reaches");
    }

    private List<Plan.Stream> streams(Load load, Inventory inventory) {
        Planner.Wish wish =
                new Planner.Wish("small", List.of("kill"), 5_000_000_000L, 30, 20, 1, Duration.ofHours(1), load, "a@b");
        return new Planner(design(), inventory, targets::of).plan(wish, NOW).streams();
    }

    @Test
    @DisplayName("canaries are sent from where probes are sent from")
    void canaries() {
        String canary = "canaries: {shop: {from: lb1, http: \"http://10.77.0.99:80/\"}}\n";
        Planner planner = new Planner(design(), InventoryReader.readText("i.yaml", INVENTORY + canary), targets::of);
        assertThatThrownBy(() -> planner.plan(wish(30, "kill"), NOW))
                .hasMessage("canary shop must be sent from where the probes are sent from");
    }
}
