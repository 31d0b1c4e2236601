package dev.nines.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ledger of writes: what clients were told against what the databases hold afterwards.
 *
 * <p>A write has an id; ids are given by {@link #attempted()} and count from 0. A <em>history</em> is the log of one
 * node that takes writes (its binlog), with positions that count up. Committing puts a write at a position of a
 * history; a client that retries may put it there twice. When the world moves on without part of a history (a replica
 * is promoted that had not received it) the driver calls {@link #lost} with that range of positions; the positions may
 * then be written anew.
 */
public final class WriteLedger {
    private static final byte UNKNOWN = 0;
    private static final byte ACKED = 1;
    private static final byte REFUSED = 2;
    private static final int NOT_LOST = -1;

    private byte[] told = new byte[1024];
    private byte[] copies = new byte[1024];
    private long[] ackNanos = new long[1024];

    /** Number of the loss that took the last copy, or NOT_LOST. */
    private int[] lostIn = new int[1024];

    private int writes;
    private int losses;

    /** Number of the loss that takes all that is written into a history, or NOT_LOST. */
    private int[] abandonedIn = {NOT_LOST, NOT_LOST};

    /** Acknowledged writes that were not simulated one by one; see {@link #skipped}. */
    private final List<Skipped> skipped = new ArrayList<>();

    private record Skipped(int node, long position, long count, long fromNanos, long toNanos, int lostIn) {
        boolean lost() {
            return lostIn != NOT_LOST;
        }

        Skipped lostIn(int loss) {
            return new Skipped(node, position, count, fromNanos, toNanos, loss);
        }
    }

    /** Per history, the write at each position. */
    private int[][] history = new int[2][];

    /** A client sends a write. */
    public long attempted() {
        if (writes == told.length) {
            int size = 2 * writes;
            told = Arrays.copyOf(told, size);
            copies = Arrays.copyOf(copies, size);
            ackNanos = Arrays.copyOf(ackNanos, size);
            lostIn = Arrays.copyOf(lostIn, size);
        }
        lostIn[writes] = NOT_LOST;
        return writes++;
    }

    /**
     * The write stands in the log of a node.
     *
     * @param node whose history it is, from 0
     * @param position from 0; one written earlier may be written again only after it was lost
     */
    public void committed(long id, int node, long position) {
        if (node < abandonedIn.length && abandonedIn[node] != NOT_LOST) {
            if (copies[(int) id] == 0) {
                lostIn[(int) id] = abandonedIn[node];
            }
            return;
        }
        int at = Math.toIntExact(position);
        int[] log = log(node, at);
        if (log[at] != 0) {
            throw new IllegalStateException("position " + position + " of history " + node + " is taken");
        }
        log[at] = (int) id + 1;
        copies[(int) id]++;
    }

    /** The client got its acknowledgement. */
    public void acked(long id, long nanos) {
        told[(int) id] = ACKED;
        ackNanos[(int) id] = nanos;
    }

    /**
     * Acknowledged writes that were not simulated one by one. They follow a position of a history and share its fate:
     * whoever has this position was connected all the while and has them too.
     *
     * @param count of writes, acknowledged evenly from {@code fromNanos} to {@code toNanos}
     */
    public void skipped(int node, long position, long count, long fromNanos, long toNanos) {
        if (count > 0) {
            skipped.add(new Skipped(node, position, count, fromNanos, toNanos, NOT_LOST));
        }
    }

    /** The client got an error that says that the write was not done. */
    public void refused(long id) {
        told[(int) id] = REFUSED;
    }

    /** Positions {@code fromPosition} (excluded) … {@code toPosition} (included) of a history are gone. */
    public void lost(int node, long fromPosition, long toPosition) {
        skipped.replaceAll(block ->
                block.node == node && !block.lost() && block.position > fromPosition && block.position <= toPosition
                        ? block.lostIn(losses)
                        : block);
        int[] log = node < history.length && history[node] != null ? history[node] : new int[0];
        long last = Math.min(toPosition, log.length - 1L);
        for (int at = (int) Math.max(0, fromPosition + 1); at <= last; at++) {
            if (log[at] != 0) {
                int id = log[at] - 1;
                log[at] = 0;
                copies[id]--;
                lostIn[id] = losses;
            }
        }
        losses++;
    }

    /** The world has moved on: all that is written into this history from now on is lost, acknowledged or not. */
    public void abandon(int node) {
        if (node >= abandonedIn.length) {
            int length = abandonedIn.length;
            abandonedIn = Arrays.copyOf(abandonedIn, Math.max(node + 1, 2 * length));
            Arrays.fill(abandonedIn, length, abandonedIn.length, NOT_LOST);
        }
        abandonedIn[node] = losses++;
    }

    private long skippedWrites(boolean onlyLost) {
        long count = 0;
        for (Skipped block : skipped) {
            count += block.lost() || !onlyLost ? block.count : 0;
        }
        return count;
    }

    /** The balance. A write that nobody acknowledged or refused is in doubt; there all the same, it is resurrected. */
    public Losses balance() {
        long acked = skippedWrites(false);
        long lost = skippedWrites(true);
        long inDoubt = 0;
        long resurrected = 0;
        long duplicated = 0;
        for (int id = 0; id < writes; id++) {
            boolean isAcked = told[id] == ACKED;
            acked += isAcked ? 1 : 0;
            lost += isAcked && copies[id] == 0 ? 1 : 0;
            inDoubt += told[id] == UNKNOWN ? 1 : 0;
            resurrected += !isAcked && copies[id] > 0 ? 1 : 0;
            duplicated += copies[id] > 1 ? 1 : 0;
        }
        return new Losses(acked, lost, inDoubt, resurrected, duplicated, lostNanos());
    }

    /** For each loss the time from the first to the last acknowledgement that it took; the sum of them. */
    private long lostNanos() {
        long[] first = new long[losses];
        long[] last = new long[losses];
        Arrays.fill(first, Long.MAX_VALUE);
        for (int id = 0; id < writes; id++) {
            if (told[id] == ACKED && copies[id] == 0 && lostIn[id] != NOT_LOST) {
                first[lostIn[id]] = Math.min(first[lostIn[id]], ackNanos[id]);
                last[lostIn[id]] = Math.max(last[lostIn[id]], ackNanos[id]);
            }
        }
        for (Skipped block : skipped) {
            if (block.lost()) {
                first[block.lostIn] = Math.min(first[block.lostIn], block.fromNanos);
                last[block.lostIn] = Math.max(last[block.lostIn], block.toNanos);
            }
        }
        long sum = 0;
        for (int i = 0; i < losses; i++) {
            sum += first[i] == Long.MAX_VALUE ? 0 : last[i] - first[i];
        }
        return sum;
    }

    private int[] log(int node, int at) {
        if (node >= history.length) {
            history = Arrays.copyOf(history, node + 1);
        }
        if (history[node] == null) {
            history[node] = new int[1024];
        }
        if (at >= history[node].length) {
            history[node] = Arrays.copyOf(history[node], Math.max(at + 1, 2 * history[node].length));
        }
        return history[node];
    }
}
