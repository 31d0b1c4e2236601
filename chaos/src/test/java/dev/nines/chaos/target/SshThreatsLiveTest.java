package dev.nines.chaos.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.chaos.prepare.TargetStage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The threat table of the fact file on faults, rows "SSH host-key blindness", "option injection", "unbounded remote output / hang". */
class SshThreatsLiveTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    /** Options of servers that offer one old thing each. */
    private static final List<String> DOWNGRADED = List.of(
            "KexAlgorithms=diffie-hellman-group14-sha1",
            "Ciphers=aes128-cbc",
            "Ciphers=chacha20-poly1305@openssh.com",
            "HostKeyAlgorithms=ssh-rsa");

    @Test
    @Tag("live")
    @DisplayName("changed key, unknown key, downgraded algorithm: refused before anything is said of who asks")
    void refusedBeforeAuthentication() {
        try (TargetStage stage = TargetStage.open()) {
            Location.Ssh right = stage.place("root");
            assertThat(target(stage, right).run(List.of("id", "-u"), LONG).output())
                    .isEqualTo("0\n");
            stage.sh("ssh-keygen -q -t rsa -N '' -f /run/nines-stage/rsa; : >/run/nines-stage/sshd.log");
            assertThatThrownBy(() -> target(
                                    stage,
                                    new Location.Ssh(
                                            "root", right.host(), 22, "SHA256:" + "A".repeat(43), Optional.empty()))
                            .run(List.of("id"), LONG))
                    .isInstanceOf(TargetGone.class)
                    .hasMessageContaining("did not show the pinned key");
            int port = 2201;
            for (String option : DOWNGRADED) {
                String keyFile = option.contains("ssh-rsa") ? "rsa" : "hostkey";
                stage.sh(
                        "/usr/sbin/sshd -f /dev/null -E /run/nines-stage/old.log -o LogLevel=VERBOSE -o PidFile=none -o Port="
                                + port + " -o HostKey=/run/nines-stage/" + keyFile + " -o " + option);
                String key = stage.sh("ssh-keygen -lf /run/nines-stage/" + keyFile + ".pub | cut -d' ' -f2");
                Location.Ssh old = new Location.Ssh("root", right.host(), port++, key, Optional.empty());
                assertThatThrownBy(() -> target(stage, old).run(List.of("id"), LONG))
                        .as(option)
                        .isInstanceOf(TargetGone.class)
                        .hasMessageContaining("no matching");
            }
            String log = stage.sh("cat /run/nines-stage/sshd.log /run/nines-stage/old.log");
            assertThat(log).contains("no matching").doesNotContain("Accepted").doesNotContain("Failed");
        }
    }

    @Test
    @Tag("live")
    @DisplayName("a flood of output is cut at a megabyte, a command that never ends is given up at its deadline")
    void floodAndHang() {
        try (TargetStage stage = TargetStage.open()) {
            Target target = target(stage, stage.place("root"));
            Outcome flood = target.run(List.of("sh", "-c", "yes | head -c 4000000"), LONG);
            assertThat(flood.output()).hasSize(Target.OUTPUT_BYTES_MAX);
            assertThatThrownBy(() -> target.run(List.of("sleep", "1000"), Duration.ofSeconds(3)))
                    .isInstanceOf(TargetGone.class)
                    .hasMessageContaining("no answer");
        }
    }

    private Target target(TargetStage stage, Location.Ssh place) {
        return stage.targets(folder).at("stage", place);
    }

    @Test
    @Tag("live")
    @DisplayName(
            "a server that accepts and says nothing, and one that talks nonsense: gone, within the time to connect")
    void silentAndNonsense() throws IOException {
        for (String banner : List.of("", "nonsense\r\n".repeat(2000))) {
            try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
                Thread listener = new Thread(() -> answer(server, banner), "listener");
                listener.setDaemon(true);
                listener.start();
                Location.Ssh place = new Location.Ssh(
                        "root", "127.0.0.1", server.getLocalPort(), "SHA256:" + "A".repeat(43), Optional.empty());
                assertThatThrownBy(() -> new Targets(folder).at("odd", place).run(List.of("id"), LONG))
                        .isInstanceOf(TargetGone.class);
            }
        }
    }

    private static void answer(ServerSocket server, String banner) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(banner.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream()); // it listens
        } catch (IOException e) {
            // the other side has had enough
        }
    }

    @Test
    @DisplayName("a login, a host or a jump that begins with a dash is no login")
    void dashes() {
        String key = "SHA256:" + "A".repeat(43);
        for (String login : List.of(
                "-oProxyCommand=x@h",
                "ops@-oProxyCommand=touch",
                "ops@h:-1",
                "ops@",
                "@h",
                "ops@h;id",
                "ops@h\nx",
                "ops@h:70000")) {
            assertThatThrownBy(() -> Location.Ssh.of(login, key, Optional.empty()))
                    .as(login)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Location.Ssh.of("ops@[fd00::1]:2222", key, Optional.empty()))
                .isEqualTo(new Location.Ssh("ops", "fd00::1", 2222, key, Optional.empty()));
    }
}
