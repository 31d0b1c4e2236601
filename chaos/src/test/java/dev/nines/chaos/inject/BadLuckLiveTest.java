package dev.nines.chaos.inject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.inject.Injection.Cut;
import dev.nines.chaos.inject.Report.Ending;
import dev.nines.chaos.journal.Entry;
import dev.nines.chaos.journal.Journal;
import dev.nines.chaos.journal.State;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.target.Targets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts, section 5, the self-chaos matrix beside the death of the controller: each time all is as before within TTL + 2 s. */
@Tag("live")
class BadLuckLiveTest {
    private static final Injection CUT = Cut.partition("stage", Traffic.with(List.of("10.9.0.2")));

    /**
     * Starts a process, ends it, and starts another with the same number (clone3 with set_tid). Prints number and start time of
     * the first, and the number of the second.
     */
    private static final String REUSE = """
            import ctypes, os, signal, struct, time
            def asleep():
                null = os.open("/dev/null", os.O_RDWR)
                for fd in (0, 1, 2): os.dup2(null, fd)
                os.execvp("sleep", ["sleep", "820"])
            first = os.fork()
            if first == 0: asleep()
            started = open("/proc/%d/stat" % first).read().rsplit(")", 1)[1].split()[19]
            time.sleep(0.1)
            os.kill(first, signal.SIGKILL)
            os.waitpid(first, 0)
            number = (ctypes.c_int * 1)(first)
            arguments = struct.pack("11Q", 0, 0, 0, 0, signal.SIGCHLD, 0, 0, 0, ctypes.addressof(number), 1, 0)
            again = ctypes.CDLL(None).syscall(435, ctypes.create_string_buffer(arguments), ctypes.c_size_t(88))
            if again == 0: asleep()
            print(first, started, again)
            """;

    @TempDir
    private Path temporary;

    private Stage stage;
    private String before;

    @BeforeEach
    void open() {
        stage = Stage.open();
        before = stage.picture();
    }

    @AfterEach
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    private void assertAsBefore() {
        assertThat(stage.picture()).isEqualTo(before);
        stage.assertClean();
    }

    private StateFolder folder(String name) {
        return new StateFolder(temporary.resolve(name));
    }

    private FaultProtocol protocol(String run, StateFolder folder, int ttlSeconds) {
        return new FaultProtocol(
                new FaultProtocol.Settings(run, "stage", ttlSeconds),
                folder,
                Map.of("stage", stage.target()),
                new Silent());
    }

    @ParameterizedTest(name = "a journal that ends with {0} is recovered, whether the fault is in effect or not")
    @EnumSource(State.class)
    void everyState(State last) {
        for (boolean inEffect : List.of(true, false)) {
            StateFolder folder = folder(last + "-" + inEffect);
            String place = stage.target().location().text();
            try (Journal journal = folder.begin("r1", Map.of("stage", place))) {
                journal.append(new Entry(1, "stage", place, "partition", CUT.parameters(), 60, last, Map.of()));
            }
            if (inEffect) {
                assertThat(stage.apply(1, CUT, 60).lines()).contains("state=VERIFIED");
            }
            List<String> said = new ArrayList<>();
            Reverter reverter = new Reverter(folder, new Targets(folder.ssh()), false, said::add);
            reverter.journals();
            if (last == State.CLEAN) {
                // The journal says that nothing is left. Who does not believe it looks at the targets.
                assertThat(said).isEmpty();
                reverter.scan(stage.target());
            }
            assertThat(reverter.fixes()).isEmpty();
            assertThat(folder.unclean()).isEmpty();
            assertAsBefore();
        }
    }

