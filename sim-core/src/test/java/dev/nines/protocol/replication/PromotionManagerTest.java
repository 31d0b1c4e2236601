package dev.nines.protocol.replication;

import static dev.nines.protocol.replication.VirtualClock.MILLIS;
import static dev.nines.protocol.replication.VirtualClock.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.protocol.replication.PromotionManager.Role;
import dev.nines.protocol.replication.PromotionManager.State;
import dev.nines.protocol.replication.PromotionManager.Timer;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** mysql-replication.md section 4 "Promotion", section 6 invariant 7, measured behaviour 12. */
class PromotionManagerTest {
    private enum Answer {
        PONG,
        REFUSED,
        SILENT
    }

    private final VirtualClock clock = new VirtualClock();
    private final Answer[] answers = {Answer.PONG, Answer.PONG, Answer.PONG};
    private final long[] received = {100, 90, 95};
    private long drainNanos = 500 * MILLIS;
    private int pings;
    private PromotionManager manager;

    private void start(PromotionConfig config, int nodes) {
        manager = new PromotionManager(config, nodes, new Recorder());
        manager.onStart();
    }

    @Test
    @DisplayName("golden trace: silent primary, semi-sync, relay log to drain")
    void promotion() {
        start(
                PromotionConfig.defaults()
                        .withStopSlaveExtraNanos(PromotionConfig.STOP_SLAVE_EXTRA_NANOS)
                        .withActNanos(200 * MILLIS),
                3);
        clock.runUntil(10 * SECONDS + 400 * MILLIS);
        answers[0] = Answer.SILENT;
        clock.runUntil(17 * SECONDS);
        assertThat(clock.trace()).isEqualTo("""
            t=14.000s detected 0
            t=14.000s decided 2
            t=14.000s stop replication 2
            t=16.000s wait applied 2
            t=16.700s make writable 2
            t=16.700s move address 2
            t=16.700s needs reseed 0
            """);
        assertThat(manager.state()).isEqualTo(State.WATCHING);
        assertThat(manager.primary()).isEqualTo(2);
    }

    @Test
    @DisplayName("a primary that was never seen alive is not declared gone: the nodes come up one after the other")
    void boot() {
        answers[0] = Answer.REFUSED;
        start(PromotionConfig.defaults(), 3);
        clock.runUntil(60 * SECONDS);
        assertThat(clock.trace()).isEmpty();
        assertThat(manager.state()).isEqualTo(State.WATCHING);
        answers[0] = Answer.PONG;
        clock.runUntil(65 * SECONDS);
        answers[0] = Answer.REFUSED;
        clock.runUntil(80 * SECONDS);
        assertThat(manager.primary()).isEqualTo(2);
    }

    @Test
    @DisplayName("a silent primary is given up failures-1 intervals and one time-out after the next ping: 3..4 s")
    void detectionTime() {
        for (int phase = 0; phase < 1000; phase += 7) {
            PromotionManagerTest test = new PromotionManagerTest();
            test.start(PromotionConfig.defaults(), 2);
            long fault = 10 * SECONDS + phase * MILLIS + 1;
            test.clock.runUntil(fault);
            test.answers[0] = Answer.SILENT;
            test.clock.runUntil(20 * SECONDS);
            long detected = 10 * SECONDS + SECONDS + 3 * SECONDS;
            assertThat(test.clock.trace()).startsWith(String.format(Locale.ROOT, "t=%.3fs detected 0", detected / 1e9));
            assertThat(detected - fault).isBetween(3 * SECONDS, 4 * SECONDS);
        }
    }

    @Test
    @DisplayName("a refusing primary is given up without time-outs and without the extra time of STOP SLAVE")
    void refused() {
        start(PromotionConfig.defaults().withStopSlaveExtraNanos(2 * SECONDS), 2);
        clock.runUntil(10 * SECONDS + 400 * MILLIS);
        answers[0] = Answer.REFUSED;
        clock.runUntil(14 * SECONDS);
        assertThat(clock.trace()).startsWith("""
            t=13.001s detected 0
            t=13.001s decided 1
            t=13.001s stop replication 1
            t=13.001s wait applied 1
            t=13.501s make writable 1
            """);
    }

    @Test
    @DisplayName("fewer failures than the limit, however often, change nothing")
    void notInARow() {
        start(PromotionConfig.defaults(), 2);
        for (int round = 0; round < 10; round++) {
            clock.runUntil(clock.now() + 500 * MILLIS);
            answers[0] = Answer.SILENT;
            clock.runUntil(clock.now() + 2 * SECONDS);
            answers[0] = Answer.PONG;
            clock.runUntil(clock.now() + 3 * SECONDS);
        }
        assertThat(clock.trace()).isEmpty();
        assertThat(manager.primary()).isZero();
    }

    @Test
    @DisplayName("a time-out longer than the interval puts the next ping off, it does not lose it")
    void slowPings() {
        start(new PromotionConfig(SECONDS, 2 * SECONDS + 500 * MILLIS, 3, 0, 0), 2);
        answers[0] = Answer.SILENT;
        clock.runUntil(8 * SECONDS + 600 * MILLIS);
        int first = pings;
        clock.runUntil(20 * SECONDS);
        assertThat(clock.trace()).startsWith("t=8.500s detected 0");
        assertThat(first)
                .as("the answered ping at 0 and three lost ones from 1 s on")
                .isEqualTo(4);
    }

