package dev.nines.chaos.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.chaos.inject.Report.Ending;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.target.Supply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts, section 4.2, rows "VM power", "host power via BMC" and "total power loss", against fakes of the programs. */
class PowerOffTest {
    private static final Supply.Bmc BMC = new Supply.Bmc("10.0.3.31", 623, "admin", "BMC_PASSWORD");
    private static final Supply VM = new Supply.Domain("qemu:///system", "vm1");
    private static final Hold SHORT = Hold.lasting(Duration.ZERO);

    @TempDir
    private Path temporary;

    private Chassis host;
    private StateFolder folder;
    private final Silent watcher = new Silent();

    @BeforeEach
    void plug() throws IOException {
        host = new Chassis(Files.createDirectory(temporary.resolve("chassis")));
        folder = new StateFolder(temporary.resolve("state"));
    }

    private Report run(Supply supply, Hold hold) {
        var settings = new FaultProtocol.Settings("r1", "stage", 10, true);
        return new FaultProtocol(settings, folder, Map.of("db1", host), watcher, host.tools())
                .run(List.of(new PowerOff("db1", supply, false)), hold);
    }

    private List<String> revert() {
        List<String> said = new ArrayList<>();
        Reverter reverter = new Reverter(folder, (name, place) -> host, false, said::add, host.tools());
        reverter.journals();
        said.addAll(reverter.fixes());
        return said;
    }

    @Test
    @DisplayName("off by the BMC and by the hypervisor, seen off, on again, seen to answer")
    void offAndOn() {
        for (Supply supply : List.of(BMC, VM)) {
            folder = new StateFolder(temporary.resolve(supply.getClass().getSimpleName()));
            List<Boolean> during = new ArrayList<>();
            Report report = run(supply, held -> {
                during.add(host.isOn());
                return Hold.Verdict.DONE;
            });
            assertThat(report.ending()).as(report.reason()).isEqualTo(Ending.DONE);
            assertThat(during).containsExactly(false);
            assertThat(host.isOn()).isTrue();
            assertThat(report.effects().get(0).appliedAfter())
                    .isGreaterThan(report.effects().get(0).appliedBefore());
            assertThat(folder.unclean()).isEmpty();
        }
        assertThat(host.argv())
                .contains("-H 10.0.3.31 -p 623 -U admin -E", "destroy --domain vm1", "start --domain vm1");
    }

    @Test
    @DisplayName("20: without the user's confirmation nothing is even asked")
    void unconfirmed() {
        var settings = new FaultProtocol.Settings("r1", "stage", 10);
        Report report = new FaultProtocol(settings, folder, Map.of("db1", host), watcher, host.tools())
                .run(List.of(new PowerOff("db1", BMC, false)), SHORT);
        assertThat(report.ending()).isEqualTo(Ending.REFUSED);
        assertThat(report.reason()).contains("the power of db1 goes", "not confirmed");
        assertThat(host.argv()).isEmpty();
        assertThat(watcher.states).isEmpty();
    }

    @Test
    @DisplayName("a BMC that is out of reach, or deaf, or a host that is off already: refused, nothing was done")
    void refused() {
        for (String mood : List.of("unreachable", "deaf")) {
            host.mood(mood);
            Report report = run(BMC, SHORT);
            assertThat(report.ending()).as(mood).isEqualTo(Ending.REFUSED);
            assertThat(report.reason()).contains(mood.equals("deaf") ? "did not answer within" : "Unable to establish");
            folder = new StateFolder(temporary.resolve("after" + mood));
        }
        host.mood("honest");
        host.loses();
        host.runsElsewhere();
        assertThat(run(BMC, SHORT).reason()).contains("off already");
        assertThat(watcher.states).isEmpty();
    }

