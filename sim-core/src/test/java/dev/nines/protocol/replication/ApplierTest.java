package dev.nines.protocol.replication;

import static dev.nines.protocol.replication.VirtualClock.MILLIS;
import static dev.nines.protocol.replication.VirtualClock.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.protocol.replication.Applier.Result;
import dev.nines.protocol.replication.Applier.State;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** mysql-replication.md section 4, the applier's row, and invariant 4. */
class ApplierTest {
    private final VirtualClock clock = new VirtualClock();
    private final long[] commitNanos = new long[100];
    private long applyNanos;
    private Result result = Result.APPLIED;
    private Applier applier = new Applier(0, 0, 0, new Recorder());

    @Test
    @DisplayName("transactions are applied one after another, each in its own time")
    void serial() {
        applyNanos = 10 * MILLIS;
        applier.onReceived(2);
        clock.runUntil(5 * MILLIS);
        applier.onReceived(3);
        clock.runUntil(SECONDS);
        assertThat(clock.trace()).isEqualTo("""
            t=0.010s apply 1
            t=0.020s apply 2
            t=0.030s apply 3
            t=0.030s drained
            """);
    }

    @Test
    @DisplayName("without an apply time everything received is applied at once")
    void atOnce() {
        applier.onReceived(3);
        assertThat(applier.applied()).isEqualTo(3);
        assertThat(clock.trace()).endsWith("drained\n");
    }

    @Test
    @DisplayName("a fixed delay counts from the commit on the source, so a late arrival is not late twice")
    void delayed() {
        applier = new Applier(3 * SECONDS, 0, 0, new Recorder());
        commitNanos[1] = 0;
        commitNanos[2] = SECONDS;
        clock.runUntil(2 * SECONDS);
        applier.onReceived(2);
        clock.runUntil(10 * SECONDS);
        commitNanos[3] = 0;
        applier.onReceived(3);
        assertThat(clock.trace()).isEqualTo("""
            t=3.000s apply 1
            t=4.000s apply 2
            t=4.000s drained
            t=10.000s apply 3
            t=10.000s drained
            """);
    }

    @Test
    @DisplayName("row applier: a duplicate key (1062) breaks it until somebody acts; the relay log goes on growing")
    void duplicateKey() {
        applier.onReceived(1);
        result = Result.DUPLICATE_KEY;
        applier.onReceived(2);
        assertThat(applier.state()).isEqualTo(State.BROKEN);
        assertThat(applier.error().errorCode()).isEqualTo(1062);
        applier.onReceived(9);
        assertThat(applier.applied()).isEqualTo(1);
        assertThat(applier.backlog()).isEqualTo(8);
        applier.onStart();
        assertThat(applier.state()).as("the same transaction fails again").isEqualTo(State.BROKEN);
        result = Result.APPLIED;
        applier.onSkip();
        applier.onStart();
        assertThat(applier.applied()).isEqualTo(9);
        assertThat(clock.trace()).doesNotContain("apply 2").contains("broken 2 1062");
    }

    @Test
    @DisplayName("row applier: a missing row (1032) breaks it under a running transaction too")
    void missingRow() {
        applyNanos = MILLIS;
        result = Result.KEY_NOT_FOUND;
        applier.onReceived(1);
        clock.runUntil(SECONDS);
        assertThat(applier.state()).isEqualTo(State.BROKEN);
        assertThat(applier.error().errorCode()).isEqualTo(1032);
    }

    @Test
    @DisplayName("STOP REPLICA SQL_THREAD rolls back the transaction under way")
    void stopAndStart() {
        applyNanos = 10 * MILLIS;
        applier.onReceived(1);
        clock.runUntil(6 * MILLIS);
        applier.onStop();
        clock.runUntil(20 * MILLIS);
        assertThat(applier.applied()).isZero();
        applier.onStart();
        clock.runUntil(SECONDS);
        assertThat(clock.trace()).startsWith("t=0.030s apply 1");
    }

    @Test
    @DisplayName("a reseed replaces relay log and data")
    void reseed() {
        result = Result.DUPLICATE_KEY;
        applier.onReceived(5);
        applier.onReseeded(40);
        result = Result.APPLIED;
        applier.onStart();
        applier.onReceived(41);
        assertThat(applier.applied()).isEqualTo(41);
    }

    @Test
    @DisplayName("a reseed in the middle of a transaction leaves nothing of it behind")
    void reseedUnderWay() {
        applyNanos = 10 * MILLIS;
        applier.onReceived(1);
        clock.runUntil(6 * MILLIS);
        applier.onReseeded(40);
        applier.onStart();
        clock.runUntil(SECONDS);
        applier.onReceived(41);
        clock.runUntil(2 * SECONDS);
        assertThat(clock.trace()).isEqualTo("t=1.010s apply 41\nt=1.010s drained\n");
    }

    @Test
    @DisplayName("invariant 4: applied <= received, and neither goes back")
    void bounds() {
        applier.onReceived(5);
        assertThatThrownBy(() -> applier.onReceived(4)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Applier(0, 3, 4, new Recorder())).hasMessageContaining("0..3");
        assertThatThrownBy(() -> new Applier(-1, 0, 0, new Recorder())).hasMessageContaining("-1");
        assertThatThrownBy(applier::onSkip).hasMessageContaining("nothing to skip");
    }

    @Test
    @DisplayName("the fingerprint knows the backlog, not the position")
    void fingerprint() {
        long idle = applier.fingerprint(3);
        applyNanos = MILLIS;
        applier.onReceived(2);
        assertThat(applier.fingerprint(3)).isNotEqualTo(idle);
        clock.runUntil(SECONDS);
        assertThat(applier.fingerprint(3)).isEqualTo(idle);
    }

    private final class Recorder implements Applier.Effects {
        @Override
        public void arm(Applier.Timer timer, long delayNanos) {
            clock.arm(timer, delayNanos, () -> applier.onTimer(timer));
        }

        @Override
        public void disarm(Applier.Timer timer) {
            clock.disarm(timer);
        }

        @Override
        public long commitAgeNanos(long position) {
            return clock.now() - commitNanos[(int) position];
        }

        @Override
        public long applyNanos(long position) {
            return applyNanos;
        }

        @Override
        public Result apply(long position) {
            if (result == Result.APPLIED) {
                clock.log("apply " + position);
            }
            return result;
        }

        @Override
        public void drained() {
            clock.log("drained");
        }

        @Override
        public void broken(long position, Result error) {
            clock.log("broken " + position + " " + error.errorCode());
        }
    }
}
