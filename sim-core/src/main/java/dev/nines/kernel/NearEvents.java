package dev.nines.kernel;

import java.util.Arrays;

/**
 * The events that come first, sorted by (time, order), as records of three words in one array: time, order, slot. A
 * removed event leaves its key behind without a slot, until it comes to the front.
 */
final class NearEvents {
    /** Events come in one by one up to this number; a bucket of equal times may be larger. */
    private static final int FULL = 128;

    private static final int ROOM = 2 * FULL;
    private static final int REMOVED = -1;
    private static final int SMALL = 64;

    private static final int WORDS = 3;
    private static final int ORDER = 1;
    private static final int SLOT = 2;

    private final Slots slots;
    private long[] words = new long[ROOM * WORDS];
    /** Where the first record begins, and where the last ends. */
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
        return (end - head) / WORDS;
    }

    boolean areAtLeast(int events) {
        return end - head >= events * WORDS;
    }

    boolean isFull() {
        return areAtLeast(FULL);
    }

    /** The head always has a slot. */
    long headTime() {
        return words[head];
    }

    long headOrder() {
        return words[head + ORDER];
    }

    int headSlot() {
        return (int) words[head + SLOT];
    }

    long timeAt(int index) {
        return words[head + index * WORDS];
    }

    int slotAt(int index) {
        return (int) words[head + index * WORDS + SLOT];
    }

    /** Whether an event of this key is, or would be, before the last. */
    boolean covers(long time, long order) {
        long last = words[end - WORDS];
        return time < last || (time == last && order <= words[end - WORDS + ORDER]);
    }

    int take() {
        int taken = (int) words[head + SLOT];
        head += WORDS;
        dropRemoved();
        return taken;
    }

    private void dropRemoved() {
        while (head < end && words[head + SLOT] == REMOVED) {
            head += WORDS;
        }
    }

    void insert(int slot, long time, long order) {
        if (end == words.length) {
            compact();
        }
        long[] w = words;
        int first = head;
        int i = end;
        end = i + WORDS;
        while (i > first && (w[i - WORDS] > time || (w[i - WORDS] == time && w[i - WORDS + ORDER] > order))) {
            move(w, i - WORDS, i);
            i -= WORDS;
        }
        set(w, i, time, order, slot);
        slots.setInBuckets(slot, 0);
    }

    private static void move(long[] w, int from, int to) {
        set(w, to, w[from], w[from + ORDER], w[from + SLOT]);
    }

    private static void set(long[] w, int at, long time, long order, long slot) {
        w[at] = time;
        w[at + ORDER] = order;
        w[at + SLOT] = slot;
    }

    void remove(long time, long order) {
        int low = 0;
        int high = size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int at = head + middle * WORDS;
            if (words[at] < time || (words[at] == time && words[at + ORDER] < order)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int at = head + low * WORDS;
        while (words[at + SLOT] == REMOVED) {
            at += WORDS; // an event that was taken out and put back with the same key
        }
        words[at + SLOT] = REMOVED;
        if (at == head) {
            dropRemoved();
        }
    }

    /** Moves everything to the front of the array and forgets what was removed. */
    void compact() {
        int kept = 0;
        for (int i = head; i < end; i += WORDS) {
            if (words[i + SLOT] != REMOVED) {
                move(words, i, kept);
                kept += WORDS;
            }
        }
        head = 0;
        end = kept;
    }

    void truncate(int size) {
        end = head + size * WORDS;
    }

    /** Makes room for a whole bucket, to be filled in and then sorted; nothing else is in here. */
    void begin(int size) {
        if ((size + FULL) * WORDS > words.length) {
            words = Arrays.copyOf(words, 2 * (size + FULL) * WORDS);
        }
        head = 0;
        end = size * WORDS;
    }

    /** Reads the record, which will be needed soon: far from the caches, the reads of a bucket overlap. */
    void fill(int index, int slot) {
        set(words, index * WORDS, slots.time(slot), slots.order(slot), slot);
    }

    /** Insertion sort; of many, which have equal times and mostly come in order, Shell's. */
    void sort() {
        int gap = WORDS;
        while (gap * 3 + WORDS < end && end > SMALL * WORDS) {
            gap = gap * 3 + WORDS;
        }
        for (; gap > WORDS; gap = gap / WORDS / 3 * WORDS) {
            for (int i = gap; i < end; i += WORDS) {
                sink(words, i, gap);
            }
        }
        long[] w = words;
        for (int i = WORDS; i < end; i += WORDS) {
            sink(w, i, WORDS);
        }
    }

    private static void sink(long[] w, int from, int gap) {
        long time = w[from];
        long order = w[from + ORDER];
        int i = from - gap;
        if (i < 0 || !(w[i] > time || (w[i] == time && w[i + ORDER] > order))) {
            return;
        }
        long slot = w[from + SLOT];
        while (i >= 0 && (w[i] > time || (w[i] == time && w[i + ORDER] > order))) {
            move(w, i, i + gap);
            i -= gap;
        }
        set(w, i + gap, time, order, slot);
    }
}
