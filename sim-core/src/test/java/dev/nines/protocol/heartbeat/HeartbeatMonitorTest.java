package dev.nines.protocol.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.protocol.detector.FixedTimeout;
import dev.nines.protocol.detector.FixedTimeoutConfig;
import dev.nines.protocol.heartbeat.HeartbeatMonitor.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** seeds.md row 002.3: active-standby needs a periodic health check of the active system (heartbeat). */
class HeartbeatMonitorTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    private final Map<String, Long> deadlines = new TreeMap<>();
    private final StringBuilder trace = new StringBuilder();
    private long now;
    private int sent;
    private final HeartbeatMonitor monitor = monitor(HeartbeatConfig.atDeadline(SECOND, 2, MILLI), 3_000);

    private HeartbeatMonitor monitor(HeartbeatConfig config, long timeoutMillis) {
        FixedTimeout detector = new FixedTimeout(new FixedTimeoutConfig(timeoutMillis, true), config.peers());
        return new HeartbeatMonitor(config, detector, new Recorder());
    }

    /** Fires what is due up to and including this time. */
    private void runUntil(long time) {
        while (true) {
            Map.Entry<String, Long> next = null;
            for (Map.Entry<String, Long> entry : deadlines.entrySet()) {
                if (entry.getValue() <= time && (next == null || entry.getValue() < next.getValue())) {
                    next = entry;
                }
            }
            if (next == null) {
                now = time;
                return;
            }
            String[] key = next.getKey().split(" ");
            now = next.getValue();
            deadlines.remove(next.getKey());
            monitor.onTimer(Timer.valueOf(key[0]), Integer.parseInt(key[1]), now);
        }
    }

    private void log(String line) {
        trace.append(String.format(Locale.ROOT, "t=%.1fs %s\n", now / 1e9, line));
    }

    @Test
    @DisplayName("golden trace: a peer falls silent, is suspected after the time-out, and trusted at its next beat")
    void silence() {
        monitor.onStart(now);
        for (long t = SECOND; t <= 20 * SECOND; t += SECOND) {
            runUntil(t);
            monitor.onBeat(0, now);
            if (t <= 4 * SECOND || t >= 15 * SECOND) {
                monitor.onBeat(1, now);
            }
        }
        assertThat(trace).hasToString("""
            t=7.0s suspect 1
            t=15.0s trust 1
            """);
        assertThat(monitor.trusts(1)).isTrue();
    }

    @Test
    @DisplayName("detection takes time-out - phi, phi = age of the last beat, uniform over the period")
    void detectionTime() {
        for (long phi = 0; phi < SECOND; phi += SECOND / 50) {
            HeartbeatMonitorTest test = new HeartbeatMonitorTest();
            test.monitor.onStart(0);
            for (long t = 0; t <= 10 * SECOND; t += SECOND) {
                test.runUntil(t);
                test.monitor.onBeat(0, test.now);
            }
            long fault = 10 * SECOND + phi;
            test.runUntil(fault + 3 * SECOND - phi - 1);
            assertThat(test.monitor.trusts(0)).isTrue();
            test.runUntil(fault + 3 * SECOND - phi);
            assertThat(test.monitor.trusts(0)).isFalse();
        }
    }

    @Test
    @DisplayName("a peer never heard of is suspected one time-out after the start, once")
    void neverHeard() {
        monitor.onStart(now);
        assertThat(monitor.trusts(0)).isTrue();
        runUntil(60 * SECOND);
        assertThat(trace).hasToString("t=3.0s suspect 0\nt=3.0s suspect 1\n");
    }

    @Test
    @DisplayName("it sends a beat at once and then each period, until it is stopped")
    void sends() {
        monitor.onStart(now);
        monitor.onStart(now);
        runUntil(10 * SECOND);
        assertThat(sent).isEqualTo(11);
        monitor.onStop();
        monitor.onBeat(1, now);
        runUntil(20 * SECOND);
        assertThat(sent).isEqualTo(11);
        assertThat(deadlines).isEmpty();
    }

    @Test
    @DisplayName("a time-out shorter than the period flaps: suspected and trusted with every beat")
    void tooShort() {
        HeartbeatMonitor hasty = monitor(HeartbeatConfig.atDeadline(2 * SECOND, 1, MILLI), 500);
        hasty.onStart(0);
        for (int beat = 0; beat < 5; beat++) {
            now += SECOND / 2;
            hasty.onTimer(Timer.DEADLINE, 0, now);
            hasty.onBeat(0, now);
        }
        assertThat(trace.toString().split("\n")).hasSize(10);
    }

    @Test
    @DisplayName("settings out of bounds are refused")
    void bounds() {
        assertThatThrownBy(() -> HeartbeatConfig.atDeadline(0, 1, 1)).hasMessageContaining("0");
        assertThatThrownBy(() -> HeartbeatConfig.atDeadline(SECOND, -2, 1)).hasMessageContaining("-2");
        assertThatThrownBy(() -> HeartbeatConfig.atDeadline(SECOND, 1, 0)).hasMessageContaining("unit");
        assertThatThrownBy(() -> new HeartbeatConfig(SECOND, 1, 1, 0, false, false, 0, 5 * SECOND, 0))
                .hasMessageContaining("without checks");
    }

    @Test
    @DisplayName("the fingerprint repeats in steady state and differs under suspicion")
    void fingerprint() {
        monitor.onStart(now);
        long steady = monitor.fingerprint(now, 9);
        runUntil(2 * SECOND);
        assertThat(monitor.fingerprint(now, 9)).isNotEqualTo(steady);
        monitor.onBeat(0, now);
        monitor.onBeat(1, now);
        long beaten = monitor.fingerprint(now, 9);
        runUntil(4 * SECOND);
        monitor.onBeat(0, now);
        monitor.onBeat(1, now);
        assertThat(monitor.fingerprint(now, 9)).isEqualTo(beaten);
        runUntil(7 * SECOND);
        assertThat(monitor.fingerprint(now, 9)).isNotEqualTo(beaten);
    }

    private final class Recorder implements HeartbeatMonitor.Effects {
        @Override
        public void arm(Timer timer, int key, long delayNanos) {
            deadlines.put(timer + " " + key, now + delayNanos);
        }

        @Override
        public void disarm(Timer timer, int key) {
            deadlines.remove(timer + " " + key);
        }

        @Override
        public void sendBeat(long number) {
            assertThat(number).isEqualTo(sent);
            sent++;
        }

        @Override
        public void askPeers() {
            log("asks");
        }

        @Override
        public void answer(int peer, long number) {
            log("answers " + peer);
        }

        @Override
        public void suspect(int peer) {
            log("suspect " + peer);
        }

        @Override
        public void trust(int peer) {
            log("trust " + peer);
        }
    }
}
