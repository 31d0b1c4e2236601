package dev.nines.chaos.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.chaos.inject.Injection.Cut;
import dev.nines.chaos.target.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Facts, section 5: one negative test for each guard rail that the target keeps by itself, named by its number. */
@Tag("live")
class GuardRailsLiveTest {
    private static final Injection CUT = Cut.partition("stage", Traffic.with(List.of("10.9.0.2")));
    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = Stage.open();
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @BeforeEach
    void asAgreed() {
        stage.sh("rm -f /etc/nines/PRODUCTION /etc/nines/STOP /run/nines/STOP; chmod 755 /etc/nines");
        stage.allow(Stage.ALLOW);
    }

    private static void refused(Injection injection, int ttlSeconds, String reason) {
        String before = stage.picture();
        Answer answer = stage.apply(1, injection, ttlSeconds);
        assertThat(answer.reason()).contains(reason);
        assertThat(answer.exit()).isEqualTo(5);
        assertThat(stage.picture()).isEqualTo(before);
        stage.assertClean();
    }

    @Test
    @DisplayName(
            "2: without an allow-file, or with one of another environment or without the fault, nothing is injected")
    void targetMustOptIn() {
        stage.sh("rm /etc/nines/allow");
        refused(CUT, 10, "did not agree");
        stage.allow(Stage.ALLOW.replace("environment=stage", "environment=other"));
        refused(CUT, 10, "environment stage is not the one");
        stage.allow(Stage.ALLOW.replace("partition ", ""));
        refused(CUT, 10, "fault partition is not in");
        stage.allow(Stage.ALLOW.replace("interfaces=v0 p0", "interfaces="));
        refused(new Injection.Rate("stage", "v0", 1_000_000), 10, "interface v0 is not in");
        stage.allow(Stage.ALLOW.replace("split-brain=yes", ""));
        refused(Cut.vrrp("stage"), 10, "split-brain=yes is not in");
    }

    @Test
    @DisplayName("2: an allow-file that others may write, that is a link, or in a folder of that kind, is refused")
    void worldWritableAllowFile() {
        stage.sh("chmod 666 /etc/nines/allow");
        refused(CUT, 10, "may be written by others");
        stage.sh("chmod 620 /etc/nines/allow");
        refused(CUT, 10, "may be written by others");
        stage.sh("chmod 644 /etc/nines/allow; chmod 777 /etc/nines");
        refused(CUT, 10, "may be written by others");
        stage.sh("chmod 755 /etc/nines; mv /etc/nines/allow /run/allow; ln -s /run/allow /etc/nines/allow");
        refused(CUT, 10, "is a link");
        stage.sh("rm /etc/nines/allow");
    }

    @Test
    @DisplayName("3: an environment that looks like production is denied, whatever the allow-file says")
    void denyWins() {
        stage.allow(Stage.ALLOW.replace("environment=stage", "environment=stage eu-Prod-1"));
        List<String> call = new ArrayList<>(
                List.of("run=r1", "seq=1", "fault=partition", "ttl=10", "environment=eu-Prod-1", "control=none"));
        Answer answer = new Helper(stage.target()).call("apply", call);
        assertThat(answer.reason()).contains("looks like production");
    }

    @Test
    @DisplayName("4: the marker PRODUCTION refuses always, also as a dangling link")
    void productionFence() {
        stage.sh("touch /etc/nines/PRODUCTION");
        refused(CUT, 10, "production system");
        stage.sh("rm /etc/nines/PRODUCTION; ln -s nowhere /etc/nines/PRODUCTION");
        refused(CUT, 10, "production system");
    }

    @Test
    @DisplayName("5: a lease is from 2 s to what the allow-file permits, 15 min without a word of it")
    void ttl() {
        refused(CUT, 901, "is not from 2 to 900 s");
        refused(CUT, 1, "is not from 2 to 900 s");
        stage.allow(Stage.ALLOW + "ttl-max=20\n");
        refused(CUT, 21, "is not from 2 to 20 s");
    }

    @Test
    @DisplayName("6, K: the kernel forgets a cut at its time-out, with its lease and every process of ours dead")
    void kernelHeals() {
        assertThat(stage.apply(1, CUT, 2).lines()).contains("state=VERIFIED");
        stage.sh("kill -9 $(cat /run/nines/r1/1/lease)");
        assertThat(stage.sh("nft list set inet nines_r1_1 live")).contains("expires");
        stage.sh("sleep 2.3");
        assertThat(stage.sh("nft list set inet nines_r1_1 live")).doesNotContain("expires");
        assertThat(stage.verb("undo", 1).lines()).contains("state=CLEAN");
        stage.assertClean();
    }

