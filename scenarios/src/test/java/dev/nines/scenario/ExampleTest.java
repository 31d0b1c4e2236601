package dev.nines.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.fault.Fault;
import dev.nines.kernel.Law;
import dev.nines.model.spec.Assumption;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.model.spec.ObjectiveSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The example of the design document and the worked designs. */
class ExampleTest {
    private static final long SECOND = 1_000_000_000L;

    static String resource(String name) {
        try (InputStream in = ExampleTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Design section8() {
        return ScenarioReader.readText("s8", "s8.yaml", resource("design-section-8.yaml"))
                .base();
    }

    @Test
    @DisplayName("The example of DESIGN section 8 loads, with HAProxy's own warning about time-outs")
    void loads() {
        Scenario scenario = ScenarioReader.readText("s8", "s8.yaml", resource("design-section-8.yaml"));
        assertThat(scenario.title()).isEqualTo("Two web servers behind a keepalived VIP");
        assertThat(scenario.warnings()).extracting(p -> p.code().id()).containsExactly("N0154");
        assertThat(scenario.base().inputHash()).matches("[0-9a-f]{12}");
        assertThat(scenario.variants()).isEmpty();
    }

    @Test
    void keepsTheValuesOfTheFile() {
        Design design = section8();
        assertThat(design.hosts()).hasSize(6);
        KeepalivedSpec vip = (KeepalivedSpec) design.services().get(0);
        assertThat(vip.nodes()).containsExactly("lb1", "lb2");
        assertThat(vip.instances().get(0)).isEqualTo(new KeepalivedSpec.Instance("lb1", 150, false));
        assertThat(vip.advertIntNanos()).isEqualTo(SECOND);
        HaproxySpec front = (HaproxySpec) design.services().get(1);
        assertThat(front.redispatch()).isEqualTo(-1);
        assertThat(front.check().type()).isEqualTo(HaproxySpec.CheckType.TCP);
        MysqlSpec db = (MysqlSpec) design.services().get(3);
        assertThat(db.promotion().failures()).isEqualTo(10);
        assertThat(design.clients().get(0).writeShare()).isEqualTo(0.2);
        assertThat(design.clients().get(0).sloLatencyP99Nanos()).isEqualTo(SECOND / 2);
        assertThat(design.run().horizonNanos()).isEqualTo(365L * 86_400 * SECOND);
        assertThat(design.probe().services()).containsExactly("front");
    }

    @Test
    @DisplayName("Defaults are the products' own: vrrp-keepalived.md 1, haproxy-nlb.md 1, mysql-replication.md 3")
    void fillsInDefaults() {
        Design design = section8();
        KeepalivedSpec vip = (KeepalivedSpec) design.services().get(0);
        assertThat(vip.version()).isEqualTo(2);
        assertThat(vip.preempt()).isTrue();
        assertThat(vip.downTimerAdverts()).isEqualTo(3);
        assertThat(vip.garpMasterRepeat()).isEqualTo(5);
        assertThat(vip.garpMasterDelayNanos()).isEqualTo(5 * SECOND);
        assertThat(vip.garpMasterRefreshNanos()).isZero();
        assertThat(vip.garpLowerPrioRepeat()).isEqualTo(5);
        HaproxySpec front = (HaproxySpec) design.services().get(1);
        assertThat(front.retries()).isEqualTo(3);
        assertThat(front.check().fastinterNanos()).isEqualTo(2 * SECOND);
        assertThat(front.check().errorLimit()).isEqualTo(10);
        assertThat(front.mode()).isEqualTo(HaproxySpec.Mode.TCP);
        assertThat(front.balance()).isEqualTo(HaproxySpec.Balance.ROUNDROBIN);
        MysqlSpec db = (MysqlSpec) design.services().get(3);
        assertThat(db.waitPoint()).isEqualTo(MysqlSpec.WaitPoint.AFTER_SYNC);
        assertThat(db.semiSyncTimeoutNanos()).isEqualTo(10 * SECOND);
        assertThat(db.slaveNetTimeoutNanos()).isEqualTo(60 * SECOND);
        assertThat(db.waitNoSlave()).isTrue();
    }

    @Test
    void anyHostIsOneLawForEachHost() {
        Design design = section8();
        assertThat(design.faults())
                .extracting(f -> f.fault())
                .containsExactly(
                        new Fault.Crash("lb1"),
                        new Fault.Crash("lb2"),
                        new Fault.Crash("web1"),
                        new Fault.Crash("web2"),
                        new Fault.Crash("db1"),
                        new Fault.Crash("db2"));
        assertThat(design.faults().get(0).every()).isEqualTo(new Law.Exponential(90.0 * 86_400 * SECOND));
        assertThat(design.faults().get(0).repair())
                .isEqualTo(new Law.Lognormal(20.0 * 60 * SECOND, 2.0 * 3600 * SECOND));
    }

    @Test
    void readsObjectives() {
        assertThat(section8().objectives())
                .containsExactly(
                        new ObjectiveSpec(
                                "availability >= 99.95%",
                                "", "availability", ObjectiveSpec.Comparison.AT_LEAST, 0.9995),
                        new ObjectiveSpec(
                                "drills.lb-crash.outage.p99 <= 10s",
                                "",
                                "drills.lb-crash.outage.p99",
                                ObjectiveSpec.Comparison.AT_MOST,
                                10),
                        new ObjectiveSpec(
                                "lost-transactions = 0", "", "lost-transactions", ObjectiveSpec.Comparison.EQUAL, 0));
    }

    @Test
    void everyParameterHasItsGround() {
        List<Assumption> assumptions = section8().assumptions();
        assertThat(assumptions)
                .contains(
                        new Assumption("services.vip.advert_int", "1s", Assumption.Source.SCENARIO, "line 12"),
                        new Assumption("services.vip.nodes.lb1.priority", "150", Assumption.Source.SCENARIO, "line 12"),
                        new Assumption(
                                "services.vip.down_timer_adverts", "3", Assumption.Source.SOURCE, "keepalived vrrp.h"),
                        new Assumption(
                                "probe.outage.threshold",
                                "90%",
                                Assumption.Source.DOCUMENTATION,
                                "Nines' definitions"));
        assertThat(assumptions).extracting(Assumption::parameter).doesNotHaveDuplicates();
        assertThat(assumptions)
                .filteredOn(a -> a.from().isEmpty() || a.value().isEmpty())
                .isEmpty();
        assertThat(assumptions)
                .filteredOn(a -> a.parameter().equals("services.web.start"))
                .extracting(Assumption::source)
                .containsExactly(Assumption.Source.GUESS);
    }

    @Test
    void workedDesignsLoadWithoutAWarning() {
        for (WorkedDesigns.Entry entry : WorkedDesigns.all()) {
            assertThat(entry.question()).as(entry.name()).isNotEmpty();
            assertThat(ScenarioReader.read(entry.name()).warnings())
                    .as(entry.name())
                    .isEmpty();
        }
        assertThat(ScenarioReader.design("haproxy-keepalived+fast-vrrp").name())
                .isEqualTo("haproxy-keepalived+fast-vrrp");
    }

    @Test
    void theIndexNamesEveryFolder() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("../examples"))) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(p -> p.getFileName().toString())
                            .filter(name -> !name.equals("validation")) // 95 small cases, no worked designs
                            .sorted())
                    .isEqualTo(WorkedDesigns.names());
        }
    }
}
