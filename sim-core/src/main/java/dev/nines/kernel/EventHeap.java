package dev.nines.kernel;

import java.util.Arrays;

/**
 * The calendar: faults, repairs and arrivals, in a 4-ary heap ordered by (time, order). What stands in it stays until it
 * happens. Slots are small integers into parallel arrays: nothing is allocated once these have grown.
 */
final class EventHeap {
    private static final int ARITY = 4;
    private static final int INITIAL = 64;
    private static final int NONE = -1;

    private long[] time = new long[INITIAL];
    private long[] order = new long[INITIAL];
    private int[] op = new int[INITIAL];
    private int[] arg = new int[INITIAL];
    private Group[] group = new Group[INITIAL];
    private EventHandler[] handler = new EventHandler[INITIAL];
    /** The next event of the same independent group, or of the free slots. */
    private int[] next = new int[INITIAL];

    private int[] heap = new int[INITIAL];
    /** Every event of machines asks for it. */
    private long headTime = Long.MAX_VALUE;

    private int size;
    private int free = NONE;
    private int slots;

    void add(Group owner, long at, long orderKey, EventHandler target, int operation, int argument) {
        int slot = free;
        if (slot == NONE) {
            slot = grownSlot();
        } else {
            free = next[slot];
        }
        time[slot] = at;
        order[slot] = orderKey;
        op[slot] = operation;
        arg[slot] = argument;
        group[slot] = owner;
        handler[slot] = target;
        if (owner.independent) {
            next[slot] = owner.firstOfCalendar;
            owner.firstOfCalendar = slot;
        }
        siftUp(size++, slot);
        headTime = time[heap[0]];
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
            next = Arrays.copyOf(next, length);
            heap = Arrays.copyOf(heap, length);
        }
        return slots++;
    }

    /** Takes the first event out; what it is can be asked until the next one is added. */
    int takeHead() {
        int slot = heap[0];
        int last = heap[--size];
        if (size > 0) {
            siftDown(0, last);
            headTime = time[heap[0]];
        } else {
            headTime = Long.MAX_VALUE;
        }
        if (group[slot].independent) {
            unlink(slot);
        }
        next[slot] = free;
        free = slot;
        return slot;
    }

    private void unlink(int slot) {
        Group owner = group[slot];
        if (owner.firstOfCalendar == slot) {
            owner.firstOfCalendar = next[slot];
            return;
        }
        int before = owner.firstOfCalendar;
        while (next[before] != slot) {
            before = next[before];
        }
        next[before] = next[slot];
    }

    Group group(int slot) {
        return group[slot];
    }

    EventHandler handler(int slot) {
        return handler[slot];
    }

    int op(int slot) {
        return op[slot];
    }

    int arg(int slot) {
        return arg[slot];
    }

    /** The time of the first event, or {@link Long#MAX_VALUE}. */
    long headTime() {
        return headTime;
    }

    /** The time of the first event outside a group, or {@link Long#MAX_VALUE}. */
    long headTimeExcept(Group except) {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            if (group[heap[i]] != except) {
                first = Math.min(first, time[heap[i]]);
            }
        }
        return first;
    }

    /** The time of the first event of an independent group, or {@link Long#MAX_VALUE}. */
    long headTimeOf(Group independent) {
        long first = Long.MAX_VALUE;
        for (int slot = independent.firstOfCalendar; slot != NONE; slot = next[slot]) {
            first = Math.min(first, time[slot]);
        }
        return first;
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
            heap[index] = heap[parent];
            index = parent;
        }
        heap[index] = slot;
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
            heap[index] = heap[best];
            index = best;
        }
        heap[index] = slot;
    }
}
