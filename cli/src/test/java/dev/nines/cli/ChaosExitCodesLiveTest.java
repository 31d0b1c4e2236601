package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.nines.chaos.lab.LabFolder;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.InventoryReader;
import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.Namespaces;
import dev.nines.chaos.target.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How `chaos run` ends, from the command line to the real products: each exit code but 0. */
@Tag("live")
class ChaosExitCodesLiveTest {
    private static final String SCENARIO = """
            nines: 1
            title: one balancer, two servers
            hosts: {lb1: {}, web1: {}, web2: {}}
            services:
              front: {haproxy: {nodes: [lb1], servers: web, mode: http, inter: 500ms, redispatch: true}}
              web: {web-server: {nodes: [web1, web2]}}
            clients:
              c: {calls: front, rate: 20/s}
            drills:
              web-kill: {kill: web@web1, repair: 1min}
              web-stop: {stop: web@web1, repair: 1min}
            """;

    @TempDir
    private static Path folder;

    private static String scenario;
    private static Path inventory;

    /** What the program has said so far; others may look while it runs. */
    private static final class Said extends ByteArrayOutputStream {
        boolean contains(String text) {
            return toString(StandardCharsets.UTF_8).contains(text);
        }
    }

    private static int nines(Said said, String... arguments) {
        Terminal terminal = Terminal.of(said, said, StandardCharsets.UTF_8, false, false, environment());
        return Nines.execute(arguments, terminal, Optional.empty(), new Interruption());
    }

    private static Map<String, String> environment() {
        return Map.of("NINES_STATE", folder.resolve("state").toString());
    }

    @BeforeAll
    static void labUp() throws IOException {
        scenario = Files.writeString(folder.resolve("ends.yaml"), SCENARIO).toString();
        Said said = new Said();
        if (nines(said, "lab", "up", scenario, "--quiet") != 0) {
            System.out.println("skipped: " + said);
            Assumptions.abort("skipped: " + said);
        }
        inventory = LabFolder.inventory(LabFolder.labs(environment()), "ends");
    }

    @AfterAll
    static void labDown() {
        Said said = new Said();
        assertThat(nines(said, "lab", "down", "--all")).as(said.toString()).isZero();
    }

    /** A plan for the lab, its inventory changed. */
    private static String plan(String name, String drill, String hold, String inventoryText) throws IOException {
        Path changed = Files.writeString(folder.resolve(name + ".yaml"), inventoryText);
        String plan = folder.resolve(name + ".json").toString();
        Said said = new Said();
        int code = nines(
                said,
                "chaos",
                "plan",
                scenario,
                "--on",
                changed.toString(),
                "--drill",
                drill,
                "--hold",
                hold,
                "--ttl",
                "20s",
                "-o",
                plan);
        assertThat(code).as(said.toString()).isZero();
        return plan;
    }

