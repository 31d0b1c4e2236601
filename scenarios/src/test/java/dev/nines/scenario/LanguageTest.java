package dev.nines.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.fault.Fault;
import dev.nines.kernel.Law;
import dev.nines.model.Machines;
import dev.nines.model.spec.Assumption;
import dev.nines.model.spec.ContentSyncSpec;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DowntimeWindow;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.model.spec.NlbSpec;
import dev.nines.model.spec.ObjectiveSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.model.spec.WebServerSpec;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the keys mean. */
class LanguageTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3600 * SECOND;

    private static final Scenario EVERYTHING =
            ScenarioReader.readText("all", "all.yaml", ExampleTest.resource("everything.yaml"));

    private static <T extends ServiceSpec> T service(Design design, String name, Class<T> type) {
        return design.services().stream()
                .filter(s -> s.name().equals(name))
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Design withService(String service) {
        return ScenarioReader.readText("x", "x.yaml", """
                nines: 1
                hosts: {a: , b: , c: {managed: true}}
                services:
                  web: {web-server: {nodes: [a, b]}}
                %s
                clients: {c: {calls: web, rate: 1/s}}
                """.formatted(service.indent(2)))
                .base();
    }

    @Test
    @DisplayName(
            "haproxy-nlb.md section 1, spread-checks: the share of the file is the percentage of HAProxy's own code")
    void spreadChecks() {
        Design design = withService("front: {haproxy: {nodes: [c], servers: web, spread-checks: 5%}}");
        HaproxySpec front = service(design, "front", HaproxySpec.class);
        assertThat(Machines.serverCheck(front).spreadChecksPercent()).isEqualTo(5, within(1e-9));
    }

    @Test
    void everyVerbIsAFault() {
        assertThat(EVERYTHING.base().drills())
                .flatExtracting(DrillSpec::steps)
                .extracting(DrillSpec.Step::fault)
                .extracting(f -> (Object) f.getClass())
                .contains((Object[]) Fault.class.getPermittedSubclasses());
    }

    @Test
    void faultsKeepTheirOptions() {
        assertThat(EVERYTHING.base().drills())
                .flatExtracting(DrillSpec::steps)
                .extracting(DrillSpec.Step::fault)
                .contains(
                        new Fault.CableCut("master of vip"),
                        new Fault.Partition("lb1", "lb2", true, Fault.Traffic.VRRP),
                        new Fault.Loss("lb1", 0.05),
                        new Fault.Loss("lb1", "lb2", true, 0.3),
                        new Fault.Pause("lb2"),
                        new Fault.Latency("lb1", 50_000_000),
                        new Fault.Rate("db1", 10_000_000),
                        new Fault.Slow("web@web1", 10),
                        new Fault.ReplicaLag("db", 30 * SECOND),
                        new Fault.ZoneOutage("seoul"));
    }

    @Test
    void drillsHaveSteps() {
        assertThat(EVERYTHING.base().drills().get(20))
                .isEqualTo(new DrillSpec(
                        "steps",
                        List.of(
                                new DrillSpec.Step(0, new Fault.SilentCut("lb1"), 30 * SECOND, false),
                                new DrillSpec.Step(60 * SECOND, new Fault.Restart("vip@lb1"), -1, true))));
    }

    @Test
    @DisplayName("`any host` leaves managed hosts out; `web@any host` is each process of web; never repaired is null")
    void manyTargets() {
        Design design = EVERYTHING.base();
        assertThat(design.faults())
                .filteredOn(f -> f.fault() instanceof Fault.Crash)
                .extracting(f -> f.fault().target())
                .containsExactly("lb1", "lb2", "web1", "web2", "db1", "db2", "plain");
        assertThat(design.faults())
                .filteredOn(f -> f.fault() instanceof Fault.Kill)
                .satisfies(kills -> {
                    assertThat(kills).extracting(f -> f.fault().target()).containsExactly("web@web1", "web@web2");
                    assertThat(kills).allMatch(f -> f.repair() == null && !f.planned());
                });
        assertThat(design.faults())
                .filteredOn(f -> f.fault() instanceof Fault.Loss)
                .extracting(f -> f.fault())
                .containsExactly(new Fault.Loss("web1", 0.02), new Fault.Loss("web2", 0.02));
        assertThat(design.faults())
                .filteredOn(f -> f.planned())
                .extracting(f -> f.fault())
                .containsExactly(new Fault.Restart("web@web1"), new Fault.Restart("web@web2"));
    }

    @Test
    void variantsChangePathsListsAndDottedKeys() {
        Design tar = EVERYTHING.design("tar");
        assertThat(tar.name()).isEqualTo("all+tar");
        assertThat(tar.title()).isEqualTo("Every kind of service and every fault (tar)");
        assertThat(service(tar, "files", ContentSyncSpec.class).method()).isEqualTo(ContentSyncSpec.Method.TAR);
        assertThat(service(tar, "files", ContentSyncSpec.class).intervalNanos()).isEqualTo(HOUR);
        assertThat(tar.clients().get(0).sloLatencyP99Nanos()).isEqualTo(SECOND);
        assertThat(tar.probe().outageThreshold()).isEqualTo(0.9);
        assertThat(tar.faults().get(0).every()).isEqualTo(new Law.Exponential(30 * 24.0 * HOUR));
        assertThat(tar.faults()).noneMatch(f -> f.planned());
        assertThat(tar.drills()).extracting(DrillSpec::name).endsWith("extra");
        assertThat(EVERYTHING.base().faults()).anyMatch(f -> f.planned());
        assertThat(EVERYTHING.base().drills()).extracting(DrillSpec::name).doesNotContain("extra");
    }

    @Test
    @DisplayName("vrrp-keepalived.md 1: priority when absent is 100, or 255 with state MASTER; state when absent")
    void keepalivedNodes() {
        KeepalivedSpec named = service(EVERYTHING.base(), "vip", KeepalivedSpec.class);
        assertThat(named.instances())
                .containsExactly(
                        new KeepalivedSpec.Instance("lb1", 150, true), new KeepalivedSpec.Instance("lb2", 100, false));
        KeepalivedSpec listed = service(withService("v: {keepalived: {nodes: [a, b]}}"), "v", KeepalivedSpec.class);
        assertThat(listed.instances())
                .extracting(KeepalivedSpec.Instance::priority)
                .containsExactly(100, 100);
        KeepalivedSpec derived = service(
                withService("v: {keepalived: {nodes: {a: {state: MASTER}, b: {priority: 255}}}}"),
                "v",
                KeepalivedSpec.class);
        assertThat(derived.instances())
                .containsExactly(
                        new KeepalivedSpec.Instance("a", 255, true), new KeepalivedSpec.Instance("b", 255, true));
    }

    @Test
    @DisplayName("vrrp-keepalived.md 1: version 2 rounds advert_int to whole seconds, at least one; version 3 to 10 ms")
    void advertIntIsRounded() {
        assertThat(advertInt("200ms", 2)).isEqualTo(SECOND);
        assertThat(advertInt("1600ms", 2)).isEqualTo(2 * SECOND);
        assertThat(advertInt("206ms", 3)).isEqualTo(210_000_000);
        assertThat(advertInt("200ms", 3)).isEqualTo(200_000_000);
    }

    private static long advertInt(String interval, int version) {
        String text = "v: {keepalived: {nodes: [a, b], vrrp_version: %d, advert_int: %s}}";
        return service(withService(text.formatted(version, interval)), "v", KeepalivedSpec.class)
                .advertIntNanos();
    }

    @Test
    @DisplayName("haproxy-nlb.md 1: without `check` a server is never checked; check options switch checks on")
    void haproxyChecks() {
        assertThat(check("")).isEqualTo(HaproxySpec.CheckType.NONE);
        assertThat(check(", inter: 1s")).isEqualTo(HaproxySpec.CheckType.TCP);
        assertThat(check(", inter: 1s, check: none")).isEqualTo(HaproxySpec.CheckType.NONE);
        assertThat(check(", check: http")).isEqualTo(HaproxySpec.CheckType.HTTP);
        HaproxySpec front = service(EVERYTHING.base(), "front", HaproxySpec.class);
        assertThat(front.balance()).isEqualTo(HaproxySpec.Balance.RANDOM);
        assertThat(front.randomDraws()).isEqualTo(3);
        assertThat(front.redispatch()).isEqualTo(1);
        assertThat(front.timeoutClientNanos()).isZero();
        assertThat(front.stickOnSource()).isTrue();
        assertThat(front.serverOptions())
                .containsExactly(
                        new HaproxySpec.Server("web1", 1, false, 0), new HaproxySpec.Server("web2", 10, true, 100));
    }

    private static HaproxySpec.CheckType check(String options) {
        Design design = withService("f: {haproxy: {nodes: c, servers: web" + options + "}}");
        return service(design, "f", HaproxySpec.class).check().type();
    }

    @Test
    @DisplayName("haproxy-nlb.md 5: AWS 30 s, 5 and 2, resets flows, fails open; NCP 30 s, 2 and 2, keeps flows")
    void nlbProfiles() {
        NlbSpec aws = nlb("aws");
        NlbSpec ncp = nlb("ncp");
        assertThat(aws.targetGroups().get(0).healthyThreshold()).isEqualTo(5);
        assertThat(ncp.targetGroups().get(0).healthyThreshold()).isEqualTo(2);
        assertThat(aws.targetGroups().get(0).unhealthyThreshold()).isEqualTo(2);
        assertThat(aws.targetGroups().get(0).intervalNanos()).isEqualTo(30 * SECOND);
        assertThat(aws.onUnhealthy()).isEqualTo(NlbSpec.FlowPolicy.RESET);
        assertThat(ncp.onUnhealthy()).isEqualTo(NlbSpec.FlowPolicy.KEEP);
        assertThat(aws.failOpen()).isTrue();
        assertThat(ncp.failOpen()).isFalse();
        assertThat(aws.targetGroups().get(0).registered()).containsExactly("a", "b");
        assertThat(service(EVERYTHING.base(), "edge", NlbSpec.class)
                        .targetGroups()
                        .get(0)
                        .registered())
                .containsExactly("web1");
    }

    private static NlbSpec nlb(String profile) {
        String text = "n: {nlb: {nodes: c, profile: %s, target-groups: {t: {port: 80, targets: web}}}}";
        return service(withService(text.formatted(profile)), "n", NlbSpec.class);
    }

    @Test
    @DisplayName("mysql-replication.md 3: MySQL waits AFTER_SYNC, MariaDB AFTER_COMMIT")
    void databases() {
        MysqlSpec mysql = service(withService("d: {mysql: {nodes: [a, b]}}"), "d", MysqlSpec.class);
        MysqlSpec mariadb = service(withService("d: {mariadb: {nodes: [a, b]}}"), "d", MysqlSpec.class);
        assertThat(mysql.waitPoint()).isEqualTo(MysqlSpec.WaitPoint.AFTER_SYNC);
        assertThat(mariadb.waitPoint()).isEqualTo(MysqlSpec.WaitPoint.AFTER_COMMIT);
        assertThat(mariadb.product()).isEqualTo(MysqlSpec.Product.MARIADB);
        assertThat(mysql.replication()).isEqualTo(MysqlSpec.Replication.ASYNC);
        assertThat(mysql.promotion().enabled()).isFalse();
        MysqlSpec both = service(EVERYTHING.base(), "db", MysqlSpec.class);
        assertThat(both.autoIncrementOffsets()).isTrue();
        assertThat(both.topology()).isEqualTo(MysqlSpec.Topology.TWO_WAY);
        assertThat(both.linkBitsPerSecond()).isEqualTo(91_000_000);
    }

    @Test
    @DisplayName("measured-behaviour.md 12: promotion under semi-sync pays 2 s more, asynchronous replication nothing")
    void promotionPaysForSemiSync() {
        assertThat(stopSlaveExtra("semi-sync")).isEqualTo(2 * SECOND);
        assertThat(stopSlaveExtra("async")).isZero();
        MysqlSpec.Promotion after =
                service(EVERYTHING.base(), "db2nd", MysqlSpec.class).promotion();
        assertThat(after.failures()).isEqualTo(10);
        assertThat(after.enabled()).isTrue();
    }

    private static long stopSlaveExtra(String replication) {
        String text = "d: {mariadb: {nodes: [a, b], replication: %s, promotion: {}}}";
        return service(withService(text.formatted(replication)), "d", MysqlSpec.class)
                .promotion()
                .stopSlaveExtraNanos();
    }

    @Test
    void aTcpServiceIsAWebServerWithoutDatabase() {
        WebServerSpec en = service(EVERYTHING.base(), "en", WebServerSpec.class);
        assertThat(en.ports()).containsExactly(8551, 32323);
        assertThat(en.calls()).isEmpty();
        assertThat(en.autoRestartNanos()).isEqualTo(10 * SECOND);
        assertThat(service(EVERYTHING.base(), "web", WebServerSpec.class).autoRestartNanos())
                .isEqualTo(-1);
    }

    @Test
    void guessesAreMarked() {
        assertThat(EVERYTHING.base().assumptions())
                .contains(new Assumption("network.within-zone", "0.2ms", Assumption.Source.GUESS, "line 12"));
    }

    @Test
    void expectedViolationsAndServicesOfObjectives() {
        assertThat(EVERYTHING.base().expectedViolations()).containsExactly("vip-single-owner");
        assertThat(EVERYTHING.base().objectives())
                .extracting(o -> o.service() + "|" + o.path())
                .contains("edge|availability", "edge|downtime-per-year.p95", "|violations.vip-single-owner");
        assertThat(EVERYTHING.base().objectives().get(2).limit()).isEqualTo(3600);
    }

    private static ObjectiveSpec objective(String text) {
        String file = ErrorCases.GOOD.replace("availability >= 99.9%", text);
        return ScenarioReader.readText("s", "s.yaml", file).base().objectives().get(0);
    }

    @Test
    void objectivesOfWindowsHaveAWindowAndADowntimeInIt() {
        ObjectiveSpec year = objective("P(downtime/year > 5m15s) <= 5%");
        assertThat(year.window()).isEqualTo(new DowntimeWindow(365, 315));
        assertThat(year.path()).isEqualTo("P(downtime)");
        assertThat(year.limit()).isEqualTo(0.05);
        assertThat(objective("P(downtime/30d > 10min) <= 1%").window()).isEqualTo(new DowntimeWindow(30, 600));
        ObjectiveSpec budget = objective("error-budget(30d 99%) used <= 150%");
        assertThat(budget.window().days()).isEqualTo(30);
        assertThat(budget.window().seconds()).isCloseTo(25_920, within(1e-6));
        assertThat(budget.path()).isEqualTo("error-budget.used.p95");
        assertThat(budget.limit()).isEqualTo(1.5);
        assertThat(objective("error-budget(7d 99.9%) used.max <= 100%").path()).isEqualTo("error-budget.used.max");
        ObjectiveSpec both = objective("web: P(error-budget(28d 99%) used > 50%) <= 1%");
        assertThat(both.service()).isEqualTo("web");
        assertThat(both.window().seconds()).isCloseTo(12_096, within(1e-6));
    }

    @Test
    void durationsOfObjectivesMayHaveSeveralParts() {
        assertThat(objective("downtime-per-year <= 52m34s").limit()).isEqualTo(3154);
        assertThat(objective("downtime-per-year <= 1d2h3min4.5s").limit()).isEqualTo(93_784.5);
    }

    @Test
    void theYearsMayWarmUp() {
        String file = ErrorCases.GOOD.replace("variants:", "run: {warm-up: 30d}\nvariants:");
        assertThat(ScenarioReader.readText("s", "s.yaml", file).base().run().warmUpNanos())
                .isEqualTo(30 * 86_400 * SECOND);
        assertThat(EVERYTHING.base().run().warmUpNanos()).isZero();
    }

    @Test
    void theSameTextGivesTheSameDesign() {
        Scenario again = ScenarioReader.readText("all", "all.yaml", ExampleTest.resource("everything.yaml"));
        assertThat(again.designs()).isEqualTo(EVERYTHING.designs());
        assertThat(again.base().inputHash()).isEqualTo(EVERYTHING.base().inputHash());
    }
}
