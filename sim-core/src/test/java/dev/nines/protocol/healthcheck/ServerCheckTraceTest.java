package dev.nines.protocol.healthcheck;

import static dev.nines.protocol.healthcheck.ServerCheckRig.MS;
import static dev.nines.protocol.healthcheck.ServerCheckRig.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.protocol.healthcheck.ServerCheckRig.Server;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("golden traces of HAProxy's check; start stagger and spread")
class ServerCheckTraceTest {

    private static final ServerCheckConfig CONFIG =
            ServerCheckConfig.defaults().withIntervals(2 * SECOND, 500 * MS, 3 * SECOND);

    @Test
    @DisplayName("refused at 2.7 s, healed at 6 s")
    void refused() {
        ServerCheckRig rig = new ServerCheckRig(CONFIG);
        rig.check.onStart(500 * MS);
        rig.serverAt(2700 * MS, Server.REFUSES);
        rig.serverAt(6 * SECOND, Server.HEALTHY);
        rig.clock.runUntil(9500 * MS);
        assertThat(rig.trace).hasToString("""
            t=0.000s h=2 arm INTERVAL 0.500s
            t=0.500s h=2 arm TIMEOUT 2.000s
            t=0.500s h=2 check
            t=0.500s h=4 arm INTERVAL 2.000s
            t=2.500s h=4 arm TIMEOUT 2.000s
            t=2.500s h=4 check
            t=2.500s h=4 arm INTERVAL 2.000s
            t=2.700s h=4 server refuses
            t=4.500s h=4 arm TIMEOUT 2.000s
            t=4.500s h=4 check
            t=4.500s h=3 arm INTERVAL 0.500s
            t=5.000s h=3 arm TIMEOUT 2.000s
            t=5.000s h=3 check
            t=5.000s h=2 arm INTERVAL 0.500s
            t=5.500s h=2 arm TIMEOUT 2.000s
            t=5.500s h=2 check
            t=5.500s h=0 DOWN
            t=5.500s h=0 arm INTERVAL 3.000s
            t=6.000s h=0 server healthy
            t=8.500s h=0 arm TIMEOUT 2.000s
            t=8.500s h=0 check
            t=8.500s h=1 arm INTERVAL 0.500s
            t=9.000s h=1 arm TIMEOUT 2.000s
            t=9.000s h=1 check
            t=9.000s h=4 UP
            t=9.000s h=4 arm INTERVAL 2.000s
            """);
    }

    @Test
    @DisplayName("silent at 0.3 s: each failing check lasts inter, the next starts a full fastinter later")
    void silent() {
        ServerCheckRig rig = new ServerCheckRig(CONFIG);
        rig.check.onStart(0);
        rig.serverAt(300 * MS, Server.SILENT);
        rig.clock.runUntil(10 * SECOND);
        assertThat(rig.trace).hasToString("""
            t=0.000s h=2 arm INTERVAL 0.000s
            t=0.000s h=2 arm TIMEOUT 2.000s
            t=0.000s h=2 check
            t=0.000s h=4 arm INTERVAL 2.000s
            t=0.300s h=4 server silent
            t=2.000s h=4 arm TIMEOUT 2.000s
            t=2.000s h=4 check
            t=4.000s h=4 abort
            t=4.000s h=3 arm INTERVAL 0.500s
            t=4.500s h=3 arm TIMEOUT 2.000s
            t=4.500s h=3 check
            t=6.500s h=3 abort
            t=6.500s h=2 arm INTERVAL 0.500s
            t=7.000s h=2 arm TIMEOUT 2.000s
            t=7.000s h=2 check
            t=9.000s h=2 abort
            t=9.000s h=0 DOWN
            t=9.000s h=0 arm INTERVAL 3.000s
            """);
    }

    @Test
    @DisplayName("section 1, start stagger: the k-th of n checks starts at mininter*k/n")
    void stagger() {
        ServerCheckConfig slow = ServerCheckConfig.defaults().withIntervals(5 * SECOND, 0, 0);
        ServerCheckConfig fast = ServerCheckConfig.defaults().withIntervals(500 * MS, 0, 0);
        ServerCheckConfig plain = ServerCheckConfig.defaults();
        long window = ServerCheckConfig.staggerWindowNanos(List.of(slow, fast, plain, plain));
        assertThat(window).as("500 ms is too short to count").isEqualTo(2 * SECOND);
        ServerCheck check = new ServerCheckRig(plain).check;
        assertThat(check.startDelayNanos(window, 0, 4, 0)).isZero();
        assertThat(check.startDelayNanos(window, 3, 4, 0)).isEqualTo(1500 * MS);
        assertThat(new ServerCheckRig(slow).check.startDelayNanos(window, 3, 4, 0))
                .as("a slower check stretches over its own interval")
                .isEqualTo(3750 * MS);
        assertThat(check.startDelayNanos(window, 3, 4, SECOND))
                .as("max-spread-checks")
                .isEqualTo(750 * MS);
        assertThat(CONFIG.firstIntervalNanos())
                .as("the counter is not full at start, so fastinter counts")
                .isEqualTo(500 * MS);
        assertThat(ServerCheckConfig.staggerWindowNanos(List.of())).isZero();
    }

    @Test
    @DisplayName("section 1, spread-checks: each interval is drawn anew within +-share")
    void spread() {
        ServerCheckRig rig = new ServerCheckRig(ServerCheckConfig.defaults().withSpreadChecks(50));
        rig.spread = 1;
        rig.check.onStart(0);
        rig.nextCheck(Server.HEALTHY);
        assertThat(rig.sleepNanos()).isEqualTo(3 * SECOND);
        rig.spread = -1;
        rig.nextCheck(Server.HEALTHY);
        assertThat(rig.sleepNanos()).isEqualTo(SECOND);
    }
}
