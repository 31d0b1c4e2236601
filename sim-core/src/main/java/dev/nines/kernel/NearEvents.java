package dev.nines.kernel;

import java.util.Arrays;

/**
 * The events that come first, sorted by (time, order), in arrays of their keys. A removed event leaves its key behind
 * without a slot, until it comes to the front.
 */
final class NearEvents {
    /** Events come in one by one up to this number; a bucket of equal times may be larger. */
    private static final int FULL = 128;

    private static final int ROOM = 2 * FULL;
    private static final int REMOVED = -1;
    private static final int SMALL = 64;

    private final Slots slots;
    private long[] time = new long[ROOM];
    private long[] order = new long[ROOM];
    private int[] slot = new int[ROOM];
    private int head;
    private int end;

    NearEvents(Slots slots) {
        this.slots = slots;
    }

    boolean isEmpty() {
        return head == end;
    }

    /** Removed ones that have not come to the front count. */
    int size() {
        return end - head;
    }

    boolean isFull() {
        return end - head >= FULL;
    }

    /** The head always has a slot. */
    long headTime() {
        return time[head];
    }

    long headOrder() {
        return order[head];
    }

    long timeAt(int index) {
        return time[head + index];
    }

    int slotAt(int index) {
        return slot[head + index];
    }

    /** Whether an event of this key is, or would be, before the last. */
    boolean covers(long atTime, long atOrder) {
        long last = time[end - 1];
        return atTime < last || (atTime == last && atOrder <= order[end - 1]);
    }

    int take() {
        int taken = slot[head++];
        dropRemoved();
        return taken;
    }

    private void dropRemoved() {
        while (head < end && slot[head] == REMOVED) {
            head++;
        }
        if (head == end) {
            head = 0;
            end = 0;
        }
    }

    void insert(int newSlot, long newTime, long newOrder) {
        if (end == time.length) {
            compact();
        }
        int i = end++;
        while (i > head && (time[i - 1] > newTime || (time[i - 1] == newTime && order[i - 1] > newOrder))) {
            time[i] = time[i - 1];
            order[i] = order[i - 1];
            slot[i] = slot[i - 1];
            i--;
        }
        time[i] = newTime;
        order[i] = newOrder;
        slot[i] = newSlot;
        slots.setInBuckets(newSlot, 0);
    }

    void remove(long ofTime, long ofOrder) {
        int low = head;
        int high = end - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (time[middle] < ofTime || (time[middle] == ofTime && order[middle] < ofOrder)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        slot[low] = REMOVED;
        if (low == head) {
            dropRemoved();
        }
    }

    /** Moves everything to the front of the arrays and forgets what was removed. */
    void compact() {
        int kept = 0;
        for (int i = head; i < end; i++) {
            if (slot[i] != REMOVED) {
                time[kept] = time[i];
                order[kept] = order[i];
                slot[kept] = slot[i];
                kept++;
            }
        }
        head = 0;
        end = kept;
    }

    void truncate(int size) {
        end = head + size;
    }

    /** Makes room for a whole bucket, to be filled in and then sorted; nothing else is in here. */
    void begin(int size) {
        if (size + FULL > time.length) {
            int length = 2 * (size + FULL);
            time = Arrays.copyOf(time, length);
            order = Arrays.copyOf(order, length);
            slot = Arrays.copyOf(slot, length);
        }
        head = 0;
        end = size;
    }

    /** Reads the record, which will be needed soon: far from the caches, the reads of a bucket overlap. */
    void fill(int index, int filledSlot, long atTime) {
        time[index] = atTime;
        order[index] = slots.order(filledSlot);
        slot[index] = filledSlot;
    }

    /** Insertion sort; of many, which have equal times and mostly come in order, Shell's. */
    void sort() {
        int gap = 1;
        while (gap * 3 + 1 < end && end > SMALL) {
            gap = gap * 3 + 1;
        }
        for (; gap > 0; gap /= 3) {
            for (int i = gap; i < end; i++) {
                sink(i, gap);
            }
        }
    }

    private void sink(int from, int gap) {
        long t = time[from];
        long o = order[from];
        int i = from - gap;
        if (i < 0 || !(time[i] > t || (time[i] == t && order[i] > o))) {
            return;
        }
        int s = slot[from];
        while (i >= 0 && (time[i] > t || (time[i] == t && order[i] > o))) {
            time[i + gap] = time[i];
            order[i + gap] = order[i];
            slot[i + gap] = slot[i];
            i -= gap;
        }
        time[i + gap] = t;
        order[i + gap] = o;
        slot[i + gap] = s;
    }
}