    @Test
    @DisplayName(
            "a BMC that says off while the host runs, or takes the command and does nothing: the run does not count")
    void lying() {
        Hold.Verdict[] held = new Hold.Verdict[1];
        host.mood("stuck");
        Report stuck = run(BMC, at -> held[0] = Hold.Verdict.DONE);
        assertThat(stuck.ending()).isEqualTo(Ending.INVALID);
        assertThat(stuck.reason()).contains("was to go off and did not");
        folder = new StateFolder(temporary.resolve("second"));
        host.mood("honest");
        PowerHand hand = new PowerHand(BMC, new Helper(host), host.tools());
        assertThat(hand.call("look", List.of()).ok()).isTrue();
        host.mood("lying");
        Answer lied = hand.call("apply", List.of());
        assertThat(lied.ok()).isFalse();
        assertThat(lied.reason()).contains("says off, but the host still answers");
        assertThat(hand.call("undo", List.of()).lines()).contains("state=CLEAN");
        assertThat(held[0]).as("never held").isNull();
        assertThat(host.isOn()).isTrue();
    }

    @Test
    @DisplayName(
            "a BMC that dies before the undo: a fault is left, with the command; once it lives again, revert does it")
    void left() throws IOException {
        Report report = run(BMC, held -> {
            host.mood("unreachable");
            return Hold.Verdict.DONE;
        });
        assertThat(report.ending()).isEqualTo(Ending.LEFT);
        String command =
                "IPMI_PASSWORD=\"$BMC_PASSWORD\" ipmitool -I lanplus -H 10.0.3.31 -p 623 -U admin -E -N 2 -R 2 "
                        + "chassis power on";
        assertThat(report.fixes()).containsExactly(command);
        assertThat(folder.unclean()).hasSize(1);
        assertThat(revert()).contains(command);
        host.mood("honest");
        assertThat(revert()).anyMatch(line -> line.startsWith("undone, verified: power-off on db1"));
        assertThat(host.isOn()).isTrue();
        assertThat(folder.unclean()).isEmpty();
        assertThat(Files.readString(folder.journal("r1")))
                .contains("password-env=BMC_PASSWORD")
                .doesNotContain(Chassis.PASSWORD);
    }

    @Test
    @DisplayName("a machine that its manager has started elsewhere is not started a second time")
    void elsewhere() {
        Report report = run(VM, held -> {
            host.runsElsewhere();
            return Hold.Verdict.DONE;
        });
        assertThat(report.ending()).as(report.reason()).isEqualTo(Ending.DONE);
        assertThat(host.argv()).contains("destroy").doesNotContain("start --domain");
    }

    @Test
    @DisplayName("secrets: the password is in no argument, no journal, no message; a wrong one is the BMC's to refuse")
    void secrets() throws IOException {
        assertThat(run(BMC, SHORT).ending()).isEqualTo(Ending.DONE);
        assertThat(host.argv()).isNotEmpty().doesNotContain(Chassis.PASSWORD);
        assertThat(Files.readString(folder.journal("r1"))).doesNotContain(Chassis.PASSWORD);
        PowerTools wrong = new PowerTools(
                host.tools().before(), Map.of(), Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(1));
        PowerSwitch power = new PowerSwitch(BMC, wrong);
        assertThat(power.status()).isEqualTo(PowerSwitch.Power.UNKNOWN);
        assertThat(power.said()).contains("HMAC is invalid");
        assertThat(power.onCommand()).doesNotContain(Chassis.PASSWORD);
    }

    @Test
    @DisplayName("power off with the BMC: its managers are cut off from it first, and it is a fault of its own")
    void withBmc() {
        List<Injection> all = PowerOff.withBmc("db1", BMC, List.of(new PowerOff.Manager("manager", "eth0")));
        assertThat(all).hasSize(2);
        assertThat(all.get(0).parameters())
                .contains("peers=10.0.3.31", "direction=both", "ports=623,443", "side=remote", "interface=eth0");
        assertThat(all.get(1).fault()).isEqualTo("power-off-with-bmc");
        assertThat(all.get(1).irreversible()).isPresent();
        assertThat(Supply.parse(all.get(1).parameters())).isEqualTo(BMC);
        assertThat(Supply.parse(VM.parameters())).isEqualTo(VM);
    }

    @Test
    @DisplayName("option injection: names that begin with a dash or hold anything odd are no supply")
    void odd() {
        assertThatThrownBy(() -> new Supply.Bmc("-H", 623, "admin", "X")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Supply.Bmc("10.0.0.1", 623, "a;id", "X"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Supply.Domain("qemu:///system", "--managed-save"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Supply.parse(List.of("bmc=x"))).isInstanceOf(IllegalArgumentException.class);
    }
}
