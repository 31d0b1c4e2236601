package dev.nines.protocol.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.protocol.heartbeat.HeartbeatMonitor.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** seeds.md row 002.3: active-standby needs a periodic health check of the active system (heartbeat). */
class HeartbeatMonitorTest {
    private static final long SECOND = 1_000_000_000L;

    private final Map<String, Long> deadlines = new TreeMap<>();
    private final StringBuilder trace = new StringBuilder();
    private long now;
    private int sent;
    private final HeartbeatMonitor monitor =
            new HeartbeatMonitor(new HeartbeatConfig(SECOND, 3 * SECOND, 2), new Recorder());

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
            monitor.onTimer(Timer.valueOf(key[0]), Integer.parseInt(key[1]));
        }
    }

    private void log(String line) {
        trace.append(String.format(Locale.ROOT, "t=%.1fs %s\n", now / 1e9, line));
    }

    @Test
    @DisplayName("golden trace: a peer falls silent, is suspected after the time-out, and trusted at its next beat")
    void silence() {
        monitor.onStart();
        for (long t = SECOND; t <= 20 * SECOND; t += SECOND) {
            runUntil(t);
            monitor.onBeat(0);
            if (t <= 4 * SECOND || t >= 15 * SECOND) {
                monitor.onBeat(1);
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
            test.monitor.onStart();
            for (long t = 0; t <= 10 * SECOND; t += SECOND) {
                test.runUntil(t);
                test.monitor.onBeat(0);
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
        monitor.onStart();
        assertThat(monitor.trusts(0)).isTrue();
        runUntil(60 * SECOND);
        assertThat(trace).hasToString("t=3.0s suspect 0\nt=3.0s suspect 1\n");
    }

    @Test
    @DisplayName("it sends a beat at once and then each period, until it is stopped")
    void sends() {
        monitor.onStart();
        monitor.onStart();
        runUntil(10 * SECOND);
        assertThat(sent).isEqualTo(11);
        monitor.onStop();
        monitor.onBeat(1);
        runUntil(20 * SECOND);
        assertThat(sent).isEqualTo(11);
        assertThat(deadlines).isEmpty();
    }

    @Test
    @DisplayName("a time-out shorter than the period flaps: suspected and trusted with every beat")
    void tooShort() {
        HeartbeatMonitor hasty = new HeartbeatMonitor(new HeartbeatConfig(2 * SECOND, SECOND / 2, 1), new Recorder());
        hasty.onStart();
        for (int beat = 0; beat < 5; beat++) {
            hasty.onTimer(Timer.TIMEOUT, 0);
            hasty.onBeat(0);
        }
        assertThat(trace.toString().split("\n")).hasSize(10);
    }

    @Test
    @DisplayName("settings out of bounds are refused")
    void bounds() {
        assertThatThrownBy(() -> new HeartbeatConfig(0, SECOND, 1)).hasMessageContaining("0");
        assertThatThrownBy(() -> new HeartbeatConfig(SECOND, -1, 1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new HeartbeatConfig(SECOND, SECOND, -2)).hasMessageContaining("-2");
    }

    @Test
    @DisplayName("the fingerprint repeats in steady state and differs under suspicion")
    void fingerprint() {
        monitor.onStart();
        long steady = monitor.fingerprint(9);
        runUntil(2 * SECOND);
        assertThat(monitor.fingerprint(9)).isEqualTo(steady);
        runUntil(3 * SECOND);
        assertThat(monitor.fingerprint(9)).isNotEqualTo(steady);
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
        public void sendBeat() {
            sent++;
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