    private static int run(Said said, String plan, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "chaos", "run", plan, "--steady", "1s", "--out", plan.replace(".json", "-result"), "--seed", "3"));
        words.addAll(List.of(more));
        return nines(said, words.toArray(String[]::new));
    }

    private static void assertClean() {
        Said status = new Said();
        assertThat(nines(status, "chaos", "status")).isZero();
        assertThat(status.toString()).isEqualTo("every journal is clean\n");
    }

    private static Outcome on(String host, String script) {
        Inventory read = InventoryReader.read(inventory);
        Location.Namespace place = (Location.Namespace) read.location(host);
        return Namespaces.host(host, place).run(List.of("sh", "-c", script), Duration.ofSeconds(20));
    }

    @Test
    @DisplayName("7: a page that a stop condition asks answers 503 while a fault is in effect; it is undone at once")
    void stopped() throws IOException {
        AtomicInteger status = new AtomicInteger(200);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        Said said = new Said();
        server.createContext("/", exchange -> {
            status.compareAndSet(200, said.contains("+ inject   kill") ? 503 : 200);
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            String plan = plan(
                    "stopped",
                    "web-kill",
                    "50s",
                    Files.readString(inventory) + "cool-down: 0s\nstop: [{http: \"" + url + "\"}]\n");
            assertThat(run(said, plan)).as(said.toString()).isEqualTo(ExitCode.STOPPED.code());
            assertThat(said.toString())
                    .contains("stopped: web-kill: " + url + ": answers 503 instead of 200")
                    .contains("leftovers  none");
            // Asked before anything was touched, the same answer is a refusal.
            Said again = new Said();
            assertThat(run(again, plan)).as(again.toString()).isEqualTo(ExitCode.REFUSED.code());
            assertThat(again.toString())
                    .contains("a stop condition is not met: " + url)
                    .doesNotContain("+ inject");
            assertClean();
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("7: a canary that no fault should touch fails: the neighbour was hit, so the run ends (guard 23)")
    void canary() throws IOException {
        String address = InventoryReader.read(inventory).addresses().get("web1");
        String plan = plan(
                "canary",
                "web-kill",
                "50s",
                Files.readString(inventory) + "cool-down: 0s\ncanaries: {neighbour: {from: client, http: \"http://"
                        + address + ":80/\"}}\n");
        Said said = new Said();
        assertThat(run(said, plan)).as(said.toString()).isEqualTo(ExitCode.STOPPED.code());
        assertThat(said.toString())
                .contains("stopped: web-kill: probe canary.neighbour: ")
                .contains("leftovers  none")
                .contains("unverified lost writes: no database is written to");
        assertClean();
    }

    @Test
    @DisplayName("130: ^C twice while a fault is in effect; the second one does not skip the undo")
    void interrupted() throws Exception {
        String plan = plan("interrupted", "web-kill", "50s", Files.readString(inventory) + "cool-down: 0s\n");
        Path log = folder.resolve("interrupted.log");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "chaos",
                        "run",
                        plan,
                        "--steady",
                        "1s",
                        "--seed",
                        "3",
                        "--out",
                        folder.resolve("interrupted-result").toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment());
        Process process = builder.start();
        try {
            for (int i = 0; i < 1200 && !Files.readString(log).contains("+ inject   kill"); i++) {
                assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
                Thread.sleep(100);
            }
            interrupt(process);
            Thread.sleep(50);
            interrupt(process);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String said = Files.readString(log);
            assertThat(process.exitValue()).as(said).isEqualTo(ExitCode.INTERRUPTED.code());
            assertThat(said).contains("if this process is killed now, targets heal within 20 s");
            assertThat(on("web1", "test -d /proc/$(cat /run/web.pid)").ok())
                    .as("nginx is back")
                    .isTrue();
            assertClean();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void interrupt(Process process) throws Exception {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    @Test
    @Tag("full")
    @DisplayName("4: a process that does not mind SIGTERM: the fault is not in effect, and nothing is counted")
    void notInEffect() throws IOException {
        on(
                "web1",
                "setsid sh -c 'trap : TERM; echo $$ >/run/stubborn.pid; while :; do sleep 1; done' >/dev/null 2>&1 &");
        String text = Files.readString(inventory)
                .replace("web@web1: {pidfile: /run/web.pid", "web@web1: {pidfile: /run/stubborn.pid");
        String plan = plan("stubborn", "web-stop", "3s", text + "cool-down: 0s\n");
        Said said = new Said();
        assertThat(run(said, plan)).as(said.toString()).isEqualTo(ExitCode.INVALID_RUN.code());
        assertThat(said.toString())
                .contains("invalid: web-stop: web1: it is not in effect")
                .contains("leftovers  none");
        assertClean();
    }

    @Test
    @Tag("full")
    @DisplayName(
            "6: nothing brings the process back: the fault is left, with the very command that undoes it once it can")
    void left() throws IOException {
        Outcome agreed = on("web1", "echo start=/bin/false >>/etc/nines/allow");
        assertThat(agreed.ok()).isTrue();
        String text = Files.readString(inventory)
                .replaceFirst("(web@web1: \\{pidfile: /run/web.pid, start: )\\[[^\\]]*\\]", "$1[/bin/false]");
        String plan = plan("left", "web-kill", "3s", text + "cool-down: 0s\n");
        Said said = new Said();
        assertThat(run(said, plan)).as(said.toString()).isEqualTo(ExitCode.FAULT_LEFT.code());
        String fix = said.toString()
                .lines()
                .filter(line -> line.contains("FAULT LEFT: run  "))
                .map(line -> line.replaceFirst(".*FAULT LEFT: run  ", ""))
                .findFirst()
                .orElseThrow();
        // Nothing new is begun while it is left.
        Said next = new Said();
        assertThat(run(next, plan)).isEqualTo(ExitCode.REFUSED.code());
        assertThat(next.toString()).contains("may have left a fault");
        on("web1", "/usr/sbin/nginx -c /run/lab/web.conf");
        Outcome fixed = new dev.nines.chaos.target.LocalTarget("here", List.of())
                .run(List.of("sh", "-c", fix), Duration.ofSeconds(30));
        assertThat(fixed.output()).as(fix).contains("state=CLEAN");
        assertThat(nines(new Said(), "chaos", "revert", "--all")).isZero();
        assertClean();
    }
}
