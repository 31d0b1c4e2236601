package dev.nines.network;

import dev.nines.kernel.Group;
import java.util.Arrays;

/** Segments in flight, in parallel arrays. */
final class Segments {
    private final IndexPool pool = new IndexPool();
    int[] connection = new int[16];
    int[] generation = new int[16];
    int[] kind = new int[16];
    int[] from = new int[16];
    int[] to = new int[16];
    /** Of the receiving host: if it lost its memory meanwhile, the segment vanishes. */
    int[] hostEpoch = new int[16];
    /** Which item of the stream it carries, see {@link Half#mark}. */
    long[] mark = new long[16];
    /** When it left its first host. */
    long[] sentAt = new long[16];

    int take() {
        int slot = pool.take();
        if (slot == connection.length) {
            int length = slot * 2;
            connection = Arrays.copyOf(connection, length);
            generation = Arrays.copyOf(generation, length);
            kind = Arrays.copyOf(kind, length);
            from = Arrays.copyOf(from, length);
            to = Arrays.copyOf(to, length);
            hostEpoch = Arrays.copyOf(hostEpoch, length);
            mark = Arrays.copyOf(mark, length);
            sentAt = Arrays.copyOf(sentAt, length);
        }
        return slot;
    }

    void release(int slot) {
        pool.give(slot);
    }

    long fingerprint(long hash) {
        long h = hash;
        for (int slot = 0; slot < pool.limit(); slot++) {
            if (pool.taken(slot)) {
                h = Group.mix(h, ((long) connection[slot] << 8) + kind[slot]);
                h = Group.mix(h, ((long) from[slot] << 32) ^ to[slot]);
            }
        }
        return h;
    }
}
