package dev.nines.kernel;

import java.util.Arrays;
import java.util.List;

/**
 * The pending events of machines in the order (time, order): lanes for the constant delays that keep coming, buckets for
 * everything else (docs/adr/0009). Removing any event takes constant time, or the logarithm of a small number.
 */
final class EventList {
    /** The bit of the order that marks timers, whose slots outlive their events. */
    static final long TIMER = Slots.TIMER;

    private static final int NONE = -1;

    private final Slots slots = new Slots();
    private final Lanes lanes = new Lanes(slots);
    private final NearEvents near = new NearEvents(slots);
    private final Buckets buckets = new Buckets(slots, near);
    /** The lane of the head, or −1 when it is in the buckets. */
    private int headLane = NONE;

    private boolean grouped;
    private int[] groupNext = {};
    private int[] groupPrevious = {};

    int newSlot(Group owner, EventHandler target, int op, int arg) {
        int slot = slots.newSlot(owner, target, op, arg);
        slots.setNowhere(slot);
        return slot;
    }

    void release(int slot) {
        slots.release(slot);
    }

    Group group(int slot) {
        return slots.group[slot];
    }

    EventHandler handler(int slot) {
        return slots.handler[slot];
    }

    int op(int slot) {
        return slots.op(slot);
    }

    int arg(int slot) {
        return slots.arg(slot);
    }

    long order(int slot) {
        return slots.order(slot);
    }

    boolean pending(int slot) {
        return slots.pending(slot);
    }

    long time(int slot) {
        return slots.time(slot);
    }

    /** An event after a delay; one that was pending moves. */
    void put(int slot, long delayNanos, long time, long order) {
        if (slots.timerPending(slot)) {
            move(slot, delayNanos, time, order);
        } else {
            slots.setDue(slot, time, order);
            if (grouped) {
                addToGroup(slot);
            }
            place(slot, delayNanos, time, order);
        }
    }

    private void move(int slot, long delayNanos, long time, long order) {
        takeOut(slot);
        if (grouped) {
            removeFromGroup(slot);
            addToGroup(slot);
        }
        slots.setDue(slot, time, order);
        place(slot, delayNanos, time, order);
    }

    /** A new event after a delay. */
    void add(Group owner, EventHandler target, int op, int arg, long delayNanos, long time, long order) {
        int slot = slots.newSlot(owner, target, op, arg);
        slots.setDue(slot, time, order);
        if (grouped) {
            addToGroup(slot);
        }
        place(slot, delayNanos, time, order);
    }

    private void place(int slot, long delayNanos, long time, long order) {
        if (near.areFew() && lanes.areEmpty() && buckets.areEmpty()) {
            near.insert(slot, time, order);
        } else {
            placeAmongMany(slot, delayNanos, time, order);
        }
    }

    private void placeAmongMany(int slot, long delayNanos, long time, long order) {
        int lane = lanes.laneOf(delayNanos);
        if (lane >= 0 && lanes.fits(lane, time, order)) {
            lanes.append(lane, slot, time, order);
        } else {
            buckets.put(slot, time, order, time - delayNanos);
        }
    }

    void remove(int slot) {
        takeOut(slot);
        if (grouped) {
            removeFromGroup(slot);
        }
        slots.setNowhere(slot);
    }

    private void takeOut(int slot) {
        int place = slots.place(slot);
        if (place == Slots.IN_BUCKETS) {
            buckets.remove(slot);
        } else {
            lanes.remove(place - Slots.FIRST_LANE, slot);
        }
    }

    /** The time of the first event up to the bound; when there is none, a time after the bound. */
    long headTime(long bound) {
        headLane = NONE;
        return lanes.areEmpty() ? buckets.headTime(bound) : earlier(bound);
    }

    private long earlier(long bound) {
        int lane = lanes.first();
        if (lane == NONE) {
            return buckets.headTime(bound);
        }
        long laneTime = lanes.headTime(lane);
        long bucketTime = buckets.headTime(Math.min(bound, laneTime));
        if (bucketTime < laneTime || (bucketTime == laneTime && near.headOrder() < slots.order(lanes.head(lane)))) {
            return bucketTime;
        }
        headLane = lane;
        return laneTime;
    }

    /** The time of the first of the sorted events, maybe of one that was removed, or {@link Long#MAX_VALUE}. */
    long nearTime() {
        return near.endTime();
    }

    /** Takes the first of the sorted events out, of which there must be one, if it is known to come first; else −1. */
    int takeNear() {
        int slot = lanes.areEmpty() ? near.take() : NONE;
        if (slot < 0) {
            return NONE;
        }
        if (slots.isTimer(slot)) {
            slots.setNowhere(slot);
        } else {
            slots.release(slot);
        }
        return slot;
    }