    @Test
    @DisplayName("6, L: a lease that nobody renews undoes by itself, one that is renewed does not")
    void leaseHeals() {
        String before = stage.picture();
        assertThat(stage.apply(1, CUT, 2).lines()).contains("state=VERIFIED");
        stage.sh("sleep 1.2");
        assertThat(stage.verb("renew", 1).exit()).isZero();
        stage.sh("sleep 1.2");
        assertThat(stage.verb("verify", 1).lines()).contains("state=VERIFIED");
        stage.sh("sleep 3");
        stage.assertClean();
        assertThat(stage.picture()).isEqualTo(before);
        assertThat(stage.verb("renew", 1).lines()).contains("state=GONE");
    }

    @Test
    @DisplayName("9: a second run on the same target is refused while the first has faults there")
    void oneRunPerTarget() {
        assertThat(stage.apply(1, CUT, 20).lines()).contains("state=VERIFIED");
        List<String> call = new ArrayList<>(
                List.of("run=r2", "seq=1", "fault=partition", "ttl=10", "environment=stage", "control=none"));
        call.addAll(CUT.parameters());
        Answer answer = new Helper(stage.target()).call("apply", call);
        assertThat(answer.reason()).contains("run r1 has faults here");
        assertThat(stage.verb("undo", 1).lines()).contains("state=CLEAN");
    }

    @Test
    @DisplayName("10: a cut is refused where the control connection should be spared and cannot be found")
    void controlConnection() {
        List<String> call = new ArrayList<>(
                List.of("run=r1", "seq=1", "fault=partition", "ttl=10", "environment=stage", "control=ssh"));
        call.addAll(CUT.parameters());
        Answer answer = new Helper(stage.target()).call("apply", call);
        assertThat(answer.reason()).contains("cannot be told from others");
        stage.assertClean();
    }

    @Test
    @DisplayName("15: an operator's stop file blocks new faults and heals those in effect, until it is removed by name")
    void stopFile() {
        String before = stage.picture();
        assertThat(stage.apply(1, CUT, 60).lines()).contains("state=VERIFIED");
        stage.sh("touch /run/nines/STOP; sleep 3");
        stage.assertClean();
        refused(CUT, 10, "halted");
        stage.sh("rm /run/nines/STOP");
        assertThat(stage.picture()).isEqualTo(before);
    }

    @Test
    @DisplayName("18: an undo that does not bring the former state back is no success, and says how to go on")
    void verifyUndone() {
        assertThat(stage.apply(1, CUT, 60).lines()).contains("state=VERIFIED");
        stage.sh("nft add table inet somebody");
        Answer answer = stage.verb("undo", 1);
        assertThat(answer.exit()).isEqualTo(6);
        assertThat(answer.lines()).contains("state=DIRTY");
        assertThat(answer.value("fix").orElseThrow())
                .isEqualTo("printf 'run=r1\\nseq=1\\n' | sh /run/nines/helper undo");
        assertThat(stage.sh("nft list tables")).isEqualTo("table inet somebody");
        stage.sh("nft delete table inet somebody; " + answer.value("fix").orElseThrow());
        stage.assertClean();
    }

    @Test
    @DisplayName("19: tables and queueing disciplines of others are never touched, also when everything of ours goes")
    void foreignStays() {
        stage.sh(
                "nft add table inet other; nft add table ip mynines_x; tc qdisc add dev p0 root handle 7: tbf rate 9mbit burst 20kb latency 9ms");
        assertThat(stage.apply(1, CUT, 60).lines()).contains("state=VERIFIED");
        assertThat(new Helper(stage.target()).call("undo", List.of("every=yes")).lines())
                .contains("marks=0");
        assertThat(stage.sh("nft list tables").lines())
                .containsExactlyInAnyOrder("table inet other", "table ip mynines_x");
        assertThat(stage.sh("tc qdisc show dev p0")).contains("tbf 7:");
        stage.sh("nft delete table inet other; nft delete table ip mynines_x; tc qdisc del dev p0 root");
    }

