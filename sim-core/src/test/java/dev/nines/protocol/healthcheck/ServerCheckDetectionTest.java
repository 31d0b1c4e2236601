package dev.nines.protocol.healthcheck;

import static dev.nines.protocol.healthcheck.ServerCheckRig.MS;
import static dev.nines.protocol.healthcheck.ServerCheckRig.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.protocol.healthcheck.ServerCheckConfig.Type;
import dev.nines.protocol.healthcheck.ServerCheckRig.Server;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** phi = age of the last check at the fault, swept over a whole interval. */
@DisplayName("measured-behaviour.md HAProxy formulas and haproxy-nlb.md section 2 detection times")
class ServerCheckDetectionTest {

    private static final ServerCheckConfig DEFAULTS = ServerCheckConfig.defaults();

    @Test
    @DisplayName("DOWN, refused = (inter - phi) + (fall - 1) * fastinter, fastinter = inter if not set")
    void refused() {
        for (ServerCheckConfig config : variants(DEFAULTS)) {
            long fast = config.fastinterNanos() > 0 ? config.fastinterNanos() : config.interNanos();
            sweep(
                    config,
                    (phi, rig) -> assertThat(detection(rig, phi, Server.REFUSES))
                            .isEqualTo(config.interNanos() - phi + (config.fall() - 1) * fast));
        }
    }

    @Test
    @DisplayName("DOWN, silent = (inter - phi) + fall * inter + (fall - 1) * fastinter without timeout check")
    void silent() {
        for (ServerCheckConfig config : variants(DEFAULTS)) {
            long fast = config.fastinterNanos() > 0 ? config.fastinterNanos() : config.interNanos();
            sweep(
                    config,
                    (phi, rig) -> assertThat(detection(rig, phi, Server.SILENT))
                            .isEqualTo(config.interNanos()
                                    - phi
                                    + config.fall() * config.interNanos()
                                    + (config.fall() - 1) * fast));
        }
    }

    @Test
    @DisplayName("DOWN, process frozen with HTTP check = as silent, with Tc = timeout check once connected")
    void frozenHttp() {
        for (ServerCheckConfig plain : variants(DEFAULTS.withType(Type.HTTP))) {
            ServerCheckConfig config = plain.withTimeouts(300 * MS, 0);
            long fast = config.fastinterNanos() > 0 ? config.fastinterNanos() : config.interNanos();
            sweep(
                    config,
                    (phi, rig) -> assertThat(detection(rig, phi, Server.FROZEN))
                            .isEqualTo(
                                    config.interNanos() - phi + config.fall() * 300 * MS + (config.fall() - 1) * fast));
            sweep(
                    plain,
                    (phi, rig) -> assertThat(detection(rig, phi, Server.FROZEN))
                            .isEqualTo(plain.interNanos()
                                    - phi
                                    + plain.fall() * plain.interNanos()
                                    + (plain.fall() - 1) * fast));
        }
    }

    @Test
    @DisplayName("timeout check unset: timeout connect does not shorten a check (behaviour 6)")
    void timeoutConnectAloneDoesNothing() {
        ServerCheckConfig config = DEFAULTS.withTimeouts(0, 100 * MS);
        sweep(
                config,
                (phi, rig) -> assertThat(detection(rig, phi, Server.SILENT)).isEqualTo(2 * SECOND - phi + 10 * SECOND));
    }

    @Test
    @DisplayName("timeout check set: connect has min(inter, timeout connect), then reading has timeout check")
    void timeoutCheck() {
        assertThat(connectTimeout(DEFAULTS.withTimeouts(1500 * MS, 700 * MS))).isEqualTo(700 * MS);
        assertThat(connectTimeout(DEFAULTS.withTimeouts(1500 * MS, 5 * SECOND))).isEqualTo(2 * SECOND);
        assertThat(connectTimeout(DEFAULTS.withTimeouts(1500 * MS, 0))).isEqualTo(2 * SECOND);

        ServerCheckRig rig = new ServerCheckRig(DEFAULTS.withType(Type.HTTP).withTimeouts(1500 * MS, 5 * SECOND));
        rig.server = Server.FROZEN;
        rig.check.onStart(0);
        rig.clock.runUntil(0);
        assertThat(rig.checkTimeLeftNanos()).isEqualTo(1500 * MS);
    }

    @Test
    @DisplayName("a SYN repeated after 1 s and then `timeout check 500ms`: the check takes 1.5 s (MEAS 1503 ms)")
    void repeatedSyn() {
        ServerCheckRig rig = new ServerCheckRig(DEFAULTS.withType(Type.HTTP).withTimeouts(500 * MS, 5 * SECOND));
        rig.server = Server.SILENT;
        rig.check.onStart(0);
        rig.clock.at(SECOND, rig.check::onConnected);
        rig.clock.runUntil(1499 * MS);
        assertThat(rig.check.isChecking()).isTrue();
        rig.clock.runUntil(1500 * MS);
        assertThat(rig.check.isChecking()).isFalse();
    }

