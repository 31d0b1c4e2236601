package dev.nines.kernel;

import java.util.Arrays;

/**
 * A 4-ary heap of event slots ordered by (time, order). Slots are small integers into parallel arrays: scheduling,
 * cancelling and moving an event allocates nothing once the arrays have grown.
 */
final class EventHeap {
    private static final int ARITY = 4;
    private static final int INITIAL = 64;

    long[] time = new long[INITIAL];
    long[] order = new long[INITIAL];
    int[] op = new int[INITIAL];
    int[] arg = new int[INITIAL];
    Group[] group = new Group[INITIAL];
    EventHandler[] handler = new EventHandler[INITIAL];
    /** The simulation's number for the handler, or −1 while nobody asked. */
    int[] handlerId = new int[INITIAL];

    /** Position in the heap, or −1 when not pending. */
    int[] position = new int[INITIAL];
    /** True for slots that outlive their event: timers. */
    boolean[] persistent = new boolean[INITIAL];

    private int[] heap = new int[INITIAL];
    private int size;
    private int[] free = new int[INITIAL];
    private int freeCount;
    private int slots;
    private final boolean countsPending;

    /** @param countsPending whether events keep their group from being idle: those of the calendar do not */
    EventHeap(boolean countsPending) {
        this.countsPending = countsPending;
    }

    int newSlot(Group owner, EventHandler target, int operation, int argument, boolean timer) {
        int slot = freeCount > 0 ? free[--freeCount] : grownSlot();
        group[slot] = owner;
        handler[slot] = target;
        handlerId[slot] = -1;
        op[slot] = operation;
        arg[slot] = argument;
        persistent[slot] = timer;
        position[slot] = -1;
        return slot;
    }

    private int grownSlot() {
        if (slots == time.length) {
            int length = slots * 2;
            time = Arrays.copyOf(time, length);
            order = Arrays.copyOf(order, length);
            op = Arrays.copyOf(op, length);
            arg = Arrays.copyOf(arg, length);
            group = Arrays.copyOf(group, length);
            handler = Arrays.copyOf(handler, length);
            position = Arrays.copyOf(position, length);
            handlerId = Arrays.copyOf(handlerId, length);
            persistent = Arrays.copyOf(persistent, length);
            heap = Arrays.copyOf(heap, length);
            free = Arrays.copyOf(free, length);
        }
        return slots++;
    }

    void release(int slot) {
        group[slot] = null;
        handler[slot] = null;
        free[freeCount++] = slot;
    }

    int size() {
        return size;
    }

    int slotAt(int index) {
        return heap[index];
    }

    boolean isEmpty() {
        return size == 0;
    }

    int head() {
        return heap[0];
    }

    /** The time of the first event, or {@link Long#MAX_VALUE}. */
    long headTime() {
        return size == 0 ? Long.MAX_VALUE : time[heap[0]];
    }

    /** The time of a group's first event, or {@link Long#MAX_VALUE}. */
    long headTime(Group owner) {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            if (group[heap[i]] == owner) {
                first = Math.min(first, time[heap[i]]);
            }
        }
        return first;
    }

    boolean pending(int slot) {
        return position[slot] >= 0;
    }

    void put(int slot, long at, long orderKey) {
        time[slot] = at;
        order[slot] = orderKey;
        int index = position[slot];
        if (index < 0) {
            if (countsPending) {
                group[slot].pending++;
            }
            siftUp(size++, slot);
        } else {
            siftUp(index, slot);
            siftDown(position[slot], slot);
        }
    }

    void remove(int slot) {
        int index = position[slot];
        position[slot] = -1;
        if (countsPending) {
            group[slot].pending--;
        }
        int last = heap[--size];
        if (last != slot) {
            siftUp(index, last);
            siftDown(position[last], last);
        }
    }

    /** Whether an event of the group is pending at this time. */
    boolean tied(Group owner, long at) {
        if (headTime() != at) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (group[heap[i]] == owner && time[heap[i]] == at) {
                return true;
            }
        }
        return false;
    }

    /** Moves every event of a group into the future. */
    void shift(Group moved, long nanos) {
        for (int i = 0; i < size; i++) {
            if (group[heap[i]] == moved) {
                time[heap[i]] += nanos;
            }
        }
        for (int i = size < 2 ? -1 : (size - 2) / ARITY; i >= 0; i--) {
            siftDown(i, heap[i]);
        }
    }

    private boolean before(int a, int b) {
        long ta = time[a];
        long tb = time[b];
        return ta < tb || (ta == tb && order[a] < order[b]);
    }

    private void siftUp(int from, int slot) {
        int index = from;
        while (index > 0) {
            int parent = (index - 1) / ARITY;
            if (!before(slot, heap[parent])) {
                break;
            }
            place(index, heap[parent]);
            index = parent;
        }
        place(index, slot);
    }

    private void siftDown(int from, int slot) {
        int index = from;
        while (true) {
            int first = index * ARITY + 1;
            if (first >= size) {
                break;
            }
            int best = first;
            int end = Math.min(first + ARITY, size);
            for (int child = first + 1; child < end; child++) {
                if (before(heap[child], heap[best])) {
                    best = child;
                }
            }
            if (!before(heap[best], slot)) {
                break;
            }
            place(index, heap[best]);
            index = best;
        }
        place(index, slot);
    }

    private void place(int index, int slot) {
        heap[index] = slot;
        position[slot] = index;
    }
}