    @Test
    @DisplayName("it never promotes back: the old primary returns, and stays NEEDS_RESEED (invariant 7)")
    void neverBack() {
        start(PromotionConfig.defaults(), 2);
        answers[0] = Answer.SILENT;
        clock.runUntil(10 * SECONDS);
        answers[0] = Answer.PONG;
        clock.runUntil(100 * SECONDS);
        assertThat(manager.primary()).isEqualTo(1);
        assertThat(manager.role(0)).isEqualTo(Role.NEEDS_RESEED);
        answers[1] = Answer.SILENT;
        clock.runUntil(200 * SECONDS);
        assertThat(manager.state()).isEqualTo(State.NO_CANDIDATE);
        assertThat(manager.primary()).isEqualTo(1);
        manager.onReseeded(0);
        clock.runUntil(210 * SECONDS);
        assertThat(manager.primary())
                .as("a reseeded node is a replica like any other")
                .isZero();
        assertThat(manager.role(1)).isEqualTo(Role.NEEDS_RESEED);
    }

    @Test
    @DisplayName("no replica fit: it says so once, goes on pinging, and forgives a primary that answers again")
    void noCandidate() {
        received[1] = -1;
        start(PromotionConfig.defaults(), 2);
        clock.runUntil(SECONDS / 2);
        answers[0] = Answer.SILENT;
        clock.runUntil(20 * SECONDS);
        assertThat(clock.trace()).isEqualTo("t=4.000s detected 0\n");
        answers[0] = Answer.PONG;
        clock.runUntil(25 * SECONDS);
        assertThat(manager.state()).isEqualTo(State.WATCHING);
        received[1] = 90;
        answers[0] = Answer.SILENT;
        clock.runUntil(40 * SECONDS);
        assertThat(manager.primary()).isEqualTo(1);
    }

    @Test
    @DisplayName("the candidate dies while it drains: the next best one is taken")
    void candidateLost() {
        drainNanos = 3600 * SECONDS;
        start(PromotionConfig.defaults(), 3);
        clock.runUntil(SECONDS / 2);
        answers[0] = Answer.SILENT;
        clock.runUntil(10 * SECONDS);
        received[2] = -1;
        drainNanos = 0;
        manager.onCandidateLost(2);
        clock.runUntil(20 * SECONDS);
        assertThat(clock.trace()).contains("t=4.000s decided 2", "t=11.000s decided 1");
        assertThat(manager.primary()).isEqualTo(1);
        assertThat(manager.role(2)).isEqualTo(Role.REPLICA);
    }

    @Test
    @DisplayName("a relay log that never drains keeps the promotion waiting: no time-out of its own")
    void neverDrained() {
        drainNanos = 1_000_000 * SECONDS;
        start(PromotionConfig.defaults(), 2);
        answers[0] = Answer.SILENT;
        clock.runUntil(100_000 * SECONDS);
        assertThat(manager.state()).isEqualTo(State.DRAINING);
        assertThat(manager.primary()).isZero();
    }

    @Test
    @DisplayName("the order of equal times does not matter: time-out before or after the next ping's tick")
    void ties() {
        start(PromotionConfig.defaults(), 2);
        clock.runUntil(SECONDS);
        int token = pings;
        manager.onTimer(Timer.CHECK_INTERVAL);
        assertThat(pings).as("a ping is under way").isEqualTo(token);
        manager.onTimer(Timer.CHECK_TIMEOUT);
        assertThat(pings).isEqualTo(token + 1);
    }

    @Test
    @DisplayName("stale answers are ignored, settings out of bounds refused")
    void bounds() {
        start(PromotionConfig.defaults(), 2);
        manager.onPingFailed(77);
        manager.onPong(77);
        manager.onDrained(1);
        assertThat(manager.state()).isEqualTo(State.WATCHING);
        assertThatThrownBy(() -> new PromotionConfig(0, 1, 1, 0, 0)).hasMessageContaining("0, 1");
        assertThatThrownBy(() -> PromotionConfig.defaults().withFailures(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> PromotionConfig.defaults().withActNanos(-1)).hasMessageContaining("-1");
    }

    @Test
    @DisplayName("the fingerprint repeats with the pings and differs after a failure")
    void fingerprint() {
        start(PromotionConfig.defaults(), 2);
        clock.runUntil(SECONDS / 2);
        long healthy = manager.fingerprint(5);
        clock.runUntil(7 * SECONDS + SECONDS / 2);
        assertThat(manager.fingerprint(5)).isEqualTo(healthy);
        answers[0] = Answer.REFUSED;
        clock.runUntil(8 * SECONDS + SECONDS / 2);
        assertThat(manager.fingerprint(5)).isNotEqualTo(healthy);
    }

    private final class Recorder implements PromotionManager.Effects {
        @Override
        public void arm(Timer timer, long delayNanos) {
            clock.arm(timer, delayNanos, () -> manager.onTimer(timer));
        }

        @Override
        public void disarm(Timer timer) {
            clock.disarm(timer);
        }

        @Override
        public void ping(int node, int token) {
            pings++;
            switch (answers[node]) {
                case PONG -> clock.after(MILLIS, () -> manager.onPong(token));
                case REFUSED -> clock.after(MILLIS, () -> manager.onPingFailed(token));
                case SILENT -> {}
            }
        }

        @Override
        public long receivedPosition(int node) {
            return received[node];
        }

        @Override
        public void detected(int primary) {
            clock.log("detected " + primary);
        }

        @Override
        public void decided(int candidate) {
            clock.log("decided " + candidate);
        }

        @Override
        public void stopReplication(int node) {
            clock.log("stop replication " + node);
        }

        @Override
        public void waitApplied(int node) {
            clock.log("wait applied " + node);
            clock.after(drainNanos, () -> manager.onDrained(node));
        }

        @Override
        public void makeWritable(int node) {
            clock.log("make writable " + node);
        }

        @Override
        public void moveAddress(int node) {
            clock.log("move address " + node);
        }

        @Override
        public void needsReseed(int node) {
            clock.log("needs reseed " + node);
        }
    }
}
