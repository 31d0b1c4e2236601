package dev.nines.chaos.probe;

import dev.nines.measure.Losses;
import dev.nines.measure.WriteLedger;
import java.util.BitSet;
import java.util.Map;

/**
 * What clients were told about their writes, and, once the database was read back, the balance by the simulator's
 * {@link WriteLedger}.
 */
final class WriteBalance {
    private final BitSet acked = new BitSet();
    private final BitSet refused = new BitSet();
    private long[] ackNanos = new long[1024];
    private int writes;

    void outcome(ProbeOutcome outcome) {
        int id = Math.toIntExact(outcome.sequence());
        writes = Math.max(writes, id + 1);
        switch (outcome.result()) {
            case GOOD -> {
                acked.set(id);
                if (id >= ackNanos.length) {
                    ackNanos = java.util.Arrays.copyOf(ackNanos, Math.max(id + 1, 2 * ackNanos.length));
                }
                ackNanos[id] = outcome.doneNanos();
            }
            case REFUSED -> refused.set(id);
            case LATE -> {
                if (outcome.reason().startsWith("no")) { // never sent
                    refused.set(id);
                }
            }
            case FAILED -> {
                // in doubt
            }
        }
    }

    /** @param copies by id, of what the database holds */
    Losses balance(Map<Long, Long> copies) {
        WriteLedger ledger = new WriteLedger();
        for (int id = 0; id < writes; id++) {
            ledger.attempted();
            if (acked.get(id)) {
                ledger.acked(id, ackNanos[id]);
            } else if (refused.get(id)) {
                ledger.refused(id);
            }
        }
        long position = 0;
        for (Map.Entry<Long, Long> entry : copies.entrySet()) {
            for (long copy = 0; copy < entry.getValue() && entry.getKey() < writes; copy++) {
                ledger.committed(entry.getKey(), 0, position++);
            }
        }
        loseTheRest(ledger, copies, position);
        return ledger.balance();
    }

    /** One loss took all that is missing: it spans from the first to the last acknowledgement of these. */
    private void loseTheRest(WriteLedger ledger, Map<Long, Long> copies, long survivors) {
        long position = survivors;
        for (int id = acked.nextSetBit(0); id >= 0; id = acked.nextSetBit(id + 1)) {
            if (!copies.containsKey((long) id)) {
                ledger.committed(id, 0, position++);
            }
        }
        if (position > survivors) {
            ledger.lost(0, survivors - 1, position - 1);
        }
    }
}
