package dev.nines.chaos.inject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.inject.Injection.Cut;
import dev.nines.chaos.inject.Report.Ending;
import dev.nines.chaos.journal.Journal;
import dev.nines.chaos.journal.State;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.target.Targets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DESIGN, section 9: the sequence, and what becomes of it when something fails in between. */
@Tag("live")
class FaultProtocolLiveTest {
    private static final Injection CUT = Cut.partition("stage", Traffic.with(List.of("10.9.0.2")));
    private static final Injection RATE = new Injection.Rate("stage", "v0", 1_000_000);

    @TempDir
    private Path temporary;

    private Stage stage;
    private StateFolder folder;
    private final Silent watcher = new Silent();

    @BeforeEach
    void open() {
        stage = Stage.open();
        folder = new StateFolder(temporary.resolve("state"));
    }

    @AfterEach
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    private Report run(int ttlSeconds, List<Injection> injections, Hold hold) {
        return protocol(ttlSeconds, folder).run(injections, hold);
    }

    private FaultProtocol protocol(int ttlSeconds, StateFolder where) {
        return new FaultProtocol(
                new FaultProtocol.Settings("r1", "stage", ttlSeconds), where, Map.of("stage", stage.target()), watcher);
    }

    @Test
    @DisplayName("two faults: applied in order, held past their leases, undone last in first out, journal clean")
    void sequence() {
        String before = stage.picture();
        List<String> during = new ArrayList<>();
        Report report = run(2, List.of(CUT, RATE), held -> {
            if (held > 3_500_000_000L && during.isEmpty()) {
                during.add(stage.sh("nft list tables; tc qdisc show dev v0"));
            }
            return during.isEmpty() ? Hold.Verdict.GO_ON : Hold.Verdict.DONE;
        });
        assertThat(report.ending()).as(report.reason()).isEqualTo(Ending.DONE);
        assertThat(during.get(0)).contains("nines_r1_1").contains("4e49:");
        assertThat(watcher.states)
                .containsExactly(
                        State.INTENT,
                        State.ARMED,
                        State.APPLIED,
                        State.VERIFIED,
                        State.INTENT,
                        State.ARMED,
                        State.APPLIED,
                        State.VERIFIED,
                        State.UNDOING,
                        State.CLEAN,
                        State.UNDOING,
                        State.CLEAN);
        assertThat(report.effects()).hasSize(2).allSatisfy(effect -> {
            assertThat(effect.appliedBefore()).isPositive().isLessThan(effect.appliedAfter());
            assertThat(effect.appliedAfter()).isLessThan(effect.undoneBefore());
            assertThat(effect.undoneBefore()).isLessThan(effect.undoneAfter());
        });
        assertThat(stage.picture()).isEqualTo(before);
        assertThat(folder.unclean()).isEmpty();
        stage.assertClean();
    }

    @Test
    @DisplayName("a fault that is refused takes out the ones before it, and is clean itself")
    void refused() {
        Report report =
                run(10, List.of(CUT, new Injection.Rate("stage", "lo", 1_000_000)), Hold.lasting(Duration.ZERO));
        assertThat(report.ending()).isEqualTo(Ending.REFUSED);
        assertThat(report.reason()).contains("interface lo is not in");
        assertThat(folder.unclean()).isEmpty();
        stage.assertClean();
    }

    @Test
    @DisplayName("14: a stop condition undoes; a fault that ended by itself makes the run invalid, not good")
    void stoppedAndInvalid() {
        assertThat(run(10, List.of(CUT), held -> Hold.Verdict.STOP).ending()).isEqualTo(Ending.STOPPED);
        stage.assertClean();
        folder = new StateFolder(temporary.resolve("second"));
        Report report = run(2, List.of(CUT), held -> {
            stage.sh("touch /run/nines/STOP; sleep 0.5");
            return held > 20_000_000_000L ? Hold.Verdict.DONE : Hold.Verdict.GO_ON;
        });
        assertThat(report.ending()).isEqualTo(Ending.INVALID);
        assertThat(report.reason()).contains("ended by itself");
    }

    @Test
    @DisplayName("target gone in the middle of a fault: its namespaces took the fault with them, nothing is left")
    void targetGone() {
        Report report = run(3, List.of(CUT), held -> {
            stage.close();
            return held > 2_000_000_000L ? Hold.Verdict.DONE : Hold.Verdict.GO_ON;
        });
        assertThat(report.ending()).isEqualTo(Ending.INVALID);
        assertThat(report.fixes()).isEmpty();
        assertThat(folder.unclean()).isEmpty();
    }

