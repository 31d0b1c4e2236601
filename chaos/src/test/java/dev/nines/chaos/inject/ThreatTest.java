package dev.nines.chaos.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.chaos.plan.Plans;
import dev.nines.chaos.target.InventoryReader;
import dev.nines.chaos.target.LocalTarget;
import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.Supply;
import dev.nines.chaos.target.Target;
import dev.nines.scenario.problem.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Facts, section 6: threats that need no machine to be tested. The others are in the live tests of this package. */
@Timeout(60)
class ThreatTest {
    private static final String HEAD = "nines-inventory: 1\nenvironment: stage\ntargets: {lb1: {local: true}}\n";

    /** Every field of every fault that takes a text. */
    private static final List<Function<String, List<String>>> FIELDS = List.of(
            text -> new Injection.Pause("t", new Injection.ProcessOf.Pidfile(text), true).parameters(),
            text -> new Injection.Kill(
                            "t",
                            new Injection.ProcessOf.Numbered(7, 7),
                            true,
                            Injection.Signal.KILL,
                            List.of("sleep", text))
                    .parameters(),
            text -> new Injection.HoldDown("t", text).parameters(),
            text -> Injection.Cut.partition("t", Traffic.with(List.of(text))).parameters(),
            text -> Injection.Cut.partition("t", Traffic.all().going(Traffic.Direction.OUT, text))
                    .parameters(),
            text -> Injection.Cut.dns("t", List.of(text)).parameters(),
            text -> Injection.Cut.storage("t", List.of(text)).parameters(),
            text -> new Injection.SilentCut("t", text).parameters(),
            text -> new Injection.InterfaceDown("t", text).parameters(),
            text -> new Injection.Rate("t", text, 1_000_000).parameters(),
            text -> new Delay("t", text, 1_000_000, 0).parameters(),
            text -> new Injection.DiskFill("t", text, 0, true).parameters(),
            text -> new Injection.Crash("t", text, "10.0.0.1", List.of()).parameters(),
            text -> new Injection.Crash("t", "eth0", text, List.of()).parameters(),
            text -> new Injection.Crash("t", "eth0", "10.0.0.1", List.of(List.of(text))).parameters(),
            text -> new PowerOff("t", new Supply.Bmc(text, 623, "admin", "X"), false).parameters(),
            text -> new PowerOff("t", new Supply.Bmc("10.0.0.1", 623, text, "X"), false).parameters(),
            text -> new PowerOff("t", new Supply.Bmc("10.0.0.1", 623, "admin", text), false).parameters(),
            text -> new PowerOff("t", new Supply.Domain(text, "vm1"), false).parameters(),
            text -> new PowerOff("t", new Supply.Domain("qemu:///system", text), false).parameters());

