package dev.nines.chaos.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.inject.Helper;
import dev.nines.chaos.inject.Injection.Healer;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.prepare.Preparation.Done;
import dev.nines.chaos.prepare.Preparation.Wanted;
import dev.nines.chaos.rehearse.Rehearsals;
import dev.nines.chaos.rehearse.Rehearsed;
import dev.nines.chaos.rehearse.Rehearser;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.InventoryReader;
import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.Targets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sshd, sudo and visudo, in namespaces of the test. Guard rails 2, 6 and 25 of the fact file on faults. */
@Tag("live")
class PreparationLiveTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String PICTURE =
            "cd /; find /etc/nines /etc/sudoers.d /usr/local/lib /var/lib/nines /run/nines* "
                    + "-path /run/nines-stage -prune -o -print 2>/dev/null | sort | xargs stat -c '%n %U %a'; nft list tables";

    @TempDir
    private Path folder;

    private TargetStage stage;
    private Targets targets;

    @BeforeEach
    void open() {
        stage = TargetStage.open();
        targets = stage.targets(folder);
    }

    @AfterEach
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    private Preparation preparation(String administrator, String user, boolean replace) {
        Target as = targets.at("administrator", stage.place(administrator));
        return new Preparation(as, new Wanted(user, AllowText.of("staging"), replace));
    }

    private Inventory inventory() {
        return InventoryReader.readText("inventory.yaml", """
                nines-inventory: 1
                environment: staging
                targets: {lb1: {ssh: ops@10.9.0.1, host-key: "KEY"}}
                """.replace("KEY", stage.key()));
    }

    @Test
    @DisplayName("25: prepared by sudo -n, ops may run the helper's verbs and nothing else; removed, nothing is left")
    void there() {
        String before = stage.sh(PICTURE);
        Preparation preparation = preparation("admin", "ops", false);
        Look look = preparation.look();
        assertThat(preparation.refusal(look)).isEmpty();
        assertThat(preparation.changes(look)).hasSize(3);
        assertThat(preparation.isPrepared(look)).isFalse();
        assertThat(stage.sh(PICTURE)).as("looking changes nothing").isEqualTo(before);
        assertThat(preparation.install(look))
                .isEqualTo(new Done(
                        "",
                        List.of(
                                "wrote /usr/local/lib/nines/helper",
                                "wrote /etc/nines/allow",
                                "wrote /etc/sudoers.d/nines"),
                        false));
        assertThat(preparation.isPrepared(preparation.look())).isTrue();
        assertThat(preparation.changes(preparation.look())).as("idempotent").isEmpty();

        Target ops = targets.at("lb1", stage.place("ops"));
        assertThat(Preparation.proof(ops)).isEmpty();
        for (String forbidden : List.of("lease r1 1 5", "caps x", "burn r1 1", "")) {
            List<String> command = new ArrayList<>(List.of("sudo", "-n", Helper.INSTALLED));
            command.addAll(forbidden.isEmpty() ? List.of() : List.of(forbidden.split(" ")));
            assertThat(ops.run(command, LONG).exit()).as(forbidden).isEqualTo(1);
        }
        assertThat(ops.run(List.of("sudo", "-n", "id"), LONG).ok()).isFalse();
        assertThat(ops.run(List.of("sudo", "-n", "PATH=/tmp", Helper.INSTALLED, "caps"), LONG)
                        .ok())
                .isFalse();
        everyHealerHeals();

        Preparation root = preparation("root", "ops", false);
        Done removed = root.remove();
        assertThat(removed.problem()).isEmpty();
        assertThat(root.look().left()).isEmpty();
        assertThat(stage.sh(PICTURE)).isEqualTo(before);
    }

    /** Through ssh and sudo: the controller is really killed, the connection too; then the record holds, for this boot alone. */
    private void everyHealerHeals() {
        StateFolder state = new StateFolder(folder.resolve("state"));
        Rehearsals rehearsals = new Rehearsals(state);
        Location place = stage.place("ops");
        assertThat(rehearsals.problem(inventory(), List.of("lb1"), targets).orElse(""))
                .contains("never rehearsed");
        Rehearser rehearser = new Rehearser(new Rehearser.Settings("staging", 6), state, targets, System.out::println);
        Rehearser.Outcome outcome = rehearser.rehearse("lb1", place);
        assertThat(outcome.fixes()).isEmpty();
        assertThat(outcome.rehearsed().healers()).containsOnlyKeys(Healer.controller, Healer.plain, Healer.kernel);
        assertThat(outcome.rehearsed().healers().values()).allMatch(result -> result.healed(), "healed");
        assertThat(rehearsals.of(place)).contains(outcome.rehearsed());
        assertThat(rehearsals.problem(inventory(), List.of("lb1"), targets)).isEmpty();
        assertThat(state.unclean()).isEmpty();
        stage.sh("echo '# changed' >>" + Helper.INSTALLED);
        assertThat(rehearsals.problem(inventory(), List.of("lb1"), targets).orElse(""))
                .contains("has another helper");
    }

    @Test
    @DisplayName("6: under a real systemd its lease heals too, and a unit that is held down comes back, its mask gone")
    void systemd() throws InterruptedException {
        stage.close();
        stage = TargetStage.withSystemd();
        for (int i = 0; i < 50 && !stage.sh("systemctl is-system-running").equals("running"); i++) {
            Thread.sleep(100);
        }
        targets = stage.targets(folder);
        String allow =
                AllowText.of("staging").replace("memory", "memory hold-down").replace("units=", "units=web.service");
        Preparation preparation =
                new Preparation(targets.at("administrator", stage.place("root")), new Wanted("ops", allow, false));
        assertThat(preparation.install(preparation.look()).problem()).isEmpty();
        StateFolder state = new StateFolder(folder.resolve("state"));
        Rehearser.Outcome outcome = new Rehearser(
                        new Rehearser.Settings("staging", 6), state, targets, System.out::println)
                .rehearse("lb1", stage.place("ops"));
        assertThat(outcome.rehearsed().healers()).containsOnlyKeys(Healer.values());
        assertThat(outcome.rehearsed().healers().values()).allMatch(Rehearsed.Result::healed, "healed");

        stage.sh("systemctl start web.service");
        assertThat(stage.sh("printf 'run=r1\\nseq=1\\nfault=hold-down\\nttl=3\\nenvironment=staging\\ncontrol=none\\n"
                        + "unit=web.service\\n' | " + Helper.INSTALLED + " apply"))
                .contains("lease=systemd", "state=VERIFIED");
        assertThat(stage.sh("systemctl start web.service; systemctl is-active web.service"))
                .isEqualTo("inactive");
        Thread.sleep(5_000);
        assertThat(stage.sh("systemctl is-active web.service")).isEqualTo("active");
        assertThat(stage.sh("ls /run/systemd/system")).doesNotContain("web.service");
        assertThat(preparation.remove().problem()).isEmpty();
        assertThat(preparation.look().left()).isEmpty();
    }

    @Test
    @DisplayName("half-way: sudo's rules that do not hold as a whole put everything back; refusals change nothing")
    void refused() {
        Preparation preparation = preparation("root", "ops", false);
        Look look = preparation.look();
        stage.sh("echo 'this is no rule' >/etc/sudoers.d/broken; chmod 440 /etc/sudoers.d/broken");
        String before = stage.sh(PICTURE);
        Done done = preparation.install(look);
        assertThat(done.problem()).contains("visudo does not accept");
        assertThat(stage.sh(PICTURE)).isEqualTo(before);
        stage.sh("rm /etc/sudoers.d/broken");

        stage.sh("chmod 777 /usr/local/lib");
        assertThat(preparation.install(look).problem()).contains("may be written by everybody");
        stage.sh("chmod 755 /usr/local/lib");

        assertThat(preparation("ops", "ops", false)
                        .refusal(preparation("ops", "ops", false).look())
                        .orElse(""))
                .contains("--as names one");
        Preparation nobody = preparation("root", "nobody-there", false);
        assertThat(nobody.refusal(nobody.look()).orElse("")).contains("no account nobody-there");
        stage.sh("sed -i 's/^ID=.*/ID=alpine/; s/^PRETTY_NAME=.*/PRETTY_NAME=\"Alpine Linux\"/' /etc/os-release");
        assertThat(preparation.refusal(preparation.look()).orElse(""))
                .startsWith("Alpine Linux is not supported; supported are Debian 11/12/13, Ubuntu 22.04/24.04");
    }

    @Test
    @DisplayName("owner, mode and content are compared; an administrator's allow-file stays, and so does PRODUCTION")
    void compared() {
        Preparation preparation = preparation("root", "ops", false);
        preparation.install(preparation.look());
        stage.sh("chmod 666 /etc/nines/allow; chown ops " + Helper.INSTALLED + "; echo >>/etc/sudoers.d/nines");
        assertThat(preparation.comparison(preparation.look()))
                .containsExactly(
                        "✗ " + Helper.INSTALLED + ": belongs to ops:root, not to root:root",
                        "✗ /etc/nines/allow: has mode 666, not 644",
                        "✗ /etc/sudoers.d/nines: has other content");
        preparation.install(preparation.look());
        assertThat(preparation.isPrepared(preparation.look())).isTrue();

        stage.sh("echo environment=mine >/etc/nines/allow");
        assertThat(preparation.changes(preparation.look())).isEmpty();
        assertThat(preparation.comparison(preparation.look()))
                .contains("✓ /etc/nines/allow: written by an administrator");
        assertThat(preparation("root", "ops", true).changes(preparation.look())).hasSize(1);

        stage.sh("touch /etc/nines/PRODUCTION");
        assertThat(preparation.refusal(preparation.look()).orElse("")).contains("production");
        Done removed = preparation.remove();
        assertThat(removed.problem()).isEmpty();
        assertThat(removed.lines()).containsExactly("kept /etc/nines/PRODUCTION");
        assertThat(stage.sh("ls /etc/nines")).isEqualTo("PRODUCTION");
    }
}
