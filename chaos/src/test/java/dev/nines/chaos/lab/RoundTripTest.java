package dev.nines.chaos.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.model.spec.Design;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.scenario.ScenarioReader;
import dev.nines.scenario.config.Import;
import dev.nines.scenario.yaml.Source;
import dev.nines.scenario.yaml.SourceReader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a lab writes of a scenario, an import reads as the same scenario, parameter by parameter. */
class RoundTripTest {
    /** What stands in no configuration file, or under a name that is the file's own. */
    private static final Set<String> NOT_WRITTEN = Set.of("name", "behind", "servers", "instances", "tracks", "nodes");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "haproxy-keepalived",
                "haproxy-keepalived+no-redispatch",
                "haproxy-keepalived+fast-vrrp",
                "haproxy-before-database",
                "keepalived-pair",
                "keepalived-pair+fast-v3",
                "keepalived-pair+nopreempt",
                "keepalived-pair+script-weight",
                "keepalived-pair+script-fault",
                "keepalived-pair+garp-refresh",
                "web-active-active",
                "web-active-standby"
            })
    @DisplayName("scenario, configuration files of the lab, import, scenario: every parameter comes back")
    void comesBack(String name) throws ReflectiveOperationException {
        Design before = ScenarioReader.design(name);
        Import.Result read = Import.of(files(LabPlan.of(before)));
        assertThat(read.warnings()).isEmpty();
        Design after =
                ScenarioReader.readText("again", "again.yaml", read.text()).base();

        List<KeepalivedSpec> addresses = of(before, KeepalivedSpec.class);
        List<KeepalivedSpec> addressesAgain = of(after, KeepalivedSpec.class);
        assertThat(addressesAgain).hasSameSizeAs(addresses);
        for (int i = 0; i < addresses.size(); i++) {
            same(addresses.get(i), addressesAgain.get(i), NOT_WRITTEN);
            assertThat(priorities(addressesAgain.get(i))).isEqualTo(priorities(addresses.get(i)));
            sameScripts(addresses.get(i).tracks(), addressesAgain.get(i).tracks());
        }
        List<HaproxySpec> proxies = of(before, HaproxySpec.class);
        List<HaproxySpec> proxiesAgain = of(after, HaproxySpec.class);
        assertThat(proxiesAgain).hasSameSizeAs(proxies);
        for (int i = 0; i < proxies.size(); i++) {
            same(proxies.get(i), proxiesAgain.get(i), NOT_WRITTEN);
        }
    }

    /** Each node's keepalived.conf, and the haproxy.cfg of the first node: all balancers have the same but for their address. */
    private static List<Source> files(LabPlan plan) {
        List<Source> files = new ArrayList<>();
        boolean balancer = false;
        for (Daemon daemon : plan.daemons()) {
            boolean own = plan.design().services().stream()
                    .anyMatch(service ->
                            service instanceof HaproxySpec && daemon.services().contains(service.name()));
            if (daemon.product() == Product.KEEPALIVED || (own && !balancer)) {
                balancer |= own;
                GeneratedFile file = daemon.files().get(0);
                files.add(SourceReader.decode(
                        daemon.host() + file.path().replace('/', '-'),
                        file.text().getBytes(StandardCharsets.UTF_8)));
            }
        }
        return files;
    }

    private static void sameScripts(List<KeepalivedSpec.TrackScript> before, List<KeepalivedSpec.TrackScript> after)
            throws ReflectiveOperationException {
        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            // A name is the service's and the script's; what a script looks at, and for how long, its file does not
            // say.
            same(before.get(i), after.get(i), Set.of("name", "checks", "runTimeNanos"));
        }
    }

    private static <T extends Record> void same(T before, T after, Set<String> except)
            throws ReflectiveOperationException {
        for (RecordComponent component : before.getClass().getRecordComponents()) {
            if (!except.contains(component.getName())) {
                assertThat(component.getAccessor().invoke(after))
                        .as(component.getName())
                        .isEqualTo(component.getAccessor().invoke(before));
            }
        }
    }

    /** By host, since a file of one host names no other. */
    private static List<String> priorities(KeepalivedSpec service) {
        return service.instances().stream()
                .map(instance -> instance.host() + " " + instance.priority())
                .sorted()
                .toList();
    }

    private static <T extends ServiceSpec> List<T> of(Design design, Class<T> type) {
        return design.services().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
