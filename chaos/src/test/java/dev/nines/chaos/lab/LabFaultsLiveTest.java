package dev.nines.chaos.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.inject.FaultProtocol;
import dev.nines.chaos.inject.Hold;
import dev.nines.chaos.inject.Injection;
import dev.nines.chaos.inject.Report;
import dev.nines.chaos.inject.Reverter;
import dev.nines.chaos.journal.Entry;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.target.Namespaces;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.Target;
import dev.nines.scenario.ScenarioReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab's cables and its database's manager, with the real products. */
@Tag("live")
class LabFaultsLiveTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String PAIR = """
            nines: 1
            title: a small pair
            hosts: {db1: {}, db2: {}}
            services:
              db:
                mariadb:
                  nodes: [db1, db2]
                  promotion: {check-interval: 300ms, check-timeout: 300ms, failures: 3, act: 0s, reseed: 1s}
            clients:
              c: {calls: db, rate: 1/s}
            drills:
              d: {crash: db1, repair: 1min}
            """;

    @TempDir
    private Path folder;

    private LabState lab;

    private LabState up() {
        LabPlan plan =
                LabPlan.of(ScenarioReader.readText("pair", "pair.yaml", PAIR).base());
        try {
            Machine.require(plan.products(), false);
        } catch (LabRefused e) {
            System.out.println("skipped: " + e.getMessage());
            Assumptions.abort(e.getMessage());
        }
        return Lab.up(plan, folder.resolve("labs"), false, step -> {});
    }

    private Outcome inside(String host, String script) {
        return Namespaces.host(host, lab.host(host).process().pid()).run(List.of("sh", "-c", script), DEADLINE);
    }

    private String carrier(String host) {
        return inside(host, "ip -o link show dev eth0").output();
    }

    /** Holds a fault at the switch until the hold says otherwise; it must have been in effect, and is gone afterwards. */
    private void atSwitch(Injection injection, Hold hold) {
        Target cables = Namespaces.host(LabPlan.SWITCH, lab.cables().pid());
        Report report = new FaultProtocol(
                        new FaultProtocol.Settings("cut", LabInventory.ENVIRONMENT, 30),
                        new StateFolder(folder.resolve("state-" + injection.fault())),
                        Map.of(LabPlan.SWITCH, cables),
                        new FaultProtocol.Watcher() {
                            @Override
                            public void journaled(Entry entry) {}

                            @Override
                            public void undoing(String reason) {}
                        })
                .run(List.of(injection), hold);
        assertThat(report.ending()).as(report.reason()).isEqualTo(Report.Ending.DONE);
        assertThat(Reverter.capabilities(cables)).containsEntry("allow", "yes");
    }

    @Test
    @DisplayName(
            "the switch agrees to cut cables, seen by the host or not; a manager promotes, and an operator copies anew")
    void cablesAndPromotion() {
        lab = up();
        try {
            String port = lab.host("db2").port();
            atSwitch(new Injection.InterfaceDown(LabPlan.SWITCH, port), held -> {
                assertThat(carrier("db2")).contains("NO-CARRIER");
                return Hold.Verdict.DONE;
            });
            assertThat(carrier("db2")).doesNotContain("NO-CARRIER");

            LabView view = new LabView(lab);
            assertThat(view.owners("db")).containsExactly("db1");
            // Long enough for three pings that nobody answers, and the promotion.
            atSwitch(new Injection.SilentCut(LabPlan.SWITCH, lab.host("db1").port()), held -> {
                assertThat(carrier("db1")).doesNotContain("NO-CARRIER");
                return view.owners("db").contains("db2") || held > DEADLINE.toNanos()
                        ? Hold.Verdict.DONE
                        : Hold.Verdict.GO_ON;
            });
            assertThat(Patience.until(DEADLINE, () -> view.owners("db").equals(List.of("db2"))))
                    .as("the old primary hears that it is no longer")
                    .isTrue();
            assertThat(Patience.until(
                            DEADLINE,
                            () -> databases(view)
                                    .equals(List.of(
                                            "read-only, Slave_IO_Running: Yes, Slave_SQL_Running: Yes", "writable"))))
                    .as("%s; %s", databases(view), inside("db-manager", "cat /var/log/*.log"))
                    .isTrue();
            assertThat(Patience.until(DEADLINE, () -> manager(view).contains("db1 replica")))
                    .as(manager(view))
                    .isTrue();
        } finally {
            Lab.down(lab, folder.resolve("labs"));
        }
    }

    private String manager(LabView view) {
        return lab.daemons().stream()
                .filter(daemon -> daemon.product() == Product.MANAGER)
                .map(view::manager)
                .findFirst()
                .orElseThrow();
    }

    private List<String> databases(LabView view) {
        return lab.daemons().stream()
                .filter(daemon -> daemon.product() == Product.MARIADB)
                .map(view::replication)
                .toList();
    }
}
