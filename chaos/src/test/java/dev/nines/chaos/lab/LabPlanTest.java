package dev.nines.chaos.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.chaos.lab.config.HaproxyWriter;
import dev.nines.chaos.lab.config.KeepalivedWriter;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabPlanTest {
    private static final Path GOLDEN = Path.of("src/test/resources/lab");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "haproxy-keepalived",
                "haproxy-keepalived+fast-vrrp",
                "haproxy-before-database",
                "haproxy-before-database+two-way",
                "keepalived-pair+script-weight",
                "mariadb-pair",
                "web-active-active",
                "web-active-standby"
            })
    @DisplayName("a worked design's files, commands and differences are those that were reviewed")
    void golden(String design) throws IOException {
        String actual = described(LabPlan.of(ScenarioReader.design(design)));
        Path file = GOLDEN.resolve(design + ".txt");
        if ("update".equals(System.getProperty("nines.golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, actual);
        }
        assertThat(actual).as("%s; update with -Dnines.golden=update", file).isEqualTo(Files.readString(file));
    }

    private static String described(LabPlan plan) {
        StringBuilder text = new StringBuilder();
        plan.hosts().forEach(host -> text.append(host).append('\n'));
        plan.entries()
                .forEach(entry ->
                        text.append(entry.service()).append(' ').append(entry).append('\n'));
        plan.standIns()
                .forEach(difference ->
                        text.append("stand-in ").append(difference).append('\n'));
        plan.differences()
                .forEach(difference ->
                        text.append("different ").append(difference).append('\n'));
        for (Daemon daemon : plan.daemons()) {
            text.append("\n== ")
                    .append(daemon.components())
                    .append(' ')
                    .append(daemon.start())
                    .append('\n');
            for (GeneratedFile file : daemon.files()) {
                text.append("-- ")
                        .append(file.path())
                        .append(file.executable() ? " *\n" : "\n")
                        .append(file.text());
            }
        }
        return text.toString();
    }

    @Test
    @DisplayName("a design with parts that no product stands for is refused, and each is named")
    void refused() {
        assertThatThrownBy(() -> LabPlan.of(ScenarioReader.design("detectors")))
                .isInstanceOf(LabRefused.class)
                .hasMessageContaining("no lab of detectors")
                .hasMessageContaining("no product stands for it");
        assertThatThrownBy(() -> LabPlan.of(ScenarioReader.design("power-and-storage")))
                .isInstanceOf(LabRefused.class);
    }

    @Test
    @DisplayName("ports of the switch fit the kernel's names, whatever the hosts' are")
    void ports() {
        LabPlan plan =
                LabPlan.of(ScenarioReader.readText("long", "long.yaml", """
                        nines: 1
                        title: long names
                        hosts:
                          a-host-with-a-very-long-name: {}
                          a-host-with-a-very-long-name-too: {}
                        services:
                          web: {web-server: {nodes: [a-host-with-a-very-long-name, a-host-with-a-very-long-name-too]}}
                        clients:
                          c: {calls: web, rate: 1/s}
                        drills:
                          d: {crash: a-host-with-a-very-long-name, repair: 1min}
                        """).base());
        Set<String> ports =
                new TreeSet<>(plan.hosts().stream().map(LabHost::port).toList());
        assertThat(ports).hasSameSizeAs(plan.hosts()).allMatch(port -> port.length() <= 15);
    }

    @Test
    @DisplayName("keepalived starts where the priority is highest: nobody takes an address that it must give back")
    void order() {
        LabPlan plan = LabPlan.of(ScenarioReader.design("web-active-standby"));
        List<String> hosts = plan.daemons().stream()
                .filter(daemon -> daemon.product() == Product.KEEPALIVED)
                .map(Daemon::host)
                .toList();
        KeepalivedSpec spec = plan.keepalived().get(0);
        List<String> expected = spec.instances().stream()
                .sorted(Comparator.comparing((KeepalivedSpec.Instance instance) -> -instance.priority()))
                .map(KeepalivedSpec.Instance::host)
                .toList();
        assertThat(hosts).isEqualTo(expected);
        assertThat(plan.daemons().get(plan.daemons().size() - 1).product()).isEqualTo(Product.KEEPALIVED);
    }

    @Test
    @DisplayName(
            "no server of a managed database starts writable: one that was replaced must not come back as a second primary")
    void managed() {
        LabPlan plan = LabPlan.of(ScenarioReader.design("mariadb-pair"));
        List<GeneratedFile> files = plan.daemons().stream()
                .filter(daemon -> daemon.product() == Product.MARIADB)
                .flatMap(daemon -> daemon.files().stream())
                .toList();
        assertThat(files)
                .filteredOn(file -> file.path().endsWith(".cnf"))
                .hasSize(2)
                .allSatisfy(file -> assertThat(file.text()).contains("read_only = ON"));
        // The manager has a host that no drill hits, and the primary's address is the design's service.
        assertThat(plan.hosts()).extracting(LabHost::name).containsExactly("db1", "db2", "db-manager", "client");
        assertThat(plan.entries().get(0).address())
                .isEqualTo(plan.addresses().virtual().get("db"));
    }

    @Test
    @DisplayName("one service's file can be written alone, and says the design and its hash")
    void writers() {
        LabPlan plan = LabPlan.of(ScenarioReader.design("haproxy-keepalived"));
        for (ServiceSpec service : plan.design().services()) {
            String text = "";
            if (service instanceof KeepalivedSpec keepalived) {
                text = KeepalivedWriter.write(plan.design(), keepalived, "lb2", plan.addresses());
                assertThat(text).contains("priority 100").contains("virtual_router_id 51");
            } else if (service instanceof HaproxySpec haproxy) {
                text = HaproxyWriter.write(plan.design(), haproxy, "lb2", plan.addresses());
            } else {
                continue;
            }
            assertThat(text)
                    .startsWith("# design haproxy-keepalived " + plan.design().inputHash());
        }
    }
}
