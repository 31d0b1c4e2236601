package dev.nines.kernel;

import java.util.Arrays;

/**
 * The events that come first, the very first at the end of the array, so that taking it moves nothing. A record is two
 * words: the time, and the slot, which is asked for the order when times are equal. A removed event leaves its key
 * behind until its turn comes: its order, inverted, in the slot's place. Before them all stands one at the end of all
 * time, which nothing passes and which is the head of an empty list.
 */
final class NearEvents {
    /** Events come in one by one up to this number; a bucket of equal times may be larger. */
    private static final int FULL = 128;

    private static final int FEW = 8;
    private static final int SMALL = 64;
    /** So few are sorted by counting. */
    static final int COUNTED = 32;

    private static final int SIGN = Long.SIZE - 1;

    private static final int WORDS = 2;
    private static final int SLOT = 1;

    private final Slots slots;
    private long[] words = new long[(FULL + 2) * WORDS];
    /** A bucket that is about to be sorted. */
    private long[] unsorted = new long[(FULL + 2) * WORDS];

    /** Behind the first event. */
    private int end = WORDS;

    NearEvents(Slots slots) {
        this.slots = slots;
        words[0] = Long.MAX_VALUE;
    }

    boolean isEmpty() {
        return end == WORDS;
    }

    /** Removed ones whose turn has not come count. */
    int size() {
        return end / WORDS - 1;
    }

    /** So few that with as many there are no buckets at all. */
    boolean areFew() {
        return end <= FEW * WORDS;
    }

    boolean isFull() {
        return end > FULL * WORDS;
    }

    /** Whether there is none but removed ones. */
    boolean noneLeft() {
        dropRemoved();
        return isEmpty();
    }

    private void dropRemoved() {
        while (words[end - SLOT] < 0) {
            end -= WORDS;
        }
    }

    /** The time of the first event, removed or not, or {@link Long#MAX_VALUE} when there is none. */
    long endTime() {
        return words[end - WORDS];
    }

    long headOrder() {
        return slots.order(headSlot());
    }

    /** Known after {@link #noneLeft} has been asked. */
    int headSlot() {
        return (int) words[end - SLOT];
    }

    /** Counted from the last event. */
    long timeAt(int index) {
        return words[(index + 1) * WORDS];
    }

    int slotAt(int index) {
        return (int) words[(index + 1) * WORDS + SLOT];
    }

    /** Whether an event of this key is, or would be, before the last. */
    boolean covers(long time, long order) {
        long last = words[WORDS];
        return time < last || (time == last && order <= orderOf(words[WORDS + SLOT]));
    }

    private boolean before(long time, long order, long there, long slotThere) {
        return time < there || (time == there && (order < orderOf(slotThere) || time == Long.MAX_VALUE));
    }

    /** The order of an event, removed or not, from the second word of its record. */
    private long orderOf(long slot) {
        return slot < 0 ? ~slot : slots.order((int) slot);
    }

    /** Takes the first event out, of which there must be one; −1, and nothing is taken, if it was removed before. */
    int take() {
        int first = end - WORDS;
        long slot = words[first + SLOT];
        if (slot < 0) {
            return -1;
        }
        end = first;
        return (int) slot;
    }

    void insert(int slot, long time, long order) {
        long[] w = words;
        int i = end;
        if (i == w.length) {
            w = Arrays.copyOf(w, 2 * i);
            words = w;
        }
        end = i + WORDS;
        place(w, i, time, order, slot);
    }

    /** Puts an event before the index, behind which it would be the first. */
    private void place(long[] w, int behind, long time, long order, int slot) {
        int i = behind;
        while (!before(time, order, w[i - WORDS], w[i - SLOT])) {
            w[i] = w[i - WORDS];
            w[i + SLOT] = w[i - SLOT];
            i -= WORDS;
        }
        w[i] = time;
        w[i + SLOT] = slot;
    }

    void remove(long time, long order) {
        long[] w = words;
        int low = 1;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            long there = w[middle * WORDS];
            if (time < there || (time == there && order < orderOf(w[middle * WORDS + SLOT]))) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        w[low * WORDS + SLOT] = ~order; // of equal keys, all but one removed, the one that came last is found
        dropRemoved();
    }

    /** Forgets what was removed. */
    void compact() {
        int kept = WORDS;
        for (int i = WORDS; i < end; i += WORDS) {
            if (words[i + SLOT] >= 0) {
                words[kept] = words[i];
                words[kept + SLOT] = words[i + SLOT];
                kept += WORDS;
            }
        }
        end = kept;
    }

    /** Forgets so many of the last events. */
    void forgetLast(int events) {
        int from = events * WORDS;
        System.arraycopy(words, WORDS + from, words, WORDS, end - WORDS - from);
        end -= from;
    }

    /** Makes room for a whole bucket, to be filled in and then sorted; nothing else is in here. */
    void begin(int size) {
        if ((size + FULL) * WORDS > words.length) {
            words = new long[2 * (size + FULL) * WORDS];
            words[0] = Long.MAX_VALUE;
        }
        if (size > unsorted.length / WORDS) {
            unsorted = new long[2 * size * WORDS];
        }
        end = (size + 1) * WORDS;
    }

    /** Reads the record, which will be needed soon: far from the caches, the reads of a bucket overlap. */
    void fill(int index, int slot) {
        int at = index * WORDS;
        unsorted[at] = slots.time(slot);
        unsorted[at + SLOT] = slot;
    }

    /** Sorts what was filled in. */
    void sort(int size) {
        if (size > COUNTED || !sortByCounting(size)) {
            System.arraycopy(unsorted, 0, words, WORDS, size * WORDS);
            sortByMoving();
        }
    }

    /**
     * For each of a few events, counts those that come later: no branch depends on a time, so none is mispredicted.
     *
     * @return false if times are equal, and then events are missing
     */
    private boolean sortByCounting(int size) {
        long[] u = unsorted;
        long[] w = words;
        int last = size * WORDS;
        u[last] = 0; // nothing comes before it: counting goes by twos
        long sum = 0;
        for (int i = 0; i < last; i += WORDS) {
            long time = u[i];
            long later = 0;
            for (int j = 0; j < last; j += 2 * WORDS) {
                later += ((time - u[j]) >>> SIGN) + ((time - u[j + WORDS]) >>> SIGN);
            }
            int at = ((int) later + 1) * WORDS;
            w[at] = time;
            w[at + SLOT] = u[i + SLOT];
            sum += later;
        }
        return 2 * sum == (long) size * (size - 1);
    }

    /** Insertion sort; of many, which have equal times and mostly come in order, Shell's. */
    private void sortByMoving() {
        int gap = WORDS;
        while (gap * 3 + WORDS < end && end > SMALL * WORDS) {
            gap = gap * 3 + WORDS;
        }
        for (; gap > WORDS; gap = gap / WORDS / 3 * WORDS) {
            for (int i = gap + WORDS; i < end; i += WORDS) {
                sink(i, gap);
            }
        }
        long[] w = words;
        for (int behind = 2 * WORDS; behind < end; behind += WORDS) {
            int slot = (int) w[behind + SLOT];
            place(w, behind, w[behind], slots.order(slot), slot);
        }
    }

    private void sink(int from, int gap) {
        long time = words[from];
        long slot = words[from + SLOT];
        int i = from;
        while (i > gap && !before(time, slots.order((int) slot), words[i - gap], words[i - gap + SLOT])) {
            words[i] = words[i - gap];
            words[i + SLOT] = words[i - gap + SLOT];
            i -= gap;
        }
        words[i] = time;
        words[i + SLOT] = slot;
    }
}
