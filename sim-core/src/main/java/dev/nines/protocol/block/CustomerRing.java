package dev.nines.protocol.block;

/** Those who wait, in order; it grows and never shrinks. */
final class CustomerRing {
    private long[] items = new long[16];
    private int head;
    private int size;

    void push(long item) {
        if (size == items.length) {
            long[] grown = new long[2 * size];
            for (int i = 0; i < size; i++) {
                grown[i] = items[(head + i) & (size - 1)];
            }
            items = grown;
            head = 0;
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
}