    @Test
    @DisplayName("17: an undo that fails is a fault left: the command that fixes it, and revert once it can")
    void left() {
        Report report = run(60, List.of(CUT), held -> {
            stage.sh("nft add table inet somebody");
            return Hold.Verdict.DONE;
        });
        assertThat(report.ending()).isEqualTo(Ending.LEFT);
        assertThat(report.fixes()).hasSize(1);
        assertThat(report.fixes().get(0)).startsWith("printf 'run=r1\\nseq=1\\n' | nsenter --all --target");
        assertThat(folder.unclean()).hasSize(1);
        stage.sh("nft delete table inet somebody");
        List<String> said = new ArrayList<>();
        new Reverter(folder, new Targets(folder.ssh()), true, said::add).journals();
        assertThat(said).containsExactly("would undo partition on stage (run r1, DIRTY)");
        assertThat(folder.unclean()).as("a dry run changes nothing").hasSize(1);
        Reverter reverter = new Reverter(folder, new Targets(folder.ssh()), false, said::add);
        reverter.journals();
        assertThat(reverter.fixes()).isEmpty();
        assertThat(folder.unclean()).isEmpty();
        stage.assertClean();
    }

    @Test
    @DisplayName("9, 15: two controllers, and a stop file of the controller: refused, nothing was changed")
    void twoControllersAndHalt() throws Exception {
        try (var lock = folder.lock().orElseThrow()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(run(10, List.of(CUT), Hold.lasting(Duration.ZERO)).reason())
                    .contains("another controller");
        }
        folder.halt();
        Report report = run(10, List.of(CUT), Hold.lasting(Duration.ZERO));
        assertThat(report.ending()).isEqualTo(Ending.REFUSED);
        assertThat(report.reason()).contains("remove " + folder.stopFile());
        assertThat(watcher.states).isEmpty();
        assertThat(stage.exists("/run/nines/helper"))
                .as("the target was not even reached for")
                .isFalse();
    }

    @Test
    @DisplayName("7: a full disk under the journal: no injection; full in the middle: undone all the same")
    void fullDisk() {
        Path small = stage.root().resolve("run/small");
        stage.sh("mkdir /run/small; mount -t tmpfs -o size=64k tmpfs /run/small");
        StateFolder full = new StateFolder(small.resolve("state"));
        Report middle = protocol(10, full).run(List.of(CUT), held -> {
            stage.sh("head -c 100000 /dev/zero >/run/small/fill");
            return Hold.Verdict.DONE;
        });
        assertThat(middle.ending()).isEqualTo(Ending.DONE);
        stage.assertClean();
        stage.sh("rm /run/small/fill");
        stage.sh("rm -f /run/small/state/chaos/r1/journal.ndjson; rmdir /run/small/state/chaos/r1");
        stage.sh("head -c 100000 /dev/zero >/run/small/fill");
        watcher.states.clear();
        Report none = protocol(10, full).run(List.of(CUT), Hold.lasting(Duration.ZERO));
        assertThat(none.ending()).isEqualTo(Ending.REFUSED);
        assertThat(none.reason()).contains("cannot be written");
        assertThat(watcher.states).isEmpty();
        stage.assertClean();
    }

    @Test
    @DisplayName("a torn last line is a possible intent: the targets of its run are scanned, and swept")
    void tornLine() throws Exception {
        try (Journal journal =
                folder.begin("r7", Map.of("stage", stage.target().location().text()))) {
            Files.writeString(journal.file(), "{\"seq\":1,\"tar", StandardOpenOption.APPEND);
        }
        assertThat(stage.apply(1, CUT, 60).lines()).contains("state=VERIFIED");
        assertThat(run(10, List.of(CUT), Hold.lasting(Duration.ZERO)).reason()).contains("run r7");
        List<String> said = new ArrayList<>();
        new Reverter(folder, new Targets(folder.ssh()), false, said::add).journals();
        assertThat(said).contains("stage: found state r1 1 partition VERIFIED", "stage: taken away, verified");
        stage.assertClean();
        assertThat(folder.unclean()).isEmpty();
    }
}
