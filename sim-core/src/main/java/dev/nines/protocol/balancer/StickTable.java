package dev.nines.protocol.balancer;

import java.util.Arrays;

/**
 * HAProxy's stick table on the source address: source to server, bounded, least recently used entry dropped first
 * ({@code stick_table.c}). An entry lives {@code expire} after its last use, rounded up to the next of sixteen
 * ticks.
 */
final class StickTable {

    /** Ticks of the ageing timer per {@code expire}. */
    static final int LIFE_TICKS = 16;

    private static final int NOTHING = -1;

    private final int limit;
    private int[] keys;
    private int[] values;
    private long[] usedAt;
    private int[] newer;
    private int[] older;
    /** Open addressing with linear probing over entry numbers; a power of two, at least twice the entries. */
    private int[] index;

    private int size;
    private int newest = NOTHING;
    private int oldest = NOTHING;
    private long tick;

    StickTable(int limit) {
        this.limit = limit;
        allocate(Math.min(limit, 64));
    }

    int size() {
        return size;
    }

    /** @return the server, or {@link Balancer#NONE}; using an entry keeps it alive */
    int get(int key) {
        int entry = size == 0 ? NOTHING : index[slotOf(key)];
        if (entry == NOTHING) {
            return Balancer.NONE;
        }
        touch(entry);
        return values[entry];
    }

    void put(int key, int server) {
        int entry = index[slotOf(key)];
        if (entry == NOTHING) {
            if (size == limit) {
                removeOldest();
            } else if (size == keys.length) {
                grow();
            }
            entry = size++;
            keys[entry] = key;
            index[slotOf(key)] = entry;
            linkNewest(entry);
        } else {
            touch(entry);
        }
        values[entry] = server;
        usedAt[entry] = tick;
    }

    /** One tick later: forgets what was not used for a whole life. */
    void age() {
        tick++;
        while (oldest != NOTHING && tick - usedAt[oldest] > LIFE_TICKS) {
            removeOldest();
        }
    }

    /** Independent of insertion slots; ages count, the clock does not. */
    long fingerprint(long h) {
        long mixed = Mix.mix(h, size);
        for (int entry = oldest; entry != NOTHING; entry = newer[entry]) {
            mixed = Mix.mix(mixed, ((long) keys[entry] << 32) + values[entry]);
            mixed = Mix.mix(mixed, tick - usedAt[entry]);
        }
        return mixed;
    }

    private void touch(int entry) {
        usedAt[entry] = tick;
        if (entry != newest) {
            unlink(entry);
            linkNewest(entry);
        }
    }

    private void removeOldest() {
        int entry = oldest;
        unlink(entry);
        vacate(slotOf(keys[entry]));
        size--;
        if (entry != size) {
            moveLastTo(entry);
        }
    }

    /** Entries stay dense: the last one takes the freed number. */
    private void moveLastTo(int entry) {
        index[slotOf(keys[size])] = entry;
        keys[entry] = keys[size];
        values[entry] = values[size];
        usedAt[entry] = usedAt[size];
        newer[entry] = newer[size];
        older[entry] = older[size];
        if (newer[entry] == NOTHING) {
            newest = entry;
        } else {
            older[newer[entry]] = entry;
        }
        if (older[entry] == NOTHING) {
            oldest = entry;
        } else {
            newer[older[entry]] = entry;
        }
    }

    /** Backward-shift deletion: no tombstones, so lookups stay short for ever. */
    private void vacate(int slot) {
        int mask = index.length - 1;
        int hole = slot;
        int probe = slot;
        while (true) {
            probe = (probe + 1) & mask;
            if (index[probe] == NOTHING) {
                break;
            }
            int home = Mix.avalanche(keys[index[probe]]) & mask;
            boolean reachable = ((probe - home) & mask) >= ((probe - hole) & mask);
            if (reachable) {
                index[hole] = index[probe];
                hole = probe;
            }
        }
        index[hole] = NOTHING;
    }

    /** Where the key is, or where it would go. */
    private int slotOf(int key) {
        int mask = index.length - 1;
        int slot = Mix.avalanche(key) & mask;
        while (index[slot] != NOTHING && keys[index[slot]] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void linkNewest(int entry) {
        newer[entry] = NOTHING;
        older[entry] = newest;
        if (newest == NOTHING) {
            oldest = entry;
        } else {
            newer[newest] = entry;
        }
        newest = entry;
    }

    private void unlink(int entry) {
        if (newer[entry] == NOTHING) {
            newest = older[entry];
        } else {
            older[newer[entry]] = older[entry];
        }
        if (older[entry] == NOTHING) {
            oldest = newer[entry];
        } else {
            newer[older[entry]] = newer[entry];
        }
    }

    private void grow() {
        allocate((int) Math.min(limit, keys.length * 2L));
        for (int entry = 0; entry < size; entry++) {
            index[slotOf(keys[entry])] = entry;
        }
    }

    private void allocate(int capacity) {
        keys = copy(keys, capacity);
        values = copy(values, capacity);
        newer = copy(newer, capacity);
        older = copy(older, capacity);
        usedAt = usedAt == null ? new long[capacity] : Arrays.copyOf(usedAt, capacity);
        index = new int[Integer.highestOneBit(Math.max(1, capacity)) * 4];
        Arrays.fill(index, NOTHING);
    }

    private static int[] copy(int[] source, int capacity) {
        return source == null ? new int[capacity] : Arrays.copyOf(source, capacity);
    }
}
