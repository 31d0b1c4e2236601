package dev.nines.chaos.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.chaos.inject.Injection.Cut;
import dev.nines.chaos.journal.Entry;
import dev.nines.chaos.journal.State;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.SshTarget;
import dev.nines.chaos.target.TargetGone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSH's own server and client, both inside namespaces of the test: keys, configuration and log lie on its tmpfs. */
@Tag("live")
class SshTargetLiveTest {
    private static final String SETUP = """
            mkdir -p /run/sshd /run/upper2 /run/work2
            chmod 755 /run /run/sshd
            mount -t tmpfs tmpfs /root
            mkdir -m 700 /root/.ssh
            mount -t overlay overlay -o lowerdir=/usr/local,upperdir=/run/upper2,workdir=/run/work2 /usr/local
            mkdir -p /usr/local/lib/nines
            cp /run/nines/helper /usr/local/lib/nines/helper
            chmod 755 /usr/local/lib/nines/helper
            ssh-keygen -q -t ed25519 -N '' -f /run/hostkey
            ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519
            cp /root/.ssh/id_ed25519.pub /root/.ssh/authorized_keys
            printf '%s\\n' 'Port 2222' 'HostKey /run/hostkey' 'UsePAM no' 'PasswordAuthentication no' \
                'PermitRootLogin yes' 'StrictModes no' 'PidFile none' 'LogLevel VERBOSE' >/run/sshd_config
            /usr/sbin/sshd -f /run/sshd_config -E /run/sshd.log
            ssh-keygen -lf /run/hostkey.pub | cut -d' ' -f2
            """;

    @TempDir
    private Path folder;

    private Stage stage;
    private String key;

    @BeforeEach
    void open() {
        stage = Stage.open();
        if (!stage.exists("/usr/sbin/sshd")) {
            System.out.println("skipped: openssh-server is not installed");
            Assumptions.abort("openssh-server is not installed");
        }
        new Helper(stage.target()).call("caps", List.of());
        key = stage.sh(SETUP);
    }

    @AfterEach
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    private SshTarget target(String hostKey, Optional<Location.Ssh> jump) {
        Location.Ssh place = new Location.Ssh("root", "10.9.0.1", 2222, hostKey, jump);
        // From the other end of the cable.
        List<String> ssh = List.of(
                "nsenter",
                "--all",
                "--target",
                Long.toString(stage.pid()),
                "--",
                "sh",
                "-c",
                "exec nsenter --net --target $(cat /run/peer) ssh \"$@\"",
                "ssh");
        return new SshTarget("stage", place, ssh, folder);
    }

    @Test
    @DisplayName("words arrive as they are, standard input too; with a jump host, whose key is pinned as well")
    void runs() {
        Location.Ssh hop = new Location.Ssh("root", "10.9.0.1", 2222, key, Optional.empty());
        for (Optional<Location.Ssh> jump : List.of(Optional.<Location.Ssh>empty(), Optional.of(hop))) {
            SshTarget target = target(key, jump);
            assertThat(target.run(List.of("printf", "%s|", "$(id)", "a b", "'"), Duration.ofSeconds(20))
                            .output())
                    .isEqualTo("$(id)|a b|'|");
            assertThat(target.run(List.of("cat"), "data", Duration.ofSeconds(20))
                            .output())
                    .isEqualTo("data");
        }
    }

    @Test
    @DisplayName("a host with another key than the pinned one is refused before anything is offered to it")
    void anotherKey() {
        String other = "SHA256:" + "A".repeat(43);
        assertThatThrownBy(() -> target(other, Optional.empty()).run(List.of("id"), Duration.ofSeconds(20)))
                .isInstanceOf(TargetGone.class)
                .hasMessageContaining("Host key verification failed");
        assertThat(stage.sh("cat /run/sshd.log")).doesNotContain("Accepted").doesNotContain("Postponed");
    }