    /** The group of the first event, which {@link #headTime} has found. */
    Group headGroup() {
        return slots.group[headLane == NONE ? near.headSlot() : lanes.head(headLane)];
    }

    /** The time of the first event of a group while groups are linked, or {@link Long#MAX_VALUE}. */
    long headTimeOf(Group group) {
        long first = Long.MAX_VALUE;
        for (int slot = group.firstPending; slot != NONE; slot = groupNext[slot]) {
            first = Math.min(first, slots.time(slot));
        }
        return first;
    }

    /** Takes the first event out, which {@link #headTime} has found; the slot of one that is no timer is free then. */
    int takeHead() {
        int slot;
        if (headLane == NONE) {
            slot = near.take();
        } else {
            slot = lanes.head(headLane);
            lanes.remove(headLane, slot);
        }
        if (grouped) {
            removeFromGroup(slot);
        }
        if (slots.isTimer(slot)) {
            slots.setNowhere(slot);
        } else {
            slots.release(slot);
        }
        return slot;
    }

    /** From now on each group's events are linked, so that one group can be looked at and moved alone. */
    void linkGroups(boolean on, List<Group> groups) {
        if (on && !grouped) {
            ensureLinks();
            for (int i = 0; i < groups.size(); i++) {
                groups.get(i).pending = 0;
                groups.get(i).firstPending = NONE;
                groups.get(i).lastPending = NONE;
            }
            for (int slot = 0; slot < slots.slots(); slot++) {
                if (slots.pending(slot)) {
                    addToGroup(slot);
                }
            }
        }
        grouped = on;
    }

    /** Counts each group's pending events, which is done all the time only while groups are linked. */
    void count(List<Group> groups) {
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).pending = 0;
        }
        for (int slot = 0; slot < slots.slots(); slot++) {
            if (slots.pending(slot)) {
                slots.group[slot].pending++;
            }
        }
    }

    private void ensureLinks() {
        if (groupNext.length < slots.slots()) {
            int length = Math.max(64, slots.slots() * 2);
            groupNext = Arrays.copyOf(groupNext, length);
            groupPrevious = Arrays.copyOf(groupPrevious, length);
        }
    }

    private void addToGroup(int slot) {
        ensureLinks();
        Group group = slots.group[slot];
        group.pending++;
        int last = group.lastPending;
        groupPrevious[slot] = last;
        groupNext[slot] = NONE;
        group.lastPending = slot;
        if (last == NONE) {
            group.firstPending = slot;
        } else {
            groupNext[last] = slot;
        }
    }

    private void removeFromGroup(int slot) {
        Group group = slots.group[slot];
        group.pending--;
        int next = groupNext[slot];
        int previous = groupPrevious[slot];
        if (previous == NONE) {
            group.firstPending = next;
        } else {
            groupNext[previous] = next;
        }
        if (next == NONE) {
            group.lastPending = previous;
        } else {
            groupPrevious[next] = previous;
        }
    }

    /** The next pending event of the same group, or −1; they begin with {@link Group#firstPending}. */
    int nextOfGroup(int slot) {
        return groupNext[slot];
    }

    /** Whether an event of the group is pending at this time. */
    boolean tied(Group group, long at) {
        for (int slot = group.firstPending; slot != NONE; slot = groupNext[slot]) {
            if (slots.time(slot) == at) {
                return true;
            }
        }
        return false;
    }

    /**
     * Moves every event of a group into the future. They leave their lanes, in which they would no longer be the last,
     * for the buckets; the next time their timers are armed they go to lanes again.
     */
    void shift(Group group, long nanos, long now) {
        for (int slot = group.firstPending; slot != NONE; slot = groupNext[slot]) {
            takeOut(slot);
            long time = slots.time(slot) + nanos;
            slots.setDue(slot, time, slots.order(slot));
            buckets.put(slot, time, slots.order(slot), now);
        }
    }

    boolean later(int a, int b) {
        long ta = slots.time(a);
        long tb = slots.time(b);
        return ta > tb || (ta == tb && slots.order(a) > slots.order(b));
    }

    /** Mixes what an event is, in terms that its group's earlier events share. */
    long mixed(long hash, int slot, long now) {
        if (slots.handlerId[slot] < 0) {
            slots.handlerId[slot] = slots.group[slot].handlerId(slots.handler[slot]);
        }
        long h = Group.mix(hash, slots.time(slot) - now);
        h = Group.mix(h, slots.handlerId[slot]);
        return Group.mix(h, slots.what(slot));
    }
}