    @Test
    @DisplayName("MEAS: refused, inter 1 s fall 3: 2.19 s and 2.56 s lie in 2..3 s; inter 2 s fastinter 0.5 s: 1.03 s")
    void measuredRefused() {
        assertRange(DEFAULTS.withIntervals(SECOND, 0, 0), Server.REFUSES, 2 * SECOND, 3 * SECOND);
        assertRange(DEFAULTS.withIntervals(2 * SECOND, 500 * MS, 0), Server.REFUSES, SECOND, 3 * SECOND);
        assertPhaseExists(DEFAULTS.withIntervals(SECOND, 0, 0), Server.REFUSES, 2190 * MS);
        assertPhaseExists(DEFAULTS.withIntervals(SECOND, 0, 0), Server.REFUSES, 2560 * MS);
        assertPhaseExists(DEFAULTS.withIntervals(2 * SECOND, 500 * MS, 0), Server.REFUSES, 1030 * MS);
    }

    @Test
    @DisplayName(
            "MEAS: frozen process with HTTP check, inter 1 s: 5.5 s; behaviour 6: 2 s x 3 against silence is 10..12 s")
    void measuredSilent() {
        ServerCheckConfig http = DEFAULTS.withType(Type.HTTP).withIntervals(SECOND, 0, 0);
        assertRange(http, Server.FROZEN, 5 * SECOND, 6 * SECOND);
        assertPhaseExists(http, Server.FROZEN, 5500 * MS);
        assertRange(DEFAULTS, Server.SILENT, 10 * SECOND, 12 * SECOND);
        assertRange(http.withIntervals(2 * SECOND, 0, 0), Server.FROZEN, 10 * SECOND, 12 * SECOND);
    }

    @Test
    @DisplayName("behaviour 9, section 7.7: a TCP check never sees a frozen process with room in its accept queue")
    void frozenTcpInvisible() {
        ServerCheckRig rig = ServerCheckRig.warm(DEFAULTS);
        rig.serverAt(500 * MS, Server.FROZEN);
        rig.clock.runUntil(3600 * SECOND);
        assertThat(rig.downAt).isEqualTo(-1);
    }

    @Test
    @DisplayName(
            "frozen process with TCP check: after the queue of backlog + 1 is full, as silent (MEAS 10.2 s, backlog 5)")
    void frozenTcpUntilQueueFull() {
        ServerCheckConfig config = DEFAULTS.withIntervals(SECOND, 0, 0);
        sweep(config, (phi, rig) -> {
            rig.acceptQueue = 6;
            assertThat(detection(rig, phi, Server.FROZEN)).isEqualTo(SECOND - phi + 6 * SECOND + 5 * SECOND);
        });
        // one place taken by a request in flight at the freeze gives the measured figure
        sweep(config, (phi, rig) -> {
            rig.acceptQueue = 5;
            assertThat(detection(rig, phi, Server.FROZEN)).isBetween(10 * SECOND, 11 * SECOND);
        });
    }

    @Test
    @DisplayName("recovery = phi' + (rise - 1) * fastinter, phi' in 0..downinter")
    void recovery() {
        ServerCheckConfig config =
                DEFAULTS.withIntervals(SECOND, 250 * MS, 4 * SECOND).withRiseFall(3, 2);
        for (long phi = 0; phi < 4 * SECOND; phi += 100 * MS) {
            ServerCheckRig rig = ServerCheckRig.warm(config);
            rig.serverAt(500 * MS, Server.REFUSES);
            long down = 1250 * MS;
            long healed = down + 8 * SECOND + phi + MS;
            rig.serverAt(healed, Server.HEALTHY);
            rig.clock.runUntil(60 * SECOND);
            assertThat(rig.downAt).isEqualTo(down);
            assertThat(rig.upAt - healed).isEqualTo(4 * SECOND - phi - MS + 2 * 250 * MS);
        }
    }

    @Test
    @DisplayName("UP = next check (up to inter, up to 2*inter if a check is hanging) + (rise-1)*inter")
    void recoveryFromSilence() {
        ServerCheckConfig config = DEFAULTS.withIntervals(SECOND, 0, 0);
        long longest = 0;
        for (long phi = 0; phi < 2 * SECOND; phi += 50 * MS) {
            ServerCheckRig rig = ServerCheckRig.warm(config);
            rig.serverAt(500 * MS, Server.SILENT);
            long healed = 20 * SECOND + phi + MS;
            rig.serverAt(healed, Server.HEALTHY);
            rig.clock.runUntil(60 * SECOND);
            long up = rig.upAt - healed;
            assertThat(up).isBetween(SECOND, 3 * SECOND);
            longest = Math.max(longest, up);
        }
        assertThat(longest).isGreaterThan(2900 * MS);
    }

    @Test
    @DisplayName("section 7.6: with a check lasting c the period is c + interval")
    void endToStart() {
        ServerCheckRig rig = new ServerCheckRig(DEFAULTS.withType(Type.HTTP));
        rig.server = Server.FROZEN;
        rig.check.onStart(0);
        for (int k = 0; k < 10; k++) {
            long start = k * 2300 * MS;
            rig.clock.at(start + 300 * MS, rig.check::onPassed);
            rig.clock.runUntil(start);
            assertThat(rig.checksStarted).isEqualTo(k + 1);
        }
        assertThat(rig.check.isUp()).isTrue();
    }