    @Test
    @DisplayName(
            "SSH is cut while the fault is applied: the run does not count, and everything is taken back over a new connection")
    void cutDuringApply() {
        String before = stage.picture();
        StateFolder state = new StateFolder(folder.resolve("state"));
        FaultProtocol.Watcher killer = new FaultProtocol.Watcher() {
            @Override
            public void journaled(Entry entry) {
                if (entry.state() == State.ARMED) {
                    stage.sh("pkill -KILL -f '^sshd(-session)?: root'");
                }
            }

            @Override
            public void undoing(String reason) {}
        };
        FaultProtocol.Settings settings = new FaultProtocol.Settings("r1", "stage", 20);
        Report report = new FaultProtocol(settings, state, Map.of("stage", target(key, Optional.empty())), killer)
                .run(List.of(Cut.partition("stage", Traffic.all())), Hold.lasting(Duration.ZERO));
        assertThat(report.ending()).as(report.reason()).isEqualTo(Report.Ending.INVALID);
        assertThat(report.fixes()).isEmpty();
        assertThat(state.unclean()).isEmpty();
        assertThat(stage.picture()).isEqualTo(before);
        stage.assertClean();
    }

    @Test
    @Tag("full")
    @DisplayName(
            "the way to the target is cut for longer than its lease: unknown, never clean; it heals itself, and revert makes sure")
    void cableCutDuringHold() throws Exception {
        String before = stage.picture();
        stage.watch();
        StateFolder state = new StateFolder(folder.resolve("state"));
        SshTarget target = target(key, Optional.empty());
        FaultProtocol.Settings settings = new FaultProtocol.Settings("r1", "stage", 6);
        double[] cut = new double[1];
        Report report = new FaultProtocol(settings, state, Map.of("stage", target), new Silent())
                .run(List.of(Cut.partition("stage", Traffic.with(List.of("10.9.0.77")))), held -> {
                    stage.atPeer("ip link set v1 down");
                    cut[0] = stage.uptime();
                    return Hold.Verdict.DONE;
                });
        assertThat(report.ending()).as(report.reason()).isEqualTo(Report.Ending.LEFT);
        assertThat(report.fixes()).singleElement().asString().contains("ssh -p 2222 root@10.9.0.1 ");
        assertThat(state.unclean().get(0).last().get(0).state()).isEqualTo(State.UNKNOWN);
        assertThat(stage.healed() - cut[0]).isLessThanOrEqualTo(6 + 2.0);
        stage.atPeer("ip link set v1 up");
        stage.sh("for i in $(seq 100); do ip -o link show v0 | grep -q LOWER_UP && break; sleep 0.1; done");
        Reverter reverter = new Reverter(state, (name, place) -> target, false, line -> {}, PowerTools.ofThisMachine());
        reverter.journals();
        assertThat(reverter.fixes()).isEmpty();
        assertThat(state.unclean()).isEmpty();
        assertThat(stage.picture()).isEqualTo(before);
        stage.assertClean();
    }

    @Test
    @DisplayName("10: everything that arrives is cut, the controller's own connection is not, and it undoes")
    void controlConnectionIsSpared() {
        Helper helper = new Helper(target(key, Optional.empty()));
        List<String> call = new ArrayList<>(
                List.of("run=r1", "seq=1", "fault=partition", "ttl=60", "environment=stage", "control=ssh"));
        call.addAll(Cut.partition("stage", Traffic.all()).parameters());
        assertThat(helper.call("apply", call).lines()).contains("state=VERIFIED");
        assertThat(helper.call("verify", List.of("run=r1", "seq=1")).lines()).contains("state=VERIFIED");
        assertThat(stage.sh("nft list ruleset")).contains("tcp dport 2222 accept");
        assertThat(helper.call("undo", List.of("run=r1", "seq=1")).lines()).contains("state=CLEAN");
        assertThat(helper.call("scan", List.of()).lines()).containsExactly("marks=0");
    }
}