    @Test
    @DisplayName(
            "25: verbs that nobody knows, start commands that nobody allowed, and keys that do not exist are refused")
    void leastPrivilege() {
        for (String verb : List.of("exec", "verb_apply", "", "apply;id", "--help")) {
            Answer answer = new Helper(stage.target()).call(verb, List.of("run=r1"));
            assertThat(answer.exit()).as(verb).isEqualTo(2);
        }
        long victim = stage.daemon("sleep 600");
        Injection kill = new Injection.Kill(
                "stage", stage.process(victim), true, Injection.Signal.KILL, List.of("touch", "/run/owned"));
        refused(kill, 10, "a start command is not in");
        assertThat(stage.state(victim)).isEqualTo("S");
        assertThat(new Helper(stage.target())
                        .call("apply", List.of("command=id"))
                        .exit())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("a state that was lost leaves marks, by which everything of ours is found and taken away")
    void marksAlone() {
        String before = stage.picture();
        stage.sh(
                "nft add table inet nines_lost_1; tc qdisc add dev p0 root handle 4e49: tbf rate 9mbit burst 20kb latency 9ms; "
                        + "touch /run/data/.nines-fill-lost-1");
        assertThat(new Helper(stage.target()).call("scan", List.of()).all("mark"))
                .containsExactly("table inet nines_lost_1", "qdisc p0", "file /run/data/.nines-fill-lost-1");
        assertThat(new Helper(stage.target()).call("undo", List.of("every=yes")).lines())
                .contains("marks=0");
        assertThat(stage.picture()).isEqualTo(before);
    }

    @Test
    @DisplayName("whatever stands in a field, no shell ever sees it: 300 random values of every field (seed 42)")
    void nothingReachesAShell() {
        String canary = "/run/data/canary";
        List<String> evil = List.of(
                "; touch " + canary,
                "$(touch " + canary + ")",
                "`touch " + canary + "`",
                "' ; touch " + canary + " #",
                "\" ; touch " + canary + " #",
                "| touch " + canary,
                "& touch " + canary + " &",
                "-rf",
                "--",
                "../../x",
                "a\nrun=r9",
                "a\0b",
                "é中😀",
                "*",
                "?",
                "~",
                "{a,b}",
                "$IFS",
                "\\",
                "x; } } table inet evil { ",
                "!",
                "%n",
                "\u001b[31m",
                "\t",
                " ");
        List<String> keys = List.of(
                "run",
                "seq",
                "fault",
                "ttl",
                "environment",
                "control",
                "pidfile",
                "pid",
                "started",
                "tree",
                "signal",
                "unit",
                "direction",
                "peers",
                "protocol",
                "ports",
                "side",
                "verdict",
                "share",
                "interface",
                "rate",
                "burst",
                "delay",
                "jitter",
                "path",
                "leave",
                "bytes",
                "workers",
                "keep",
                "floor",
                "every",
                "start",
                "next");
        Random random = new Random(42);
        StringBuilder inputs = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            List<String> call = new ArrayList<>(
                    List.of("run=r1", "seq=1", "fault=partition", "ttl=5", "environment=stage", "control=none"));
            call.addAll(CUT.parameters());
            String key = i < keys.size() * 3 ? keys.get(i % keys.size()) : keys.get(random.nextInt(keys.size()));
            String value = evil.get(random.nextInt(evil.size()));
            if (random.nextBoolean()) {
                value = "a" + value;
            }
            call.removeIf(line -> line.startsWith(key + "="));
            call.add(random.nextInt(call.size() + 1), key + "=" + value);
            String hex = java.util.HexFormat.of()
                    .formatHex(String.join("\n", call).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            inputs.append(hex).append('\n');
        }
        new Helper(stage.target()).call("scan", List.of());
        Outcome outcome =
                stage.target().run(List.of("python3", "-c", FUZZ), inputs.toString(), Duration.ofSeconds(100));
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.output().lines()).hasSize(300).allMatch(line -> line.matches("[025]"));
        assertThat(outcome.output().lines().filter(line -> line.equals("2"))).hasSizeGreaterThan(200);
        new Helper(stage.target()).call("undo", List.of("every=yes"));
        assertThat(stage.exists(canary)).isFalse();
        assertThat(stage.sh("nft list tables")).isEmpty();
        stage.assertClean();
    }

    /** Feeds each hexadecimal line to the script and prints how it ended. */
    private static final String FUZZ = """
            import subprocess, sys
            for line in sys.stdin:
                data = bytes.fromhex(line)
                done = subprocess.run(['sh', '/run/nines/helper', 'apply'], input=data, capture_output=True)
                print(done.returncode)
                if b'canary' in done.stderr: print(done.stderr, file=sys.stderr)
            """;

    @Test
    @DisplayName("values of a form that is not theirs do not even become an injection")
    void typedParameters() {
        for (String value : List.of("-v0", "v0;id", "v0\n", "", "a/b", "sixteen-long-name", "é")) {
            assertThatThrownBy(() -> new Injection.InterfaceDown("stage", value))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Traffic.with(List.of("10.0.0.1; drop"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Injection.DiskFill("stage", "data", 0, true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Injection.HoldDown("stage", "-f")).isInstanceOf(IllegalArgumentException.class);
    }
}
