package dev.nines.chaos.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.probe.ProbeOutcome.Result;
import dev.nines.measure.Losses;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WriteBalanceTest {
    private static final long MS = 1_000_000L;

    private static ProbeOutcome write(int id, Result result, String reason) {
        return new ProbeOutcome(0, id, id * 10 * MS, id * 10 * MS, (id * 10 + 2) * MS, result, reason);
    }

    private static Map<Long, Long> copies(long... idsAndCopies) {
        Map<Long, Long> copies = new TreeMap<>();
        for (int i = 0; i < idsAndCopies.length; i += 2) {
            copies.put(idsAndCopies[i], idsAndCopies[i + 1]);
        }
        return copies;
    }

    @Test
    void eachFateIsCountedOnce() {
        WriteBalance balance = new WriteBalance();
        balance.outcome(write(0, Result.GOOD, "-")); // survives
        balance.outcome(write(1, Result.GOOD, "-")); // lost
        balance.outcome(write(2, Result.FAILED, "timeout")); // in doubt, absent
        balance.outcome(write(3, Result.FAILED, "timeout")); // in doubt, there: resurrected
        balance.outcome(write(4, Result.REFUSED, "sql-1290")); // refused, absent
        balance.outcome(write(5, Result.REFUSED, "sql-1290")); // refused, there: resurrected
        balance.outcome(write(6, Result.GOOD, "-")); // there twice
        balance.outcome(write(8, Result.GOOD, "-")); // lost; nothing is known of 7
        balance.outcome(write(9, Result.LATE, "not-sent")); // certainly not done
        Map<Long, Long> held = copies(0, 1, 3, 1, 5, 1, 6, 2);
        ReadBack read = ReadBack.of("db1", balance, 9, held, held);
        // acknowledged at 12 ms and at 82 ms: 70 ms of acknowledged writes are missing
        assertThat(read.losses()).contains(new Losses(4, 2, 3, 2, 1, 70 * MS));
        assertThat(read.survived()).isEqualTo(2);
    }

    @Test
    void nothingLostIsZero() {
        WriteBalance balance = new WriteBalance();
        for (int id = 0; id < 3000; id++) {
            balance.outcome(write(id, Result.GOOD, "-"));
        }
        Map<Long, Long> held = new TreeMap<>();
        for (long id = 0; id < 3000; id++) {
            held.put(id, 1L);
        }
        assertThat(balance.balance(held, 2999)).isEqualTo(new Losses(3000, 0, 0, 0, 0, 0));
    }

    @Test
    void twoReadingsThatDifferAreNoReading() {
        WriteBalance balance = new WriteBalance();
        balance.outcome(write(0, Result.GOOD, "-"));
        ReadBack read = ReadBack.of("db1", balance, 0, copies(), copies(0, 1));
        assertThat(read.losses()).isEmpty();
        assertThat(read.reason()).contains("still changing");
    }

    @Test
    void aWriteIsLostOnce() {
        WriteBalance balance = new WriteBalance();
        for (int id = 0; id < 6; id++) {
            balance.outcome(write(id, Result.GOOD, "-"));
        }
        // up to id 3 first: one is gone, one there twice; what comes later is not looked at yet
        assertThat(balance.balance(copies(0, 1, 1, 2, 2, 1), 3)).isEqualTo(new Losses(4, 1, 0, 0, 1, 0));
        // then an older one vanishes as well, with a new one: 0 at 2 ms, 5 at 52 ms
        assertThat(balance.balance(copies(1, 2, 2, 1, 4, 1), 5)).isEqualTo(new Losses(5, 2, 0, 0, 0, 50 * MS));
        assertThat(balance.balance(copies(1, 2, 2, 1, 4, 1), 5)).isEqualTo(new Losses(3, 0, 0, 0, 0, 0));
    }
}
