package dev.nines.protocol.replication;

/** A growable first-in first-out ring of longs: allocates only when it grows, never in the steady state. */
final class LongRing {
    private long[] items;
    private int head;
    private int size;

    LongRing(int initialCapacity) {
        items = new long[Integer.highestOneBit(Math.max(2, initialCapacity) - 1) << 1];
    }

    int size() {
        return size;
    }

    long get(int index) {
        return items[(head + index) & (items.length - 1)];
    }

    void set(int index, long value) {
        items[(head + index) & (items.length - 1)] = value;
    }

    void add(long value) {
        if (size == items.length) {
            grow();
        }
        items[(head + size) & (items.length - 1)] = value;
        size++;
    }

    /** Removes the {@code count} oldest. */
    void removeFirst(int count) {
        head = (head + count) & (items.length - 1);
        size -= count;
    }

    void clear() {
        size = 0;
    }

    private void grow() {
        long[] larger = new long[items.length * 2];
        for (int i = 0; i < size; i++) {
            larger[i] = get(i);
        }
        items = larger;
        head = 0;
    }
}
