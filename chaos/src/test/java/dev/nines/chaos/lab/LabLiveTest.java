package dev.nines.chaos.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.chaos.inject.FaultProtocol;
import dev.nines.chaos.inject.Hold;
import dev.nines.chaos.inject.Injection;
import dev.nines.chaos.inject.Report;
import dev.nines.chaos.inject.Reverter;
import dev.nines.chaos.inject.TcpDelay;
import dev.nines.chaos.inject.Traffic;
import dev.nines.chaos.inject.Untouched;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.target.Namespaces;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.Targets;
import dev.nines.scenario.ScenarioReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labs with the real products. */
@Tag("live")
class LabLiveTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String SMALL = """
            nines: 1
            title: a small lab
            hosts: {lb1: {}, lb2: {}, web1: {}}
            services:
              vip:
                keepalived:
                  nodes: {lb1: {priority: 150}, lb2: {priority: 100}}
                  vrrp_version: 3
                  advert_int: 200ms
                  track_script: {alive: {checks: front, interval: 1s, untrusted: true}}
              front: {haproxy: {nodes: [lb1, lb2], behind: vip, servers: web, mode: http, inter: 500ms}}
              web: {web-server: {nodes: [web1]}}
            clients:
              c: {calls: front, rate: 1/s}
            drills:
              d: {crash: lb1, repair: 1min}
            """;

    @TempDir
    private Path labs;

    @BeforeEach
    void needs() {
        try {
            Machine.require(
                    LabPlan.of(ScenarioReader.design("haproxy-keepalived")).products(), false);
        } catch (LabRefused e) {
            System.out.println("skipped: " + e.getMessage());
            Assumptions.abort(e.getMessage());
        }
    }

    static LabPlan small(String name) {
        return LabPlan.of(ScenarioReader.readText(name, name + ".yaml", SMALL).base());
    }

    private static void nothing(String step) {}

    /** What of this machine a lab could have changed. */
    private static List<String> machine() throws IOException {
        List<String> all = new ArrayList<>(Files.readAllLines(Path.of("/proc/self/mountinfo")));
        for (String folder : List.of("/run", "/etc", "/sys/class/net", "/var/log", "/var/lib/mysql", "/var/lib")) {
            if (Files.isDirectory(Path.of(folder))) {
                try (Stream<Path> files = Files.list(Path.of(folder))) {
                    all.addAll(new TreeSet<>(files.map(Path::toString).toList()));
                }
            }
        }
        return all;
    }

    @Test
    @DisplayName("the worked design comes up as it says, its files please the products, and down leaves nothing")
    void upStatusDown() throws IOException {
        List<String> before = machine();
        Untouched machine = Untouched.now();
        LabPlan plan = LabPlan.of(ScenarioReader.design("haproxy-keepalived"));
        LabState lab = Lab.up(plan, labs, false, LabLiveTest::nothing);
        try {
            LabStatus status = LabStatus.of(lab);
            assertThat(status.roles())
                    .contains(
                            "vip 10.77.0.100: owned by lb1",
                            "front@lb1: web1 UP, web2 UP",
                            "front@lb2: web1 UP, web2 UP",
                            "db@db1: writable",
                            "db@db2: read-only, Slave_IO_Running: Yes, Slave_SQL_Running: Yes");
            assertThat(status.answers()).contains("front at http://10.77.0.100:80/: HTTP/1.1 200 OK");
            assertThat(status.standIns()).hasSize(2);
            assertThat(status.hosts())
                    .allMatch(host -> host.processes().stream().noneMatch(p -> p.contains("not running")));
            configurationsPleaseTheirProducts(lab);
            assertThatThrownBy(() -> Lab.up(plan, labs, false, LabLiveTest::nothing))
                    .isInstanceOf(LabRefused.class)
                    .hasMessageContaining("is up");
            assertThat(Lab.find(labs, "haproxy-keepalived")).contains(lab);
            faultAndRevert(lab);
            assertThat(machine()).as("while the lab is up").isEqualTo(before);
            assertThat(Untouched.now().differences(machine))
                    .as("while the lab is up")
                    .isEmpty();
        } finally {
            Lab.down(lab, labs);
        }
        assertThat(machine()).isEqualTo(before);
        assertThat(Untouched.now().differences(machine)).isEmpty();
        assertThat(Lab.find(labs, "haproxy-keepalived")).isEmpty();
        assertThat(labs.resolve("haproxy-keepalived")).doesNotExist();
    }

    /** Faults come and go, and a scan by marks finds nothing of them: none of this may touch the machine itself. */
    private void faultAndRevert(LabState lab) {
        Target web = Namespaces.host("web1", lab.host("web1").process().pid());
        StateFolder state = new StateFolder(labs.resolve("state"));
        Injection.Cut cut = Injection.Cut.partition("web1", Traffic.all());
        Report report = new FaultProtocol(
                        new FaultProtocol.Settings("r1", LabInventory.ENVIRONMENT, 10),
                        state,
                        Map.of("web1", web),
                        new SilentWatcher())
                .run(List.of(cut, new TcpDelay("web1", 1_000_000, 0, 0, List.of())), Hold.lasting(Duration.ZERO));
        assertThat(report.ending()).as(report.reason()).isEqualTo(Report.Ending.DONE);
        List<String> said = new ArrayList<>();
        Reverter reverter = new Reverter(state, new Targets(state.ssh()), false, said::add);
        reverter.scan(web);
        assertThat(said).containsExactly("web1: clean");
    }

    private record SilentWatcher() implements FaultProtocol.Watcher {
        @Override
        public void journaled(dev.nines.chaos.journal.Entry entry) {}

        @Override
        public void undoing(String reason) {}
    }

    private static void configurationsPleaseTheirProducts(LabState lab) {
        for (Daemon daemon : lab.daemons()) {
            if (daemon.product().ours()) {
                continue; // no check but its start
            }
            String file = daemon.files().get(0).path();
            List<String> check = switch (daemon.product()) {
                case HAPROXY -> List.of("haproxy", "-c", "-f", file);
                case KEEPALIVED -> List.of("keepalived", "-t", "-f", file);
                case NGINX -> List.of("nginx", "-t", "-c", file);
                case MARIADB -> List.of("mariadbd", "--defaults-file=" + file, "--user=root", "--help");
                case MANAGER, AGENT, OPERATOR -> throw new IllegalStateException("ours: " + daemon);
            };
            Outcome outcome = inside(lab, daemon.host(), Machine.withPath(check));
            assertThat(outcome.exit()).as("%s: %s", check, outcome).isZero();
            assertThat(outcome.errors().toLowerCase(java.util.Locale.ROOT))
                    .as("%s", check)
                    .doesNotContain("warning");
        }
    }

    private static Outcome inside(LabState lab, String host, List<String> command) {
        return Namespaces.host(host, lab.host(host).process().pid()).run(command, DEADLINE);
    }

    @Test
    @DisplayName("two labs are up at once; killing the first process of one leaves nothing of it, and the other alone")
    void killedRoot() throws IOException {
        LabState one = Lab.up(small("one"), labs, false, LabLiveTest::nothing);
        LabState other = null;
        try {
            other = Lab.up(small("other"), labs, false, LabLiveTest::nothing);
            // The dead are not to be seen: a script that asks for a number would take a zombie for alive.
            inside(one, "web1", List.of("sh", "-c", "kill -KILL $(cat /run/web.pid)"));
            LabView view = new LabView(one);
            Daemon web = one.daemons().stream()
                    .filter(daemon -> daemon.host().equals("web1"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Patience.until(DEADLINE, () -> view.pid(web).isEmpty())).isTrue();
            assertThat(inside(one, "web1", List.of("ps", "-eo", "stat=")).output())
                    .doesNotContain("Z");

            ProcessHandle.of(one.root().pid()).orElseThrow().destroyForcibly();
            assertThat(Patience.until(DEADLINE, () -> !Files.exists(labs.resolve("one"))))
                    .isTrue();
            Lab.down(one, labs); // proves that nothing is left, and is safe to repeat
            assertThat(LabFolder.running(labs)).containsExactly(other);
            assertThat(LabStatus.of(other).answers().get(0)).contains("200 OK");
        } finally {
            Lab.down(one, labs);
            if (other != null) {
                Lab.down(other, labs);
            }
        }
        assertThat(LabFolder.running(labs)).isEmpty();
    }

    @Test
    @DisplayName("kill -9 of the program that makes a lab leaves nothing of it")
    void killedMaker() throws IOException {
        List<String> before = machine();
        Process maker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LabMaker.class.getName(),
                        labs.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Long> processes;
        try (BufferedReader lines = maker.inputReader()) {
            assertThat(lines.readLine()).contains("hosts at a switch");
            processes = maker.descendants().map(ProcessHandle::pid).toList();
            maker.destroyForcibly();
        }
        assertThat(processes).as("a keeper, a root and hosts").hasSizeGreaterThan(8);
        assertThat(Patience.until(DEADLINE, () -> !Files.exists(labs.resolve("killed"))))
                .isTrue();
        assertThat(Patience.until(
                        DEADLINE,
                        () -> processes.stream()
                                .noneMatch(pid -> Proc.started(pid).isPresent())))
                .isTrue();
        assertThat(machine()).isEqualTo(before);
    }

    @Test
    @DisplayName("a lab in one user namespace works alike, and says that it is one")
    void rootless() {
        LabState lab = Lab.up(small("rootless"), labs, true, LabLiveTest::nothing);
        try {
            LabStatus status = LabStatus.of(lab);
            assertThat(status.answers().get(0)).contains("200 OK");
            assertThat(status.differences()).anyMatch(line -> line.startsWith("rootless: "));
        } finally {
            Lab.down(lab, labs);
        }
    }

    @Test
    @DisplayName("a lab whose daemon does not start is refused with what it said, and leaves nothing")
    void failedUp() {
        LabPlan plan = small("broken");
        Daemon first = plan.daemons().get(0);
        Daemon broken = new Daemon(
                first.host(),
                first.product(),
                first.services(),
                first.pidfile(),
                first.unit(),
                List.of("false"),
                first.files(),
                List.of(),
                List.of());
        LabPlan bad = new LabPlan(
                plan.design(),
                plan.addresses(),
                plan.hosts(),
                List.of(broken),
                plan.entries(),
                plan.standIns(),
                plan.differences());
        assertThatThrownBy(() -> Lab.up(bad, labs, false, LabLiveTest::nothing))
                .isInstanceOf(LabRefused.class)
                .hasMessageContaining("false ended with 1");
        assertThat(labs.resolve("broken")).doesNotExist();
    }
}
