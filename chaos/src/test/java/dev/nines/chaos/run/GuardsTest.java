package dev.nines.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.journal.Entry;
import dev.nines.chaos.journal.Journal;
import dev.nines.chaos.journal.State;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.plan.Answering;
import dev.nines.chaos.plan.Approvals;
import dev.nines.chaos.plan.Load;
import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.plan.Planner;
import dev.nines.chaos.plan.Plans;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.InventoryReader;
import dev.nines.chaos.target.Safety;
import dev.nines.model.spec.Design;
import dev.nines.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each guard says no in a case of its own. */
class GuardsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T22:00:00Z");
    private static final Guards.Consent NONE = new Guards.Consent("", false);
    private static final String SCENARIO = """
            nines: 1
            title: two servers
            hosts: {lb1: {}, web1: {}, web2: {}}
            services:
              front: {haproxy: {nodes: [lb1], servers: web, mode: http, inter: 500ms, redispatch: true}}
              web: {web-server: {nodes: [web1, web2]}}
            clients:
              c: {calls: front, rate: 1/s}
            drills:
              kill: {kill: web@web1, repair: 1min}
              crash: {crash: lb1, repair: 1min}
            """;
    private static final String INVENTORY = """
            nines-inventory: 1
            environment: staging
            targets:
              lb1: {namespace: {pid: 11, started: 1}}
              web1: {namespace: {pid: 13, started: 1}}
              client: {namespace: {pid: 14, started: 1}}
            components:
              web@web1: {pidfile: /run/web.pid, start: [/usr/sbin/nginx]}
            addresses: {lb1: 10.77.0.11, web1: 10.77.0.13}
            probes:
              front: {from: client, http: "http://10.77.0.11:80/"}
            """;

    @TempDir
    private Path folder;

    private final Answering targets = new Answering();

    private static Design design(String scenario) {
        return ScenarioReader.readText("small", "small.yaml", scenario).base();
    }

    private static Inventory inventory(String text) {
        return InventoryReader.readText("inventory.yaml", text);
    }

    private Planner planner(String scenario, String inventory) {
        return new Planner(design(scenario), inventory(inventory), targets::of);
    }

    private Plan plan(String inventory, String drill) {
        return planner(SCENARIO, inventory)
                .plan(
                        new Planner.Wish(
                                "small",
                                List.of(drill),
                                5_000_000_000L,
                                30,
                                20,
                                1,
                                Duration.ofHours(24),
                                Load.NONE,
                                "ann@desk"),
                        NOW);
    }

    private Plan plan() {
        return plan(INVENTORY, "kill");
    }

    private String world(Plan plan, String scenario, String inventory) {
        return new Guards(plan)
                .ofWorld(design(scenario), inventory(inventory), planner(scenario, inventory), new StateFolder(folder))
                .orElse("");
    }

    @Test
    @DisplayName("a plan as it was made, in the world it was made for, is run; writing and reading it changes nothing")
    void everythingAsPlanned() {
        Plan read = Plans.read(Plans.write(plan()));
        assertThat(read).isEqualTo(plan());
        assertThat(new Guards(read).ofPlan(NOW.plus(Duration.ofHours(23)), NONE))
                .isEmpty();
        assertThat(world(read, SCENARIO, INVENTORY)).isEmpty();
    }

    @Test
    @DisplayName("guard 1, plan first: a plan that somebody has changed")
    void changedPlan() {
        Plan changed = Plans.read(Plans.write(plan()).replace("/run/web.pid", "/run/other.pid"));
        assertThat(new Guards(changed).ofPlan(NOW, NONE).orElseThrow()).contains("its hash does not fit");
    }

    @Test
    @DisplayName("guard 1, plan first: a plan that has expired")
    void expired() {
        assertThat(new Guards(plan())
                        .ofPlan(NOW.plus(Duration.ofHours(25)), NONE)
                        .orElseThrow())
                .contains("expired at 2026-02-01T22:00:00Z");
    }

    @Test
    @DisplayName("guard 3, targets: the inventory has changed, or what it names has")
    void otherTargets() {
        assertThat(world(plan(), SCENARIO, INVENTORY + "# later\n")).contains("the inventory has changed");
        Plan moved = plan(INVENTORY.replace("pid: 13", "pid: 99"), "kill");
        Plan sameHash = Plans.frozen(withInventoryOf(moved, plan()));
        assertThat(world(sameHash, SCENARIO, INVENTORY)).contains("no longer those that were planned for");
    }

    private static Plan withInventoryOf(Plan plan, Plan other) {
        return Plans.read(Plans.write(plan).replace(plan.inventoryHash(), other.inventoryHash()));
    }

    @Test
    @DisplayName("guard 1, plan first: the scenario has changed")
    void otherScenario() {
        assertThat(world(plan(), SCENARIO.replace("500ms", "1s"), INVENTORY)).contains("the scenario has changed");
    }

    @Test
    @DisplayName("guard 8, earlier journals: a run may have left a fault")
    void uncleanJournal() {
        try (Journal journal = new StateFolder(folder).begin("r1", Map.of("lb1", "local"))) {
            journal.append(new Entry(1, "lb1", "local", "pause", List.of(), 60, State.VERIFIED, Map.of()));
        }
        assertThat(world(plan(), SCENARIO, INVENTORY)).contains("run r1 may have left a fault");
    }

    @Test
    @DisplayName("guard 15, kill switch: halted")
    void halted() {
        new StateFolder(folder).halt();
        assertThat(world(plan(), SCENARIO, INVENTORY)).startsWith("halted");
    }

    @Test
    @DisplayName(
            "guard 12, simulator gate: a service that stays away until the undo needs the plan's hash to be accepted")
    void badPrediction() {
        Plan plan = plan(INVENTORY, "crash");
        Guards guards = new Guards(plan);
        assertThat(guards.ofPlan(NOW, NONE).orElseThrow()).contains("stays away until the fault is taken out");
        assertThat(guards.ofPlan(NOW, new Guards.Consent("0123456789ab", false)))
                .isPresent();
        assertThat(guards.ofPlan(NOW, new Guards.Consent(plan.hash().substring(0, 11), false)))
                .isPresent();
        assertThat(guards.ofPlan(NOW, new Guards.Consent(plan.hash().substring(0, 12), false)))
                .isEmpty();
    }

    @Test
    @DisplayName("guard 20, irreversible faults need to be allowed, and the hash of the plan")
    void irreversible() {
        Plan plan = plan(INVENTORY.replace(", start: [/usr/sbin/nginx]", ""), "kill");
        assertThat(new Guards(plan).ofPlan(NOW, NONE).orElseThrow()).contains("cannot be undone");
        assertThat(new Guards(plan).ofPlan(NOW, new Guards.Consent("", true)))
                .as("the plan's hash is the second token")
                .isPresent();
        String hash = plan.hash().substring(0, 12);
        assertThat(new Guards(plan).ofPlan(NOW, new Guards.Consent(hash, false)))
                .isPresent();
        assertThat(new Guards(plan).ofPlan(NOW, new Guards.Consent(hash, true))).isEmpty();
    }

    private static final String SAFE = INVENTORY + """
            window: {hours: mon-fri 09:00-18:00 UTC, freezes: [2026-12-24..2027-01-02]}
            cool-down: 1min
            """;

    private AuditLog audit() {
        return new AuditLog(folder.resolve("chaos/audit.ndjson"), "ann@desk");
    }

    private String time(String inventory, String instant) {
        return new Guards(plan())
                .ofTime(inventory(inventory).safety(), audit(), Instant.parse(instant))
                .orElse("");
    }

    @Test
    @DisplayName("guard 21, windows: outside of the hours, on a frozen date")
    void window() {
        assertThat(time(SAFE, "2026-12-01T10:00:00Z")).isEmpty();
        assertThat(time(SAFE, "2026-12-01T18:00:00Z")).startsWith("outside of the window");
        assertThat(time(SAFE, "2026-12-05T10:00:00Z")).startsWith("outside of the window");
        assertThat(time(SAFE, "2026-12-24T10:00:00Z")).startsWith("frozen from 2026-12-24");
    }

    @Test
    @DisplayName("guard 22, cool-down: a target that was hit a moment ago; other targets do not count")
    void coolDown() {
        audit().append("undone", "r1", "pause on web2");
        Instant now = Instant.now();
        Safety safety = inventory(INVENTORY + "cool-down: 1min\n").safety();
        Guards guards = new Guards(plan());
        assertThat(guards.ofTime(safety, audit(), now)).isEmpty();
        audit().append("inject", "r2", "kill on web1 (local): pidfile=/run/web.pid");
        assertThat(guards.ofTime(safety, audit(), now).orElseThrow())
                .startsWith("web1 was hit at ")
                .contains("cool-down until");
        assertThat(guards.ofTime(safety, audit(), now.plusSeconds(70))).isEmpty();
    }

    @Test
    @DisplayName("guard 24, audit log: somebody changed a line")
    void changedAudit() throws IOException {
        audit().append("begin", "r1", "kill");
        audit().append("end", "r1", "DONE");
        assertThat(time(INVENTORY, "2026-12-01T10:00:00Z")).isEmpty();
        Path file = folder.resolve("chaos/audit.ndjson");
        Files.writeString(file, Files.readString(file).replace("kill", "nothing"));
        assertThat(time(INVENTORY, "2026-12-01T10:00:00Z")).startsWith("the audit log was changed: line 1 of ");
    }

    @Test
    @DisplayName("approval: a target that asks for a second person, and nobody has signed")
    void notApproved() {
        Path planFile = folder.resolve("plan.json");
        targets.file("/etc/nines/allow", "644", "environment=staging\napprovers=/etc/nines/approvers\n");
        targets.file("/etc/nines/approvers", "644", "bob@example.org ssh-ed25519 AAAA\n");
        Guards.Consented people = new Guards(plan()).ofPeople(Approvals.of(plan(), planFile), targets::of);
        assertThat(people.refusal().orElseThrow()).contains("web1 asks for a second person, and nobody who may");
        targets.file("/etc/nines/approvers", "666", "bob@example.org ssh-ed25519 AAAA\n");
        assertThat(new Guards(plan())
                        .ofPeople(Approvals.of(plan(), planFile), targets::of)
                        .refusal()
                        .orElseThrow())
                .contains("may be written by others than root");
    }

    @Test
    @DisplayName("guard 8, leftovers: a fault is in effect on a target, and no journal of ours knows it")
    void leftover() {
        assertThat(new Guards(plan()).ofTargets(targets::of)).isEmpty();
        targets.says("fault", "r9 1 pause VERIFIED 1200");
        assertThat(new Guards(plan()).ofTargets(targets::of).orElseThrow())
                .startsWith("web1 has a fault in effect: r9 1 pause");
    }
}
