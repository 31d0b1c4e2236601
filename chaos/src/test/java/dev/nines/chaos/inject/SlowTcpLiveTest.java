package dev.nines.chaos.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Facts, section 4.2, row "latency", where the kernel has no netem: TCP through a proxy on the lab host. */
@Tag("live")
class SlowTcpLiveTest {
    private static final long DELAY_NANOS = 80_000_000L;
    private static final Injection SLOW = new TcpDelay("stage", DELAY_NANOS, 0, 0, List.of(7141));
    private Stage stage;

    @BeforeEach
    void open() {
        stage = Stage.open();
        if (!"yes".equals(Reverter.capabilities(stage.target()).get("redirect"))) {
            System.out.println("skipped: the kernel cannot redirect connections");
            Assumptions.abort("the kernel cannot redirect connections");
        }
        for (int port : List.of(7141, 7142)) {
            stage.daemon("python3 -m http.server " + port + " --directory /run/data");
            stage.sh("for i in $(seq 200); do grep -q :"
                    + Integer.toHexString(port).toUpperCase(java.util.Locale.ROOT)
                    + " /proc/net/tcp && break; sleep 0.05; done");
        }
    }

    @AfterEach
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    /** How long the peer waits for an answer. */
    private long millis(int port) {
        return Long.parseLong(stage.atPeer(
                "python3 -c \"import time,urllib.request as u;t=time.monotonic();u.urlopen('http://10.9.0.1:" + port
                        + "/').read();print(int((time.monotonic()-t)*1000))\""));
    }

    @Test
    @DisplayName(
            "questions and answers are each late; other ports are not sent through the proxy; undone, all is as before")
    void slow() {
        String before = stage.picture();
        assertThat(millis(7141)).as("before").isPositive();
        Answer applied = stage.apply(1, SLOW, 60);
        assertThat(applied.lines()).contains("state=ARMED", "state=APPLIED", "state=VERIFIED");
        assertThat(millis(7141)).isGreaterThanOrEqualTo(2 * DELAY_NANOS / 1_000_000);
        assertThat(millis(7142)).as("and is answered").isPositive();
        assertThat(stage.verb("renew", 1).exit()).isZero();
        Answer seen = stage.verb("verify", 1);
        assertThat(seen.lines()).contains("state=VERIFIED");
        assertThat(seen.number("counted")).as("connections of port 7141 alone").isEqualTo(1);
        assertThat(stage.verb("undo", 1).lines()).contains("state=CLEAN");
        assertThat(millis(7141)).as("straight again").isNotNegative();
        assertThat(stage.picture()).isEqualTo(before);
        assertThat(stage.sh("pgrep -fc '[P]roxyMain'")).isEqualTo("0");
        stage.assertClean();
    }

    @Test
    @DisplayName("nobody comes to the proxy by himself: only what is redirected passes its door")
    void door() {
        assertThat(stage.apply(1, SLOW, 60).lines()).contains("state=VERIFIED");
        String door = stage.sh("cut -d' ' -f1 /run/nines/r1/1/ports");
        assertThat(stage.atPeer("timeout 1 bash -c 'exec 3<>/dev/tcp/10.9.0.1/" + door + "' 2>/dev/null; echo $?"))
                .isEqualTo("124");
        assertThat(stage.verb("undo", 1).lines()).contains("state=CLEAN");
    }

    @Test
    @DisplayName("L: the proxy ends with its lease; K: with lease and helper dead, kernel and proxy end by themselves")
    void ends() throws InterruptedException {
        assertThat(stage.apply(1, SLOW, 8).lines()).contains("state=VERIFIED");
        stage.sh("kill -9 $(cat /run/nines/r1/1/lease)");
        for (int i = 0; i < 300 && !stage.sh("pgrep -fc '[P]roxyMain'").equals("0"); i++) {
            Thread.sleep(100);
        }
        for (int i = 0; i < 300 && stage.sh("nft list set inet nines_r1_1 live").contains("expires"); i++) {
            Thread.sleep(100);
        }
        assertThat(stage.sh("nft list set inet nines_r1_1 live")).doesNotContain("expires");
        assertThat(millis(7141)).as("answered without a proxy").isNotNegative();
        assertThat(stage.verb("undo", 1).lines()).contains("state=CLEAN");
        assertThat(stage.apply(2, SLOW, 8).lines()).contains("state=VERIFIED");
        for (int i = 0; i < 300 && stage.exists("/run/nines/r1"); i++) {
            Thread.sleep(100);
        }
        stage.assertClean();
        assertThat(stage.sh("pgrep -fc '[P]roxyMain'")).isEqualTo("0");
    }

    @Test
    @DisplayName("a state that was lost: the proxy is found by its command line, and goes")
    void found() {
        assertThat(stage.apply(1, SLOW, 60).lines()).contains("state=VERIFIED");
        stage.sh("kill -STOP $(pgrep -f '[P]roxyMain'); kill -9 $(cat /run/nines/r1/1/lease); rm -r /run/nines/r1");
        Helper helper = new Helper(stage.target());
        assertThat(helper.call("scan", List.of()).all("mark"))
                .anyMatch(mark -> mark.startsWith("process "))
                .contains("table inet nines_r1_1");
        assertThat(helper.call("undo", List.of("every=yes")).lines()).contains("marks=0");
        assertThat(stage.sh("pgrep -fc '[P]roxyMain'")).isEqualTo("0");
    }

    @Test
    @DisplayName("refused where nothing listens, and where the allow-file does not name what would run the proxy")
    void refused() {
        stage.allow(Stage.ALLOW.replace("java=", "java=/opt"));
        assertThat(stage.apply(1, SLOW, 60).reason()).contains("java " + TcpDelay.java() + " is not in");
        stage.allow(Stage.ALLOW);
        assertThat(stage.apply(1, new TcpDelay("stage", DELAY_NANOS, 0, 0, List.of(9)), 60)
                        .reason())
                .contains("nothing listens");
        stage.assertClean();
    }

    @Test
    @DisplayName("netem, where there is one: delay, jitter and reordering in its own words, under our handle")
    void netem() {
        stage.sh("""
                cat >/run/tc <<'END'
                #!/bin/sh
                echo "$*" >>/run/tc.log
                case "$*" in
                    *' lo root netem'*) exit 0 ;;
                    *'add dev v0 root handle 4e49: netem'*) echo netem >/run/tc.on ;;
                    'qdisc del dev v0 root handle 4e49:') rm -f /run/tc.on ;;
                    'qdisc show dev v0') if [ -e /run/tc.on ]; then echo 'qdisc netem 4e49: root refcnt 2'; else echo 'qdisc noqueue 0: root refcnt 2'; fi ;;
                    'qdisc show') if [ -e /run/tc.on ]; then echo 'qdisc netem 4e49: dev v0 root refcnt 2'; fi ;;
                esac
                END
                chmod 755 /run/tc
                mount --bind /run/tc /usr/sbin/tc
                """);
        assertThat(Reverter.capabilities(stage.target())).containsEntry("netem", "yes");
        Injection delay = new Delay("stage", "v0", 20_000_000, 5_000_000, 2550);
        assertThat(stage.apply(1, delay, 60).lines()).contains("state=VERIFIED");
        assertThat(stage.sh("grep 'add dev v0' /run/tc.log"))
                .isEqualTo("qdisc add dev v0 root handle 4e49: netem limit 100000 delay 20000us 5000us reorder 25.50%");
        assertThat(stage.verb("undo", 1).lines()).contains("state=CLEAN");
        stage.assertClean();
    }
}
