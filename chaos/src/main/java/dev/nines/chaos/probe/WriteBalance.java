package dev.nines.chaos.probe;

import dev.nines.measure.Losses;
import dev.nines.measure.WriteLedger;
import java.util.BitSet;
import java.util.Map;

/**
 * What clients were told about their writes, and, once the database was read back, the balance by the simulator's
 * {@link WriteLedger}. Each balance counts the writes since the one before, and of the earlier ones those that were there then: a
 * write is lost once.
 */
final class WriteBalance {
    private final BitSet acked = new BitSet();
    private final BitSet refused = new BitSet();
    private long[] ackNanos = new long[1024];
    private int writes;
    /** Acknowledged before the last balance, and there. */
    private BitSet survivors = new BitSet();
    /** Counted as there twice. */
    private final BitSet doubled = new BitSet();
    /** The first write that no balance has counted. */
    private int first;

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

    /**
     * @param copies by id, of what the database holds
     * @param lastId up to which it was read
     */
    Losses balance(Map<Long, Long> copies, long lastId) {
        int end = (int) Math.min(writes, lastId + 1);
        BitSet counted = (BitSet) survivors.clone();
        counted.set(first, Math.max(first, end));
        WriteLedger ledger = new WriteLedger();
        long[] ids = counted.stream().asLongStream().toArray();
        long position = 0;
        for (int i = 0; i < ids.length; i++) {
            int id = (int) ids[i];
            ledger.attempted();
            if (acked.get(id)) {
                ledger.acked(i, ackNanos[id]);
            } else if (refused.get(id)) {
                ledger.refused(i);
            }
            long held = copies.getOrDefault((long) id, 0L);
            for (long copy = doubled.get(id) ? Math.min(1, held) : held; copy > 0; copy--) {
                ledger.committed(i, 0, position++);
            }
            doubled.set(id, doubled.get(id) || held > 1);
        }
        loseTheRest(ledger, ids, copies, position);
        survivors = counted;
        survivors.and(acked);
        for (int id = survivors.nextSetBit(0); id >= 0; id = survivors.nextSetBit(id + 1)) {
            survivors.set(id, copies.containsKey((long) id));
        }
        first = Math.max(first, end);
        return ledger.balance();
    }

    /** One loss took all that is missing: it spans from the first to the last acknowledgement of these. */
    private void loseTheRest(WriteLedger ledger, long[] ids, Map<Long, Long> copies, long survived) {
        long position = survived;
        for (int i = 0; i < ids.length; i++) {
            if (acked.get((int) ids[i]) && !copies.containsKey(ids[i])) {
                ledger.committed(i, 0, position++);
            }
        }
        if (position > survived) {
            ledger.lost(0, survived - 1, position - 1);
        }
    }
}