    @Test
    @DisplayName("two controllers that know nothing of each other race for a target: one has it, the other is refused")
    void race() throws Exception {
        for (int round = 0; round < 3; round++) {
            CyclicBarrier start = new CyclicBarrier(2);
            AtomicInteger done = new AtomicInteger();
            List<CompletableFuture<Report>> both = new ArrayList<>();
            for (String run : List.of("a" + round, "b" + round)) {
                both.add(CompletableFuture.supplyAsync(() -> {
                    FaultProtocol protocol = protocol(run, folder(run), 30);
                    await(start);
                    Report report =
                            protocol.run(List.of(CUT), held -> done.get() > 0 ? Hold.Verdict.DONE : Hold.Verdict.GO_ON);
                    done.incrementAndGet();
                    return report;
                }));
            }
            List<Report> reports = List.of(both.get(0).get(), both.get(1).get());
            assertThat(reports).extracting(Report::ending).containsExactlyInAnyOrder(Ending.DONE, Ending.REFUSED);
            assertThat(reports)
                    .filteredOn(report -> report.ending() == Ending.REFUSED)
                    .allMatch(report -> report.reason().contains("has faults here"));
            assertAsBefore();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "the clock of the target steps by {0} h in the middle of a fault")
    @ValueSource(ints = {1, -1})
    void clockSteps(int hours) throws Exception {
        int ttlSeconds = 3;
        stage.watch();
        assertThat(stage.apply(1, CUT, ttlSeconds).lines()).contains("state=VERIFIED");
        long stamp = stage.verb("undo", 2).number("before");
        stage.sh("""
                cp /usr/bin/date /run/date.real
                cat >/run/date <<'END'
                #!/bin/sh
                case $1 in
                    +%s%N) echo $(($(/run/date.real +%s%N) + HOURS * 3600 * 1000000000)) ;;
                    +%s) echo $(($(/run/date.real +%s) + HOURS * 3600)) ;;
                    *) exec /run/date.real "$@" ;;
                esac
                END
                chmod 755 /run/date
                mount --bind /run/date /usr/bin/date
                """.replace("HOURS", Integer.toString(hours)));
        assertThat(stage.verb("renew", 1).exit()).as("renewed by boot time").isZero();
        double renewed = stage.uptime();
        long stepped = stage.verb("undo", 2).number("before");
        assertThat((stepped - stamp) / 1_000_000_000L)
                .as("it did step")
                .isBetween(hours * 3600L - 60, hours * 3600L + 60);
        assertThat(stage.healed() - renewed).isLessThanOrEqualTo(ttlSeconds + 2.0);
        assertAsBefore();
    }

    @Test
    @DisplayName(
            "a lease is not prolonged by another clock: a renewal an hour ahead is refused, its deadline counts for nothing")
    void skewedLease() throws Exception {
        stage.watch();
        assertThat(stage.apply(1, CUT, 8).lines()).contains("state=VERIFIED");
        assertThat(
                        stage.sh(
                                "printf 'run=r1\\nseq=1\\nttl=8\\n' | unshare --time --boottime 3600 --fork sh /run/nines/helper renew"))
                .contains("state=GONE");
        assertThat(stage.verb("verify", 1).lines()).as("still as it was").contains("state=VERIFIED");
        double written = stage.uptime();
        stage.sh("d=/run/nines/r1/1/deadline; echo $(($(cat $d) + 360000)) >$d.new; mv $d.new $d");
        assertThat(stage.healed() - written).isLessThanOrEqualTo(8 + 2.0);
        assertAsBefore();
    }

    @Test
    @DisplayName("kill -9 of the helper while it applies: its lease heals, also what comes into effect only afterwards")
    void killedHelper() throws Exception {
        int ttlSeconds = 7;
        stage.sh("""
                cp /usr/sbin/tc /run/tc.real
                cat >/run/tc <<'END'
                #!/bin/sh
                case "$*" in 'qdisc add dev v0'*) sleep 3 ;; esac
                exec /run/tc.real "$@"
                END
                chmod 755 /run/tc
                mount --bind /run/tc /usr/sbin/tc
                """);
        stage.watch();
        var applying = CompletableFuture.supplyAsync(
                () -> stage.apply(1, new Injection.Rate("stage", "v0", 1_000_000), ttlSeconds));
        for (int i = 0; i < 400 && !stage.exists("/run/nines/r1/1/parameters"); i++) {
            Thread.sleep(25);
        }
        stage.sh("pkill -KILL -f '[h]elper apply'");
        double killed = stage.uptime();
        assertThat(applying.get().exit()).isEqualTo(137);
        boolean came = false;
        while (!stage.exists("/run/healed")) {
            came |= stage.sh("tc qdisc show dev v0").contains("4e49:");
        }
        assertThat(came).as("it came into effect after the helper's death").isTrue();
        assertThat(stage.healed() - killed).isLessThanOrEqualTo(ttlSeconds + 2.0);
        assertAsBefore();
    }

    @Test
    @DisplayName(
            "a forged journal is refused: nothing is done by it, its targets are looked at, and a person must decide")
    void forged() throws Exception {
        StateFolder folder = folder("forged");
        StateFolder stranger = folder("stranger");
        String place = stage.target().location().text();
        Entry entry = new Entry(1, "stage", place, "partition", CUT.parameters(), 60, State.VERIFIED, Map.of());
        List<String> lines = new ArrayList<>();
        for (StateFolder each : List.of(folder, stranger)) {
            try (Journal journal = each.begin("r1", Map.of("stage", place))) {
                journal.append(each == folder ? entry : entry.to(State.CLEAN, Map.of()));
                lines.addAll(Files.readAllLines(journal.file()));
            }
        }
        Files.write(folder.journal("r1"), List.of(lines.get(0), lines.get(1), lines.get(3)));
        assertThat(stage.apply(1, CUT, 60).lines()).contains("state=VERIFIED");
        assertThat(protocol("r2", folder, 10)
                        .run(List.of(CUT), held -> Hold.Verdict.DONE)
                        .ending())
                .isEqualTo(Ending.REFUSED);
        List<String> said = new ArrayList<>();
        Reverter reverter = new Reverter(folder, new Targets(folder.ssh()), false, said::add);
        reverter.journals();
        assertThat(said.get(0)).startsWith("REFUSED: the journal").contains("changed by somebody else");
        assertThat(reverter.fixes()).hasSize(1);
        assertThat(reverter.fixes().get(0)).contains("revert --scan --on INVENTORY", "mv " + folder.journal("r1"));
        assertThat(folder.unclean()).hasSize(1);
        assertAsBefore();
    }

    @Test
    @DisplayName("symlink race: a link where the fill file should be is refused, what it leads to stays as it is")
    void link() {
        stage.sh("echo precious >/run/victim; ln -s /run/victim /run/data/.nines-fill-r1-1");
        Answer answer = stage.apply(1, new Injection.DiskFill("stage", "/run/data", 1_000_000, false), 60);
        assertThat(answer.ok()).isFalse();
        assertThat(stage.sh("cat /run/victim")).isEqualTo("precious");
        stage.sh("ln -s /run/data /run/other");
        stage.allow(Stage.ALLOW.replace("paths=/run/data", "paths=/run/data /run/other"));
        assertThat(stage.apply(2, new Injection.DiskFill("stage", "/run/other", 1_000_000, false), 60)
                        .reason())
                .contains("leads over a link");
        assertAsBefore();
    }

    @Test
    @DisplayName("TOCTOU: the number of a process that died is given to another one, which is left alone")
    void reusedNumber() {
        String[] numbers = stage.sh("python3 -c '" + REUSE + "'").split(" ");
        long number = Long.parseLong(numbers[0]);
        assertThat(numbers[2]).as("the number was given again").isEqualTo(numbers[0]);
        var process = new Injection.ProcessOf.Numbered(number, Long.parseLong(numbers[1]));
        Answer answer = stage.apply(1, new Injection.Pause("stage", process, true), 60);
        assertThat(answer.exit()).isEqualTo(5);
        assertThat(answer.reason()).contains("is not the one that started at");
        assertThat(stage.state(number)).isIn("S", "R");
        stage.assertClean();
    }
}
