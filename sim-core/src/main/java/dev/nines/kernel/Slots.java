package dev.nines.kernel;

import java.util.Arrays;

/**
 * Events as records of 32 bytes in one array, named by small integers: time, order, link, and what happens. Two records
 * share a cache line and none lies across two, so an event far from all caches costs one miss. Scheduling, cancelling and
 * moving an event allocates nothing once the arrays have grown.
 *
 * <p>The link says where the event is: nowhere, in the buckets (with its position) or in a lane (with its neighbours).
 */
final class Slots {
    static final int NOWHERE = 0;
    static final int IN_BUCKETS = 1;
    /** Lane n is place FIRST_LANE + n. */
    static final int FIRST_LANE = 2;

    /** The bit of the order that marks timers, whose slots outlive their events. */
    static final long TIMER = 1;

    private static final int INITIAL = 64;
    private static final int RECORD_BITS = 2;
    /** Array headers take 16 bytes: with these two words records begin at multiples of 32 bytes. */
    private static final int PADDING = 2;

    private static final int ORDER = 1;
    private static final int LINK = 2;
    private static final int WHAT = 3;

    private static final int NEIGHBOUR_BITS = 28;
    private static final int MOST = (1 << NEIGHBOUR_BITS) - 2;
    private static final long NEIGHBOUR_MASK = (1L << NEIGHBOUR_BITS) - 1;
    private static final int PLACE_SHIFT = 2 * NEIGHBOUR_BITS;

    Group[] group = new Group[INITIAL];
    EventHandler[] handler = new EventHandler[INITIAL];
    /** The group's number for the handler, or −1 while nobody asked. */
    int[] handlerId = new int[INITIAL];

    private long[] words = new long[words(INITIAL)];
    /** One more than the slot that was released last, 0 when none is free. */
    private int free;

    private int slots;

    private static int words(int slots) {
        return PADDING + (slots << RECORD_BITS);
    }

    private static int at(int slot) {
        return PADDING + (slot << RECORD_BITS);
    }

    /** A slot that is nowhere. */
    int newSlot(Group owner, EventHandler target, int op, int arg) {
        int slot = free - 1;
        if (slot < 0) {
            slot = grownSlot();
        }
        long[] w = words;
        int at = at(slot);
        free = (int) w[at + LINK];
        w[at + WHAT] = ((long) op << Integer.SIZE) | (arg & 0xFFFF_FFFFL);
        if (group[slot] != owner || handler[slot] != target) { // a store of a reference is dear under some collectors
            setOwner(slot, owner, target);
        }
        return slot;
    }

    private void setOwner(int slot, Group owner, EventHandler target) {
        group[slot] = owner;
        handler[slot] = target;
        handlerId[slot] = -1;
    }

    private int grownSlot() {
        if (slots == handlerId.length) {
            if (slots >= MOST) {
                throw new IllegalStateException("more than " + slots + " events are pending");
            }
            int length = Math.min(slots * 2, MOST);
            words = Arrays.copyOf(words, words(length));
            group = Arrays.copyOf(group, length);
            handler = Arrays.copyOf(handler, length);
            handlerId = Arrays.copyOf(handlerId, length);
        }
        return slots++;
    }

    /** The slot may be used again; it keeps its handler until then. */
    void release(int slot) {
        words[at(slot) + LINK] = free;
        free = slot + 1;
    }

    int slots() {
        return slots;
    }

    long time(int slot) {
        return words[at(slot)];
    }

    boolean isTimer(int slot) {
        return (words[at(slot) + ORDER] & TIMER) != 0;
    }

    long order(int slot) {
        return words[at(slot) + ORDER];
    }

    /** Pending in the buckets, if nobody says otherwise afterwards. */
    void setDue(int slot, long time, long order) {
        long[] w = words;
        int at = at(slot);
        w[at] = time;
        w[at + ORDER] = order;
        w[at + LINK] = (long) IN_BUCKETS << PLACE_SHIFT;
    }

    /** Operation and argument in one number. */
    long what(int slot) {
        return words[at(slot) + WHAT];
    }

    int op(int slot) {
        return (int) (what(slot) >> Integer.SIZE);
    }

    int arg(int slot) {
        return (int) what(slot);
    }

    int place(int slot) {
        return (int) (words[at(slot) + LINK] >>> PLACE_SHIFT);
    }

    boolean pending(int slot) {
        return place(slot) != NOWHERE;
    }

    /** Of a timer, whose link is 0 when it is nowhere. */
    boolean timerPending(int slot) {
        return words[at(slot) + LINK] != NOWHERE;
    }

    void setNowhere(int slot) {
        words[at(slot) + LINK] = NOWHERE;
    }

    /** In the buckets; the position is unknown to those that come first. */
    void setInBuckets(int slot, int position) {
        words[at(slot) + LINK] = ((long) IN_BUCKETS << PLACE_SHIFT) | position;
    }

    int position(int slot) {
        return (int) words[at(slot) + LINK];
    }

    /** At the end of a lane, behind another slot or −1. */
    void setInLane(int slot, int lane, int previous) {
        words[at(slot) + LINK] =
                ((long) (FIRST_LANE + lane) << PLACE_SHIFT) | ((long) (previous + 1) << NEIGHBOUR_BITS);
    }

    /** The next slot of the lane, or of those that are free, or −1. */
    int next(int slot) {
        return (int) (words[at(slot) + LINK] & NEIGHBOUR_MASK) - 1;
    }

    void setNext(int slot, int next) {
        int link = at(slot) + LINK;
        words[link] = (words[link] & ~NEIGHBOUR_MASK) | (next + 1L);
    }

    int previous(int slot) {
        return (int) ((words[at(slot) + LINK] >>> NEIGHBOUR_BITS) & NEIGHBOUR_MASK) - 1;
    }

    void setPrevious(int slot, int previous) {
        int link = at(slot) + LINK;
        words[link] = (words[link] & ~(NEIGHBOUR_MASK << NEIGHBOUR_BITS)) | ((long) (previous + 1) << NEIGHBOUR_BITS);
    }
}
