package dev.nines.protocol.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.protocol.replication.WriteHistory.Outcome;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** mysql-replication.md section 6, invariants 6 to 8: what a promotion makes of the writes. */
class WriteHistoryTest {
    private final WriteHistory history = new WriteHistory();

    private void commit(int count) {
        for (int i = 0; i < count; i++) {
            history.onCommitted(history.last() + 1);
        }
    }

    @Test
    @DisplayName("acknowledged and not received: lost; received and not acknowledged: ghosts; neither: never was")
    void outcome() {
        commit(10);
        history.onAcked(1, 2, 100);
        history.onAcked(5, 7, 500);
        Outcome outcome = history.promote(6);
        assertThat(outcome).isEqualTo(new Outcome(1, 500, 500, 2, 3, 0));
        assertThat(outcome.lostSpanNanos(800)).isEqualTo(300);
    }

    @Test
    @DisplayName("section 4 row AFTER_COMMIT: unacknowledged rows that others may have read vanish")
    void readAndVanished() {
        commit(3);
        history.onEngineCommitted(3);
        history.onAcked(1, 1, 0);
        assertThat(history.promote(1)).isEqualTo(new Outcome(0, 0, 0, 0, 2, 2));
    }

    @Test
    @DisplayName("nothing lost: no span")
    void nothingLost() {
        commit(3);
        history.onAcked(1, 3, 7);
        Outcome outcome = history.promote(3);
        assertThat(outcome).isEqualTo(new Outcome(0, 0, 0, 0, 0, 0));
        assertThat(outcome.lostSpanNanos(1_000)).isZero();
    }

    @Test
    @DisplayName("what every replica has is forgotten once its client has heard OK, not before")
    void forgets() {
        commit(5);
        history.onAcked(1, 2, 0);
        history.onEveryReplica(4);
        assertThat(history.remembered()).isEqualTo(3);
        assertThat(history.promote(5).ghosts()).isEqualTo(3);
    }

    @Test
    @DisplayName("the time line goes on after a promotion")
    void goesOn() {
        commit(5);
        history.onAcked(1, 5, 0);
        history.promote(3);
        assertThatThrownBy(() -> history.onCommitted(6)).isInstanceOf(IllegalStateException.class);
        history.onCommitted(4);
        history.onAcked(4, 4, 9);
        assertThat(history.promote(3)).isEqualTo(new Outcome(1, 9, 9, 0, 0, 0));
        assertThat(history.acked()).isEqualTo(6);
    }

    @Test
    @DisplayName("impossible positions are refused")
    void impossible() {
        commit(2);
        assertThatThrownBy(() -> history.onAcked(1, 3, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> history.promote(3)).isInstanceOf(IllegalStateException.class);
        history.onAcked(1, 2, 0);
        history.onEveryReplica(2);
        assertThatThrownBy(() -> history.promote(1)).hasMessageContaining("every replica");
    }

    @Test
    @DisplayName("agrees with a full record of all writes under random commits, acks and progress")
    void againstFullRecord() {
        long seed = 20_260_401;
        System.out.println("WriteHistoryTest seed " + seed);
        Random random = new Random(seed);
        for (int trial = 0; trial < 300; trial++) {
            WriteHistory tested = new WriteHistory();
            int commits = random.nextInt(600);
            boolean[] acked = new boolean[commits + 1];
            int received = 0;
            for (int position = 1; position <= commits; position++) {
                tested.onCommitted(position);
                if (random.nextInt(3) > 0) {
                    int ack = 1 + random.nextInt(position);
                    acked[ack] = true;
                    tested.onAcked(ack, ack, position);
                }
                received = Math.max(received, random.nextInt(position + 1));
                tested.onEveryReplica(received / 2);
            }
            int lost = 0;
            int unacked = 0;
            int ghosts = 0;
            for (int position = 1; position <= commits; position++) {
                ghosts += position <= received && !acked[position] ? 1 : 0;
                lost += position > received && acked[position] ? 1 : 0;
                unacked += position > received && !acked[position] ? 1 : 0;
            }
            Outcome outcome = tested.promote(received);
            assertThat(new long[] {outcome.lostAcked(), outcome.ghosts(), outcome.vanishedUnacked()})
                    .as("seed %d trial %d", seed, trial)
                    .containsExactly(lost, ghosts, unacked);
        }
    }
}
