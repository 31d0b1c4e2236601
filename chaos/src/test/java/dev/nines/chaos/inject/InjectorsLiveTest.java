package dev.nines.chaos.inject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.inject.Injection.Cut;
import dev.nines.chaos.inject.Injection.Kill;
import dev.nines.chaos.inject.Injection.Pause;
import dev.nines.chaos.inject.Injection.ProcessOf;
import dev.nines.chaos.inject.Injection.Signal;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Facts, section 4.2, row by row: applied, seen in effect, undone, seen undone, on a machine of the test's own. */
@Tag("live")
class InjectorsLiveTest {
    private static final int TTL = 30;
    private static final String PEER = "10.9.0.2";
    private static Stage stage;
    private static int sequence;

    @BeforeAll
    static void open() {
        stage = Stage.open();
    }

    @AfterEach
    void takeAway() {
        new Helper(stage.target()).call("undo", List.of("every=yes"));
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    /** Applies, looks, undoes, and holds the machine against what it was before. */
    private static Answer throughout(Injection injection, Runnable inEffect) {
        String before = stage.picture();
        int number = ++sequence;
        Answer applied = stage.apply(number, injection, TTL);
        assertThat(applied.lines()).as("%s", injection).contains("state=ARMED", "state=APPLIED", "state=VERIFIED");
        assertThat(applied.number("after")).isGreaterThan(applied.number("before"));
        inEffect.run();
        assertThat(stage.verb("renew", number).exit()).isZero();
        assertThat(stage.verb("verify", number).lines()).contains("state=VERIFIED");
        Answer undone = stage.verb("undo", number);
        assertThat(undone.lines()).as("%s", injection).contains("state=CLEAN");
        assertThat(stage.picture()).isEqualTo(before);
        stage.assertClean();
        assertThat(stage.verb("undo", number).lines()).as("once more").contains("state=CLEAN");
        return undone;
    }

    /** Whether a datagram of the peer arrives here. */
    private static boolean arrives(int port) {
        return hears(stage::sh, stage::atPeer, "10.9.0.1", port);
    }

    /** Whether a datagram of ours arrives at the peer. */
    private static boolean leaves(int port) {
        return hears(stage::atPeer, stage::sh, PEER, port);
    }

    private interface Shell {
        String run(String script);
    }

    private static boolean hears(Shell receiver, Shell sender, String address, int port) {
        String heard = "/run/heard" + port;
        receiver.run("(timeout 9 python3 -c \"import socket;s=socket.socket(2,2);s.bind(('" + address + "'," + port
                + "));print('ready',flush=True);print(s.recv(9).decode().strip(),flush=True)\" >" + heard
                + " 2>/dev/null </dev/null &); " + until("grep -q ready " + heard));
        sender.run("bash -c 'echo hello >/dev/udp/" + address + "/" + port + "'");
        return stage.sh("sleep 0.2; tail -n 1 " + heard).equals("hello");
    }

    /** Waits for at most five seconds. */
    private static String until(String condition) {
        return "for i in $(seq 100); do " + condition + " 2>/dev/null && break; sleep 0.05; done";
    }

    private static boolean dead(Stage where, long number) {
        return List.of("", "Z").contains(where.state(number));
    }

    @Test
    @DisplayName("partition, both ways: nothing arrives and nothing leaves, and the sender is told nothing")
    void partitionBothWays() {
        Traffic both = Traffic.with(List.of(PEER)).going(Traffic.Direction.BOTH, "v0");
        assertThat(arrives(7001)).isTrue();
        Answer undone = throughout(Cut.partition("stage", both), () -> {
            assertThat(arrives(7002)).isFalse();
            assertThat(leaves(7003)).isFalse();
            // An nft drop in the output hook gives EPERM (facts, finding 5); a cut cable gives nothing.
            assertThat(stage.sh("bash -c 'echo x >/dev/udp/10.9.0.2/7004' 2>&1"))
                    .isEmpty();
        });
        assertThat(undone.number("counted")).as("packets that met the rules").isPositive();
        assertThat(arrives(7005)).isTrue();
        assertThat(leaves(7006)).isTrue();
    }

    @Test
    @DisplayName("partition, one way: what comes is lost, what goes arrives")
    void partitionOneWay() {
        throughout(Cut.partition("stage", Traffic.with(List.of(PEER))), () -> {
            assertThat(arrives(7011)).isFalse();
            assertThat(leaves(7012)).isTrue();
        });
    }

    @Test
    @DisplayName("VRRP alone is cut: protocol 112 is dropped, everything else passes")
    void vrrpOnly() {
        throughout(Cut.vrrp("stage"), () -> {
            assertThat(arrives(7021)).isTrue();
            stage.atPeer("python3 -c \"import socket;s=socket.socket(2,3,112);s.sendto(b'advert',('10.9.0.1',0))\"");
            assertThat(stage.verb("verify", sequence).number("counted")).isEqualTo(1);
        });
    }

    @Test
    @DisplayName("a cut by port leaves the other ports alone; storage and name servers are cut by what they answer")
    void byPort() {
        throughout(Cut.partition("stage", Traffic.all().of(Traffic.Protocol.UDP).toPorts(7031)), () -> {
            assertThat(arrives(7031)).isFalse();
            assertThat(arrives(7032)).isTrue();
        });
        throughout(Cut.dns("stage", List.of(PEER)), () -> assertThat(rules()).contains("sport { 53, 853 }"));
        throughout(
                Cut.storage("stage", List.of(PEER)), () -> assertThat(rules()).contains("111, 2049, 3260"));
    }

    private static String rules() {
        return stage.sh("nft list ruleset");
    }

    @Test
    @DisplayName("reject: connections are refused at once")
    void reject() {
        stage.daemon("python3 -m http.server 7041 --bind 10.9.0.1");
        stage.sh(until("grep -q :1B81 /proc/net/tcp"));
        String connect = "timeout 2 bash -c 'exec 3<>/dev/tcp/10.9.0.1/7041' 2>&1; echo $?";
        assertThat(stage.atPeer(connect)).isEqualTo("0");
        throughout(
                Cut.reject("stage", Traffic.all().of(Traffic.Protocol.TCP).toPorts(7041)),
                () -> assertThat(stage.atPeer(connect)).contains("refused"));
        assertThat(stage.atPeer(connect)).isEqualTo("0");
    }

    @Test
    @DisplayName("loss by chance: of 400 datagrams at 30 % between 15 % and 45 % are lost (11 standard deviations)")
    void loss() {
        throughout(Cut.loss("stage", Traffic.with(List.of(PEER)).toPorts(7051), 3000), () -> {
            stage.atPeer("bash -c 'for i in $(seq 400); do echo x >/dev/udp/10.9.0.1/7051; done'");
            assertThat(stage.verb("verify", sequence).number("counted")).isBetween(60L, 180L);
        });
    }

    @Test
    @DisplayName("rate: a token bucket under our own handle")
    void rate() {
        throughout(
                new Injection.Rate("stage", "v0", 1_000_000),
                () -> assertThat(stage.sh("tc qdisc show dev v0"))
                        .contains("tbf 4e49: root")
                        .contains("rate 1Mbit"));
    }

    @Test
    @DisplayName("a foreign queueing discipline is refused, never replaced")
    void foreignQdisc() {
        stage.sh("tc qdisc add dev p0 root handle 1: tbf rate 5mbit burst 20kb latency 50ms");
        Answer answer = stage.apply(++sequence, new Injection.Rate("stage", "p0", 1_000_000), TTL);
        assertThat(answer.exit()).isEqualTo(5);
        assertThat(answer.reason()).contains("not the kernel's own");
        assertThat(stage.sh("tc qdisc show dev p0")).contains("tbf 1: root").contains("5Mbit");
        stage.sh("tc qdisc del dev p0 root");
    }

    @Test
    @DisplayName("delay needs netem: in effect where the kernel has it, refused with that reason where not")
    void delay() {
        Injection delay = new Delay("stage", "v0", 20_000_000, 0);
        if (Reverter.capabilities(stage.target()).get("netem").equals("yes")) {
            throughout(delay, () -> assertThat(stage.sh("tc qdisc show dev v0")).contains("netem 4e49:"));
            return;
        }
        Answer answer = stage.apply(++sequence, delay, TTL);
        assertThat(answer.exit()).isEqualTo(5);
        assertThat(answer.reason()).contains("netem");
        stage.assertClean();
    }

    @Test
    @DisplayName("pause: the process and its children stand still, and go on")
    void pause() {
        long parent = stage.daemon("sh -c 'sleep 800 & wait'");
        long child = Long.parseLong(stage.sh("pgrep -P " + parent));
        throughout(new Pause("stage", stage.process(parent), true), () -> {
            assertThat(stage.state(parent)).isEqualTo("T");
            assertThat(stage.state(child)).isEqualTo("T");
        });
        assertThat(stage.state(child)).isEqualTo("S");
    }

    @Test
    @DisplayName("kill with children, and the start command brings the service back")
    void kill() {
        long victim = stage.daemon("sleep 600");
        Injection kill = new Kill("stage", stage.process(victim), true, Signal.KILL, List.of("sleep", "600"));
        throughout(kill, () -> assertThat(dead(stage, victim)).isTrue());
        assertThat(stage.sh("pgrep -c -x -f 'sleep 600'")).isEqualTo("1");
    }

    @Test
    @DisplayName("a supervisor was faster than our undo: no second copy is started")
    void supervisor() {
        long victim = stage.daemon("sleep 700");
        Injection kill = new Kill("stage", stage.process(victim), true, Signal.TERM, List.of("sleep", "700"));
        throughout(kill, () -> stage.daemon("sleep 700"));
        assertThat(stage.sh("pgrep -c -x -f 'sleep 700'")).isEqualTo("1");
    }

    @Test
    @DisplayName("TOCTOU: a process with another start time is not the one, and a stale pid file kills no stranger")
    void anotherProcess() {
        long stranger = stage.daemon("sleep 900");
        ProcessOf.Numbered right = stage.process(stranger);
        ProcessOf wrong = new ProcessOf.Numbered(stranger, right.started() - 1);
        assertThat(stage.apply(++sequence, new Pause("stage", wrong, true), TTL).reason())
                .contains("is not the one that started at");
        stage.sh("echo " + stranger + " >/run/stale.pid; touch -d '1 hour ago' /run/stale.pid");
        Answer stale = stage.apply(++sequence, new Pause("stage", new ProcessOf.Pidfile("/run/stale.pid"), true), TTL);
        assertThat(stale.reason()).contains("is younger than /run/stale.pid");
        assertThat(stage.state(stranger)).isEqualTo("S");
        stage.assertClean();
    }

    @Test
    @DisplayName("disk fill leaves what it should, and its floor is guarded")
    void diskFill() {
        throughout(
                new Injection.DiskFill("stage", "/run/data", 1_000_000, false),
                () -> assertThat(Long.parseLong(stage.sh("df -P -B1 /run/data | awk 'NR == 2 { print $4 }'")))
                        .isBetween(500_000L, 1_000_000L));
        Answer floor = stage.apply(++sequence, new Injection.DiskFill("stage", "/run/data", 1_000_000, true), TTL);
        assertThat(floor.reason()).contains("leave is less than 536870912 bytes");
    }

    @Test
    @DisplayName("processor and memory stress run and end; memory that others need is refused")
    void stress() {
        throughout(
                new Injection.Cpu("stage", 2),
                () -> assertThat(stage.sh("pgrep -fc '[h]elper burn'")).isEqualTo("2"));
        throughout(
                new Injection.Memory("stage", 32L << 20),
                () -> assertThat(
                                stage.sh(
                                        "for p in $(pgrep -x tail); do awk '/VmRSS/ { print ($2 > 30000) }' /proc/$p/status; done"))
                        .contains("1"));
        assertThat(stage.apply(++sequence, new Injection.Memory("stage", 1L << 43), TTL)
                        .reason())
                .contains("512 MiB must stay");
    }

    @Test
    @DisplayName("interface down loses its routes, and has them again; an undone kill of a cable shows carrier again")
    void interfaceDown() {
        stage.sh("ip route add 10.77.0.0/16 via 10.9.0.2");
        throughout(new Injection.InterfaceDown("stage", "v0"), () -> {
            assertThat(stage.sh("ip route")).doesNotContain("10.77.0.0/16");
            assertThat(stage.atPeer("ip -o link show v1")).contains("NO-CARRIER");
        });
        assertThat(stage.sh("ip route")).contains("10.77.0.0/16");
        assertThat(arrives(7061)).isTrue();
    }

    @Test
    @DisplayName("silent cut at the switch: nothing is forwarded, the carrier stays")
    void silentCut() {
        throughout(new Injection.SilentCut("stage", "p0"), () -> {
            assertThat(rules()).contains("iifname @live").contains("\"p0\" timeout");
            assertThat(stage.sh("ip -o link show p0")).doesNotContain("DOWN,");
        });
    }

    @Test
    @DisplayName("hold-down: the unit is stopped and masked until the undo, and refused where there is no systemd")
    void holdDown() {
        Injection holdDown = new Injection.HoldDown("stage", "web.service");
        assertThat(stage.apply(++sequence, holdDown, TTL).reason()).contains("no systemd");
        try (Stage with = Stage.open()) {
            with.sh("""
                    mkdir -p /run/systemd/system /run/fake
                    echo active >/run/fake/state
                    cat >/run/fake/systemctl <<'END'
                    #!/bin/sh
                    echo "$*" >>/run/fake/log
                    case $1 in
                        is-active) [ "$(cat /run/fake/state)" = active ] ;;
                        stop) echo inactive >/run/fake/state ;;
                        start) echo active >/run/fake/state ;;
                        is-enabled) echo enabled ;;
                    esac
                    END
                    printf '#!/bin/sh\\nexit 1\\n' >/run/fake/systemd-run
                    chmod 755 /run/fake/*
                    mount --bind /run/fake/systemctl /usr/bin/systemctl
                    mount --bind /run/fake/systemd-run /usr/bin/systemd-run
                    """);
            Assumptions.assumeTrue(with.exists("/usr/bin/systemctl"), "skipped: systemctl is not installed");
            assertThat(with.apply(1, holdDown, TTL).lines()).contains("state=VERIFIED");
            assertThat(with.verb("undo", 1).lines()).contains("state=CLEAN");
            assertThat(with.sh("grep -v is- /run/fake/log").lines())
                    .containsExactly(
                            "stop -- web.service",
                            "mask --runtime -- web.service",
                            "unmask --runtime -- web.service",
                            "start -- web.service");
        }
    }

    @Test
    @DisplayName("crash of a lab host: everything but its first process dies, then its components start again in order")
    void crash() {
        try (Stage host = Stage.open()) {
            long first = host.daemon("sleep 600");
            long other = host.daemon("sh -c 'trap \"\" TERM; sleep 901 & wait'");
            host.allow(Stage.ALLOW.replace("p0", "p0 p1"));
            host.sh("ip link set p1 up; ip addr add 10.9.1.1/24 dev p1; ip addr add 10.9.1.100/32 dev p1");
            Injection crash = new Injection.Crash(
                    "stage", "p1", "10.9.1.1", List.of(List.of("sleep", "600"), List.of("sleep", "700")));
            assertThat(host.apply(1, crash, TTL).lines()).contains("state=VERIFIED");
            assertThat(dead(host, first)).isTrue();
            assertThat(dead(host, other)).isTrue();
            assertThat(host.sh("ip -o addr show dev p1")).contains("10.9.1.1/").doesNotContain("10.9.1.100");
            assertThat(host.verb("undo", 1).lines()).contains("state=CLEAN");
            assertThat(host.sh("pgrep -x -f 'sleep 600' | wc -l; pgrep -x -f 'sleep 700' | wc -l")
                            .lines())
                    .containsExactly("1", "1");
            host.assertClean();
        }
    }

    @Test
    @DisplayName("the machine itself is never crashed: with its process numbers instead of a lab's own it is refused")
    void crashOfTheMachine() throws Exception {
        new Helper(stage.target()).call("scan", List.of());
        Process outside = new ProcessBuilder(
                        "nsenter",
                        "--mount",
                        "--net",
                        "--target",
                        Long.toString(stage.pid()),
                        "--",
                        "sh",
                        "/run/nines/helper",
                        "apply")
                .start();
        List<String> call = new java.util.ArrayList<>(
                List.of("run=r1", "seq=1", "fault=crash", "ttl=10", "environment=stage", "control=none"));
        call.addAll(new Injection.Crash("stage", "p0", "10.9.1.1", List.of()).parameters());
        try (var input = outside.getOutputStream()) {
            input.write((String.join("\n", call) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        assertThat(new String(outside.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("their numbers are not ours");
        assertThat(outside.waitFor()).isEqualTo(5);
        stage.assertClean();
    }

    @Test
    @DisplayName("a user without rights on the machine cuts the network of his own namespace, and the kernel heals it")
    void rootless() {
        try (Stage own = Stage.rootless()) {
            String before = own.picture();
            assertThat(own.apply(1, Cut.partition("stage", Traffic.with(List.of(PEER))), TTL)
                            .lines())
                    .contains("state=VERIFIED");
            assertThat(own.verb("undo", 1).lines()).contains("state=CLEAN");
            assertThat(own.picture()).isEqualTo(before);
        }
    }
}