    @Test
    @DisplayName(
            "command injection: no text with a meaning to a shell, to nft or to a line of parameters becomes a parameter")
    void noMeaning() {
        long seed = 20_260_801L;
        Random random = new Random(seed);
        String odd = ";$`'\"{}()|&<>*?~!#\\ \t\r\n\0\u001b\u00e9\u4e2d[]^";
        String plain = "abz09/.:-_@,=+%";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                String from = random.nextInt(3) == 0 ? odd : plain;
                text.append(from.charAt(random.nextInt(from.length())));
            }
            Function<String, List<String>> field = FIELDS.get(random.nextInt(FIELDS.size()));
            List<String> parameters;
            try {
                parameters = field.apply(text.toString());
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).as("seed %d", seed).matches("[ -~]*");
                continue;
            }
            assertThat(parameters)
                    .as("seed %d, %s", seed, text)
                    .allMatch(line -> line.matches("[a-z-]+=[A-Za-z0-9/.:_@,=+%-]+"));
        }
    }

    @Test
    @DisplayName("option injection: a host, user, file or unit that begins with a dash is none")
    void options() {
        String key = "SHA256:" + "A".repeat(43);
        assertThatThrownBy(() -> new Location.Ssh("root", "-oProxyCommand=id", 22, key, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Location.Ssh("-l", "host", 22, key, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        for (Function<String, List<String>> field : FIELDS) {
            if (FIELDS.indexOf(field) == 1) {
                continue; // the option of a program that the allow-file names word by word
            }
            if (FIELDS.indexOf(field) == 14) {
                continue; // likewise; the script refuses it as a program
            }
            assertThatThrownBy(() -> field.apply("-rf")).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> InventoryReader.readText(
                        "i.yaml",
                        HEAD.replace("{local: true}", "{ssh: \"root@-oProxyCommand=id\", host-key: \"" + key + "\"}")))
                .isInstanceOf(Problems.class);
    }

    @Test
    @DisplayName(
            "YAML attacks: alias bombs, foreign tags, recursion, duplicate keys, depth and size are errors of an inventory")
    void yaml() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(9) + "x]\n");
        }
        for (String text : List.of(
                bomb + HEAD,
                HEAD + "limits: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]\n",
                HEAD + "addresses: &a {lb1: *a}\n",
                HEAD + "environment: other\n",
                HEAD + "addresses: " + "[".repeat(5_000) + "]".repeat(5_000) + "\n",
                HEAD + "# " + "x".repeat(2 << 20) + "\n")) {
            assertThatThrownBy(() -> InventoryReader.readText("i.yaml", text))
                    .as(text.substring(0, 60))
                    .isInstanceOf(Problems.class);
        }
        assertThatThrownBy(() -> InventoryReader.readText("i.yaml", HEAD + "tragets: {}\n"))
                .isInstanceOfSatisfying(
                        Problems.class,
                        problems -> assertThat(problems.toString() + problems.getMessage())
                                .isNotEmpty());
    }

    @Test
    @DisplayName("a plan that is no plan, or is nested without end, is an error and not a crash")
    void plans() {
        for (String text : List.of(
                "",
                "[]",
                "null",
                "{\"nines\": 1, \"hash\": \"x\"",
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "{\"nines\": 1, \"drills\": [{\"name\": 7}]}",
                "{\"nines\": " + "9".repeat(100_000) + "}")) {
            assertThatThrownBy(() -> Plans.read(text))
                    .as(text.substring(0, Math.min(40, text.length())))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** A target whose script says what it likes. */
    private static Target saying(String output) {
        return new Target() {
            @Override
            public String name() {
                return "t";
            }

            @Override
            public Location location() {
                return new Location.Local();
            }

            @Override
            public Outcome run(List<String> command, String input, Duration deadline, Consumer<String> lines) {
                return new Outcome(command.contains("-c") ? 0 : 5, output, "");
            }

            @Override
            public Process start(List<String> command) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Test
    @DisplayName("terminal escapes and forged log lines: what a target says is printable before anybody sees it")
    void escapes() {
        Answer answer = new Helper(
                        saying("refused=no\u001b[2J\u001b]0;owned\u0007\rundone, verified\nmark=\u001b[31m\n"))
                .call("look", List.of());
        assertThat(answer.reason()).isEqualTo("no?[2J?]0;owned?");
        List<String> said = new ArrayList<>();
        new Reverter(
                        new dev.nines.chaos.journal.StateFolder(java.nio.file.Path.of("nowhere")),
                        new dev.nines.chaos.target.Targets(java.nio.file.Path.of("nowhere")),
                        true,
                        said::add)
                .scan(saying("mark=file \u001b[31m/x\n"));
        assertThat(said).containsExactly("t: would take away file ?[31m/x");
    }

    @Test
    @DisplayName("a flood and a silent hang: output is cut, and a call ends at its deadline")
    void floodAndHang() {
        Target here = new LocalTarget("here", List.of());
        assertThatThrownBy(() -> here.run(List.of("yes"), Duration.ofSeconds(1)))
                .isInstanceOf(dev.nines.chaos.target.TargetGone.class)
                .hasMessageContaining("within 1000 ms");
        Commands.Ended hung = Commands.run(List.of("sleep", "60"), java.util.Map.of(), Duration.ofSeconds(1));
        assertThat(hung.exit()).isEqualTo(-1);
        Commands.Ended flood =
                Commands.run(List.of("head", "-c", "5000000", "/dev/zero"), java.util.Map.of(), Duration.ofSeconds(30));
        assertThat(flood.output()).hasSizeLessThanOrEqualTo(64 << 10);
        assertThat(Commands.run(List.of("no-such-program"), java.util.Map.of(), Duration.ofSeconds(1))
                        .output())
                .contains("no-such-program");
    }
}
