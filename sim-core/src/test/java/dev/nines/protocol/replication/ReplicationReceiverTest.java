package dev.nines.protocol.replication;

import static dev.nines.protocol.replication.VirtualClock.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.protocol.replication.ReplicationReceiver.State;
import dev.nines.protocol.replication.ReplicationReceiver.StopReason;
import dev.nines.protocol.replication.ReplicationReceiver.Timer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** mysql-replication.md section 4, the receiver's table, and the invariants of section 6 about it. */
class ReplicationReceiverTest {
    private final VirtualClock clock = new VirtualClock();
    private int attempt;
    private int connects;
    private ReplicationReceiver receiver =
            new ReplicationReceiver(ReplicationReceiverConfig.mysql(), 0, new Recorder());

    private void connected() {
        receiver.onStart();
        receiver.onConnected(attempt);
    }

    @Test
    @DisplayName("row 1: events and heartbeats reset the 60 s of silence")
    void silenceIsCountedFromTheLastMessage() {
        connected();
        clock.runUntil(50 * SECONDS);
        receiver.onBinlog(attempt, 1, 3);
        clock.runUntil(100 * SECONDS);
        receiver.onHeartbeat(attempt);
        clock.runUntil(160 * SECONDS - 1);
        assertThat(receiver.state()).isEqualTo(State.CONNECTED);
        clock.runUntil(160 * SECONDS);
        assertThat(receiver.state()).isEqualTo(State.CONNECTING);
    }

    @Test
    @DisplayName("rows 2 and 4: after a reset it retries at once, then every connect_retry")
    void resetAndRetries() {
        connected();
        clock.runUntil(5 * SECONDS);
        receiver.onConnectionLost(attempt);
        assertThat(connects).isEqualTo(2);
        receiver.onConnectFailed(attempt);
        clock.runUntil(65 * SECONDS - 1);
        assertThat(connects).isEqualTo(2);
        clock.runUntil(65 * SECONDS);
        assertThat(connects).isEqualTo(3);
        receiver.onConnectFailed(attempt);
        clock.runUntil(125 * SECONDS);
        assertThat(connects).isEqualTo(4);
    }

    @Test
    @DisplayName("row 3: 60 s of silence close the connection, and it retries at once")
    void silence() {
        connected();
        clock.runUntil(60 * SECONDS);
        assertThat(clock.trace()).isEqualTo("""
            t=0.000s connect 1 after 0
            t=60.000s close
            t=60.000s connect 2 after 0
            """);
    }

    @Test
    @DisplayName("an attempt that nobody answers ends after net_timeout and counts as failed")
    void silentAttempt() {
        receiver.onStart();
        clock.runUntil(119 * SECONDS);
        assertThat(connects).isEqualTo(1);
        clock.runUntil(120 * SECONDS);
        assertThat(connects).isEqualTo(2);
    }

    @Test
    @DisplayName("row 5: after retry-count failures it stops until started by hand, and then counts anew")
    void retryCount() {
        receiver = new ReplicationReceiver(ReplicationReceiverConfig.mysql().withRetryCount(3), 0, new Recorder());
        receiver.onStart();
        for (int i = 0; i < 3; i++) {
            receiver.onConnectFailed(attempt);
            clock.runUntil(clock.now() + 60 * SECONDS);
        }
        assertThat(receiver.state()).isEqualTo(State.STOPPED);
        assertThat(receiver.stopReason()).isEqualTo(StopReason.RETRIES_EXHAUSTED);
        assertThat(connects).isEqualTo(3);
        receiver.onStart();
        receiver.onConnectFailed(attempt);
        assertThat(receiver.state()).isEqualTo(State.CONNECTING);
    }

    @Test
    @DisplayName("a success in between counts the retries anew")
    void successResetsTheCount() {
        receiver = new ReplicationReceiver(ReplicationReceiverConfig.mysql().withRetryCount(2), 0, new Recorder());
        receiver.onStart();
        receiver.onConnectFailed(attempt);
        clock.runUntil(60 * SECONDS);
        receiver.onConnected(attempt);
        receiver.onConnectionLost(attempt);
        receiver.onConnectFailed(attempt);
        assertThat(receiver.state()).isEqualTo(State.CONNECTING);
    }

    @Test
    @DisplayName("row 6: reconnected, it resumes after what it has; events received before are skipped")
    void resume() {
        connected();
        receiver.onBinlog(attempt, 1, 7);
        receiver.onConnectionLost(attempt);
        assertThat(clock.trace()).endsWith("connect 2 after 7\n");
        receiver.onConnected(attempt);
        receiver.onBinlog(attempt, 6, 9);
        assertThat(clock.trace()).endsWith("relay log 8..9\n");
        assertThat(receiver.received()).isEqualTo(9);
    }

