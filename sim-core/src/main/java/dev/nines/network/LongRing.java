package dev.nines.network;

/** A queue of longs that grows and never shrinks; empty ones hold no array. */
final class LongRing {
    private static final long[] NONE = new long[0];

    private long[] items = NONE;
    private int head;
    private int size;

    void push(long item) {
        if (size == items.length) {
            grow();
        }
        items[(head + size) & (items.length - 1)] = item;
        size++;
    }

    long pop() {
        long item = items[head];
        head = (head + 1) & (items.length - 1);
        size--;
        return item;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        head = 0;
        size = 0;
    }

    private void grow() {
        long[] grown = new long[Math.max(4, items.length * 2)];
        for (int i = 0; i < size; i++) {
            grown[i] = items[(head + i) & (items.length - 1)];
        }
        items = grown;
        head = 0;
    }
}
