package dev.nines.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WriteLedgerTest {
    private final WriteLedger ledger = new WriteLedger();

    private long write(int node, long position, long ackNanos) {
        long id = ledger.attempted();
        ledger.committed(id, node, position);
        if (ackNanos >= 0) {
            ledger.acked(id, ackNanos);
        }
        return id;
    }

    @Test
    void acknowledgedWritesThatSurviveAreNoLoss() {
        for (int i = 0; i < 5000; i++) {
            write(0, i, i);
        }
        assertThat(ledger.balance()).isEqualTo(new Losses(5000, 0, 0, 0, 0, 0));
    }

    @Test
    void aPromotionWithoutTheTailLosesTheAcknowledgedWritesInIt() {
        for (int i = 0; i < 10; i++) {
            write(0, i, 100L * i);
        }
        // Position 6 is the last that the replica received.
        ledger.lost(0, 6, 9);
        assertThat(ledger.balance()).isEqualTo(new Losses(10, 3, 0, 0, 0, 200));
        // The new primary goes on at the same positions.
        write(0, 7, 2000);
        assertThat(ledger.balance()).isEqualTo(new Losses(11, 3, 0, 0, 0, 200));
    }

    @Test
    void aWriteThatNobodyAcknowledgedIsInDoubtAndMayBeThere() {
        write(0, 0, -1);
        ledger.attempted();
        assertThat(ledger.balance()).isEqualTo(new Losses(0, 0, 2, 1, 0, 0));
    }

    @Test
    void aRefusedWriteThatIsThereIsResurrected() {
        ledger.refused(write(0, 0, -1));
        ledger.refused(ledger.attempted());
        assertThat(ledger.balance()).isEqualTo(new Losses(0, 0, 0, 1, 0, 0));
    }

    @Test
    void aRetryThatCommitsTwiceIsDuplicatedUntilOneCopyIsLost() {
        long id = write(0, 0, 5);
        ledger.committed(id, 1, 0);
        assertThat(ledger.balance()).isEqualTo(new Losses(1, 0, 0, 0, 1, 0));
        ledger.lost(0, -1, 0);
        assertThat(ledger.balance()).isEqualTo(new Losses(1, 0, 0, 0, 0, 0));
    }

    @Test
    void historiesOfATwoWayPairAreApart() {
        write(0, 0, 1);
        write(1, 0, 2);
        ledger.lost(1, -1, Long.MAX_VALUE);
        assertThat(ledger.balance()).isEqualTo(new Losses(2, 1, 0, 0, 0, 0));
    }

    @Test
    void whatIsWrittenIntoAnAbandonedHistoryIsLost() {
        write(0, 1, 10);
        ledger.abandon(3);
        write(3, 2, 20);
        write(3, 2, 50);
        write(3, 3, -1);
        assertThat(ledger.balance()).isEqualTo(new Losses(3, 2, 1, 0, 0, 30));
        // A retry that another history keeps is no loss.
        ledger.committed(ledger.attempted(), 3, 4);
        ledger.committed(4, 0, 2);
        ledger.acked(4, 60);
        assertThat(ledger.balance()).isEqualTo(new Losses(4, 2, 1, 0, 0, 30));
    }

    @Test
    void writesThatWereNotSimulatedShareTheFateOfTheOneBefore() {
        write(0, 1, 10);
        ledger.skipped(0, 1, 500, 20, 90);
        write(0, 2, 100);
        ledger.skipped(0, 2, 300, 120, 190);
        assertThat(ledger.balance()).isEqualTo(new Losses(802, 0, 0, 0, 0, 0));
        ledger.lost(0, 1, 2);
        assertThat(ledger.balance()).isEqualTo(new Losses(802, 301, 0, 0, 0, 90));
        ledger.lost(0, 0, 2);
        assertThat(ledger.balance()).isEqualTo(new Losses(802, 802, 0, 0, 0, 90 + 80));
    }

    @Test
    void aPositionHoldsOneWrite() {
        write(0, 0, 1);
        assertThatThrownBy(() -> write(0, 0, 2)).isInstanceOf(IllegalStateException.class);
    }
}