    @Test
    @DisplayName("row 7, invariant 10: error 1236 stops it; only a reseed lets it start again")
    void error1236() {
        connected();
        receiver.onBinlog(attempt, 1, 7);
        receiver.onError1236(attempt);
        assertThat(receiver.stopReason()).isEqualTo(StopReason.RESEED);
        receiver.onStart();
        assertThat(receiver.state()).isEqualTo(State.STOPPED);
        receiver.onReseeded(40);
        receiver.onStart();
        assertThat(clock.trace()).endsWith("connect 2 after 40\n");
    }

    @Test
    @DisplayName("messages and answers of an earlier attempt are ignored")
    void staleMessages() {
        connected();
        int first = attempt;
        receiver.onConnectionLost(first);
        receiver.onConnected(first);
        receiver.onBinlog(first, 1, 1);
        receiver.onHeartbeat(first);
        receiver.onConnectFailed(first);
        receiver.onError1236(first);
        receiver.onConnectionLost(first);
        assertThat(receiver.state()).isEqualTo(State.CONNECTING);
        assertThat(receiver.received()).isZero();
        assertThat(connects).isEqualTo(2);
    }

    @Test
    @DisplayName("invariant 4: positions do not jump; a gap is a fault of the driver")
    void gap() {
        connected();
        receiver.onBinlog(attempt, 1, 2);
        assertThatThrownBy(() -> receiver.onBinlog(attempt, 4, 4)).hasMessageContaining("after 2");
    }

    @Test
    @DisplayName("STOP REPLICA IO_THREAD ends everything; START connects at once")
    void stopAndStart() {
        connected();
        receiver.onStop();
        clock.runUntil(300 * SECONDS);
        assertThat(connects).isEqualTo(1);
        assertThat(receiver.stopReason()).isEqualTo(StopReason.BY_HAND);
        receiver.onStart();
        assertThat(connects).isEqualTo(2);
    }

    @Test
    @DisplayName("semi-sync: it acknowledges what stands in the relay log, async it does not")
    void acks() {
        connected();
        receiver.onBinlog(attempt, 1, 1);
        assertThat(clock.trace()).doesNotContain("ack");
        receiver = new ReplicationReceiver(ReplicationReceiverConfig.mariaDb().withSemiSync(true), 1, new Recorder());
        connected();
        receiver.onBinlog(attempt, 2, 5);
        assertThat(clock.trace()).endsWith("relay log 2..5\nt=0.000s ack 5\n");
    }

    @Test
    @DisplayName("section 3: net time-out 60 s, connect retry 60 s, retries 86400 and 100000")
    void defaults() {
        assertThat(ReplicationReceiverConfig.mysql())
                .isEqualTo(new ReplicationReceiverConfig(60 * SECONDS, 60 * SECONDS, 86_400, false));
        assertThat(ReplicationReceiverConfig.mariaDb())
                .isEqualTo(new ReplicationReceiverConfig(60 * SECONDS, 60 * SECONDS, 100_000, false));
        assertThatThrownBy(() -> ReplicationReceiverConfig.mysql().withNetTimeoutNanos(0))
                .hasMessageContaining("0");
        assertThatThrownBy(() -> ReplicationReceiverConfig.mysql().withConnectRetryNanos(-1))
                .hasMessageContaining("-1");
    }

    @Test
    @DisplayName("the fingerprint tells waiting from trying and forgets attempts and positions")
    void fingerprint() {
        connected();
        long connected = receiver.fingerprint(1);
        receiver.onBinlog(attempt, 1, 9);
        receiver.onConnectionLost(attempt);
        long trying = receiver.fingerprint(1);
        receiver.onConnectFailed(attempt);
        assertThat(receiver.fingerprint(1)).isNotEqualTo(trying).isNotEqualTo(connected);
        clock.runUntil(60 * SECONDS);
        receiver.onConnected(attempt);
        assertThat(receiver.fingerprint(1)).isEqualTo(connected);
    }

    private final class Recorder implements ReplicationReceiver.Effects {
        @Override
        public void arm(Timer timer, long delayNanos) {
            clock.arm(timer, delayNanos, () -> receiver.onTimer(timer));
        }

        @Override
        public void disarm(Timer timer) {
            clock.disarm(timer);
        }

        @Override
        public void connect(int number, long position) {
            attempt = number;
            connects++;
            clock.log("connect " + number + " after " + position);
        }

        @Override
        public void close() {
            clock.log("close");
        }

        @Override
        public void relayLogged(long from, long to) {
            clock.log("relay log " + from + ".." + to);
        }

        @Override
        public void ack(long position) {
            clock.log("ack " + position);
        }

        @Override
        public void stopped(StopReason reason) {
            clock.log("stopped " + reason);
        }
    }
}
