package dev.nines.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.inject.Injection;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.InventoryReader;
import dev.nines.fault.Fault;
import dev.nines.model.spec.Design;
import dev.nines.scenario.ScenarioReader;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Faults of the network, from the words of a scenario to injections. */
class TranslationTest {
    private static final Inventory LAB = InventoryReader.readText("inventory.yaml", """
            nines-inventory: 1
            environment: staging
            targets:
              switch: {namespace: {pid: 10, started: 1}}
              lb1: {namespace: {pid: 11, started: 1}}
              lb2: {namespace: {pid: 12, started: 1}}
            addresses: {lb1: 10.77.0.11, lb2: 10.77.0.12}
            switch: {target: switch, ports: {lb1: sw-lb1, lb2: sw-lb2}}
            probes:
              web: {from: lb1, http: "http://10.77.0.12:80/", every: 10ms, timeout: 1s}
            limits: {ttl: 60s, targets: 2}
            """);

    private static List<String> injections(String fault) {
        Design design = ScenarioReader.readText("cuts", "cuts.yaml", """
                nines: 1
                title: cuts
                hosts: {lb1: {}, lb2: {}}
                services:
                  web: {web-server: {nodes: [lb1, lb2]}}
                clients:
                  c: {calls: web, rate: 1/s}
                drills:
                  d: {FAULT, repair: 1min}
                """.replace("FAULT", fault))
                .base();
        Fault one = design.drills().get(0).steps().get(0).fault();
        Translation translation = new Translation(LAB, role -> "lb1");
        return translation.of(one).stream().map(TranslationTest::said).toList();
    }

    private static String said(Injection injection) {
        return injection.target() + " " + injection.fault() + " " + String.join(" ", injection.parameters());
    }

    @Test
    @DisplayName(
            "a cable is cut at the switch: pulled, its port is down and the host sees it; silently, nothing is forwarded")
    void cables() {
        assertThat(injections("cable-cut: lb1")).containsExactly("switch interface-down interface=sw-lb1");
        assertThat(injections("silent-cut: lb2")).containsExactly("switch silent-cut interface=sw-lb2");
    }

    @Test
    @DisplayName(
            "a partition drops at both receivers: what is sent to a group, as VRRP's adverts are, has no peer's address")
    void partitions() {
        assertThat(injections("partition: {from: lb1, to: lb2, traffic: vrrp}"))
                .containsExactly(
                        "lb2 partition direction=in peers=10.77.0.11 protocol=vrrp",
                        "lb1 partition direction=in peers=10.77.0.12 protocol=vrrp");
        assertThat(injections("partition: {from: lb1, to: lb2}")).hasSize(2);
    }

    @Test
    @DisplayName("a one-way partition drops at its receiver alone; TCP needs both ways, and one host is enough for it")
    void oneWay() {
        assertThat(injections("partition: {from: lb1, to: lb2, one-way: true}"))
                .containsExactly("lb2 partition direction=in peers=10.77.0.11 protocol=any");
        assertThat(injections("partition: {from: lb1, to: lb2, traffic: tcp}")).hasSize(1);
    }
}