    @Test
    @DisplayName("section 7.8: two instances with their own phases differ by up to one detection time")
    void twoViews() {
        ServerCheckRig early = new ServerCheckRig(DEFAULTS);
        ServerCheckRig late = new ServerCheckRig(DEFAULTS);
        early.check.onStart(0);
        late.check.onStart(1999 * MS);
        early.serverAt(20 * SECOND - MS / 2, Server.REFUSES);
        late.serverAt(20 * SECOND - MS / 2, Server.REFUSES);
        early.clock.runUntil(60 * SECOND);
        late.clock.runUntil(60 * SECOND);
        assertThat(early.downAt).isEqualTo(24 * SECOND);
        assertThat(late.downAt).isEqualTo(25_999 * MS);
    }

    @Test
    @DisplayName("H1: refused port 4..6 s to DOWN, widened by spread-checks 5 %")
    void h1() {
        ServerCheckConfig h1 = DEFAULTS.withType(Type.HTTP).withTimeouts(SECOND, 4 * SECOND);
        assertRange(h1, Server.REFUSES, 4 * SECOND, 6 * SECOND);
        for (double spread = -1; spread <= 1; spread += 0.25) {
            ServerCheckRig rig = new ServerCheckRig(h1.withSpreadChecks(5));
            rig.spread = spread;
            rig.check.onStart(0);
            rig.serverAt(10 * SECOND, Server.REFUSES);
            rig.clock.runUntil(30 * SECOND);
            assertThat(rig.downAt - 10 * SECOND).isBetween(3800 * MS, 6300 * MS);
        }
    }

    @Test
    @DisplayName("H2: refused 0.5..1.5 s to DOWN; failback 1.5..6.5 s")
    void h2() {
        ServerCheckConfig h2 =
                DEFAULTS.withIntervals(SECOND, 500 * MS, 5 * SECOND).withRiseFall(4, 2);
        assertRange(h2, Server.REFUSES, 500 * MS, 1500 * MS);
        for (long phi = 0; phi < 5 * SECOND; phi += 100 * MS) {
            ServerCheckRig rig = ServerCheckRig.warm(h2);
            rig.serverAt(500 * MS, Server.REFUSES);
            long healed = 20 * SECOND + phi;
            rig.serverAt(healed, Server.HEALTHY);
            rig.clock.runUntil(60 * SECOND);
            assertThat(rig.upAt - healed).isBetween(1500 * MS, 6500 * MS);
        }
    }

    private interface Phase {
        void run(long phi, ServerCheckRig rig);
    }

    private static void sweep(ServerCheckConfig config, Phase phase) {
        long inter = config.interNanos();
        for (int k = 1; k <= 40; k++) {
            phase.run(inter * k / 41, ServerCheckRig.warm(config));
        }
    }

    /** Fault phi after the check at 10 * inter. */
    private static long detection(ServerCheckRig rig, long phi, Server fault) {
        long inter = rig.sleepNanos();
        long at = 10 * inter + phi;
        rig.serverAt(at, fault);
        rig.clock.runUntil(at + 100 * inter);
        assertThat(rig.downAt).as("never marked DOWN").isPositive();
        return rig.downAt - at;
    }

    private static void assertRange(ServerCheckConfig config, Server fault, long least, long most) {
        long[] seen = {Long.MAX_VALUE, Long.MIN_VALUE};
        sweep(config, (phi, rig) -> {
            long time = detection(rig, phi, fault);
            seen[0] = Math.min(seen[0], time);
            seen[1] = Math.max(seen[1], time);
        });
        long step = config.interNanos() / 40;
        assertThat(seen[0]).isBetween(least, least + step);
        assertThat(seen[1]).isBetween(most - step, most);
    }

    private static void assertPhaseExists(ServerCheckConfig config, Server fault, long measured) {
        long[] closest = {Long.MAX_VALUE};
        sweep(config, (phi, rig) -> closest[0] = Math.min(closest[0], Math.abs(detection(rig, phi, fault) - measured)));
        assertThat(closest[0]).isLessThanOrEqualTo(config.interNanos() / 40);
    }

    private static long connectTimeout(ServerCheckConfig config) {
        ServerCheckRig rig = new ServerCheckRig(config);
        rig.server = Server.SILENT;
        rig.check.onStart(0);
        rig.clock.runUntil(0);
        return rig.checkTimeLeftNanos();
    }

    private static ServerCheckConfig[] variants(ServerCheckConfig base) {
        return new ServerCheckConfig[] {
            base,
            base.withIntervals(SECOND, 0, 0),
            base.withIntervals(500 * MS, 0, 0).withRiseFall(2, 2),
            base.withIntervals(2 * SECOND, 500 * MS, 0),
            base.withIntervals(5 * SECOND, SECOND, 10 * SECOND).withRiseFall(3, 5),
            base.withRiseFall(1, 1)
        };
    }
}
