package dev.nines.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Virtual time. Events happen in the order (time, absolute before relative, sequence): at equal times what the calendar
 * brings (faults, clients) comes before what machines armed, and machines' events come in arming order.
 *
 * <p>Not thread-safe; one trial owns one simulation.
 */
public final class Simulation {
    private final long seed;
    private final boolean shuffleTies;
    private final EventHeap relative = new EventHeap(true);
    private final EventHeap absolute = new EventHeap(false);
    private final List<Group> groups = new ArrayList<>();
    /** Draws of all streams together. */
    private final long[] draws = new long[1];

    private final List<EventHandler> handlerIds = new ArrayList<>();
    private final List<SkipListener> skipListeners = new ArrayList<>();
    private Group current;
    private long now;
    private long sequence;
    private long events;
    private boolean observing;
    /** How far the farthest group has jumped: before this time the calendar can take nothing new. */
    private long jumpedTo;

    private int[] sorted = new int[16];
    private Trace trace = Trace.OFF;

    /** Told when time jumps. */
    @FunctionalInterface
    public interface SkipListener {
        void onSkip(long fromNanos, long toNanos);
    }

    /**
     * @param seed of the trial
     * @param shuffleTies permute relative events of equal time, from the seed
     */
    public Simulation(long seed, boolean shuffleTies) {
        this.seed = seed;
        this.shuffleTies = shuffleTies;
    }

    /** Nanoseconds since the start of the trial. */
    public long now() {
        return now;
    }

    /** Events that have happened. */
    public long events() {
        return events;
    }

    public Trace trace() {
        return trace;
    }

    public void trace(Trace to) {
        trace = to;
    }

    /** A new interaction group. */
    public Group group(String name) {
        Group group = new Group(this, name, false);
        groups.add(group);
        return group;
    }

    /** A group that must have nothing pending before time may jump: clients and their requests. */
    public Group idleGroup(String name) {
        Group group = new Group(this, name, true);
        groups.add(group);
        return group;
    }

    /** The group whose event is happening. */
    public Group current() {
        return current;
    }

    /** Runs what follows as part of a group: for set-up code, which no event started. */
    public void enter(Group group) {
        if (group != null) {
            touch(group);
        }
        current = group;
    }

    /** The named stream of this trial. */
    public RandomStream stream(String component, String purpose) {
        return new RandomStream(seed, component, purpose, draws);
    }

    /** A timer: re-armable, cancellable, created once and kept. */
    public int timer(Group group, EventHandler handler, int op, int arg) {
        return relative.newSlot(group, handler, op, arg, true);
    }

    /** Arms a timer; an earlier deadline never fires. */
    public void arm(int timer, long delayNanos) {
        long deadline = deadline(delayNanos);
        touch(relative.group[timer]);
        relative.put(timer, deadline, nextOrder());
    }

    /** A sum that overflows would be an event in the past: "never" is a timer that is not armed. */
    private long deadline(long delayNanos) {
        long time = now + delayNanos;
        if (delayNanos < 0 || time < now) {
            throw new IllegalStateException("delay " + delayNanos + " at " + now + " is negative or past all time");
        }
        return time;
    }

    public void disarm(int timer) {
        if (relative.pending(timer)) {
            touch(relative.group[timer]);
            relative.remove(timer);
        }
    }

    public boolean armed(int timer) {
        return relative.pending(timer);
    }

    /** Time until an armed timer fires; −1 when it is not armed. */
    public long remaining(int timer) {
        return relative.pending(timer) ? relative.time[timer] - now : -1;
    }

    /** Gives a timer's slot back; the owner must not use it again. */
    public void drop(int timer) {
        disarm(timer);
        relative.release(timer);
    }

    /** One event of the current group after a delay. It cannot be cancelled. */
    public void after(long delayNanos, EventHandler handler, int op, int arg) {
        long deadline = deadline(delayNanos);
        int slot = relative.newSlot(current, handler, op, arg, false);
        relative.put(slot, deadline, nextOrder());
    }

    /** One event of another group after a delay. */
    public void after(Group group, long delayNanos, EventHandler handler, int op, int arg) {
        long deadline = deadline(delayNanos);
        touch(group);
        int slot = relative.newSlot(group, handler, op, arg, false);
        relative.put(slot, deadline, nextOrder());
    }

    /** One event at a time of the calendar; it comes before relative events of that time and never moves. */
    public void at(Group group, long timeNanos, EventHandler handler, int op, int arg) {
        if (timeNanos < now) {
            throw new IllegalStateException("event at " + timeNanos + " in the past of " + now);
        }
        if (timeNanos < jumpedTo) {
            throw new IllegalStateException("event at " + timeNanos + ", but a group jumped to " + jumpedTo);
        }
        if (observing && current != null) {
            current.forget(); // the calendar does not repeat, so whoever writes to it is not steady
        }
        int slot = absolute.newSlot(group, handler, op, arg, false);
        absolute.put(slot, timeNanos, sequence++);
    }

    public void onSkip(SkipListener listener) {
        skipListeners.add(listener);
    }

    /** From now on states are compared, so that steady groups may jump; the caller says when clients are quiet. */
    public void observe(boolean on) {
        if (on && !observing) {
            forgetAll();
        }
        observing = on;
    }

    /** Something has changed that every group may see: none of them is known to repeat itself. */
    public void changed() {
        if (observing) {
            forgetAll();
        }
    }

    private void forgetAll() {
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).forget();
        }
    }

    public boolean observing() {
        return observing;
    }

    /** True when every group repeats itself: until the next absolute event nothing new can happen. */
    public boolean steady() {
        for (int i = 0; i < groups.size(); i++) {
            if (!groups.get(i).steady()) {
                return false;
            }
        }
        return true;
    }

    /** The groups that keep time from jumping, for people who wonder why. */
    public List<String> unsteady() {
        List<String> names = new ArrayList<>();
        for (Group group : groups) {
            if (!group.steady()) {
                names.add(group.name);
            }
        }
        return names;
    }

    /** The time of the next event, or {@link Long#MAX_VALUE}. */
    public long nextTime() {
        return Math.min(relative.headTime(), absolute.headTime());
    }

    /** The time of the next event of the calendar, or {@link Long#MAX_VALUE}. */
    public long nextAbsoluteTime() {
        return absolute.headTime();
    }

    /** The time of the next event of the calendar outside a group, or {@link Long#MAX_VALUE}. */
    public long nextCalendarTime(Group except) {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < absolute.size(); i++) {
            int slot = absolute.slotAt(i);
            if (absolute.group[slot] != except) {
                next = Math.min(next, absolute.time[slot]);
            }
        }
        return next;
    }

    /** True when a group has no relative event pending. */
    public boolean idle(Group group) {
        return group.pending == 0;
    }

    /** The next event happens; false when there is none up to the limit, and then time stands at the limit. */
    public boolean step(long limitNanos) {
        long relativeTime = relative.headTime();
        long absoluteTime = absolute.headTime();
        boolean fromCalendar = absoluteTime <= relativeTime;
        long time = fromCalendar ? absoluteTime : relativeTime;
        if (time > limitNanos || time == Long.MAX_VALUE) {
            now = Math.max(now, limitNanos);
            return false;
        }
        now = time;
        events++;
        if (fromCalendar && observing) {
            forgetAll();
        }
        fire(fromCalendar ? absolute : relative);
        return true;
    }

    /** Every event up to the limit happens; afterwards time stands at the limit. */
    public void run(long limitNanos) {
        while (step(limitNanos)) {
            // each step is one event
        }
    }

    private void fire(EventHeap heap) {
        int slot = heap.head();
        heap.remove(slot);
        Group group = heap.group[slot];
        if (shuffleTies && observing && heap == relative && relative.tied(group, now)) {
            group.forget(); // the order of its events is chance
        }
        EventHandler handler = heap.handler[slot];
        int op = heap.op[slot];
        int arg = heap.arg[slot];
        if (!heap.persistent[slot]) {
            heap.release(slot);
        }
        current = group;
        long drawn = draws[0];
        handler.onEvent(op, arg);
        group.draws += draws[0] - drawn;
        if (observing && group.searching()) {
            group.observe();
        }
    }

    /**
     * Groups that are steady jump, each by whole multiples of its own hyper-period, as near to the limit or the next
     * absolute event as that allows, but never onto it: what a group did at that instant would come before the
     * absolute event instead of after it. A group that is not steady stays where it is, and nobody passes its next
     * event; the others must have repeated themselves since it last changed.
     *
     * <p>Within each group the run equals the full one to the nanosecond. The order of events of <em>different</em>
     * groups at the same instant is not kept: nothing passes between steady groups. Nor, with shuffled ties, are the
     * permutations drawn after the jump.
     *
     * @return true when time moved
     */
    public boolean skip(long limitNanos) {
        if (!observing) {
            return false;
        }
        long target = target(limitNanos);
        if (target <= now) {
            return false;
        }
        long earliest = target;
        boolean moved = false;
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            if (group.pending == 0 || !group.steady()) {
                continue;
            }
            long reached = Math.max(now, group.jumpedTo);
            long jump = reached < target ? (target - 1 - reached) / group.period() * group.period() : 0;
            if (jump > 0) {
                relative.shift(group, jump);
                group.jumped(reached + jump, jump);
                jumpedTo = Math.max(jumpedTo, reached + jump);
                moved = true;
            }
            earliest = Math.min(earliest, reached + jump);
        }
        long from = now;
        now = Math.max(now, earliest);
        if (now > from) {
            for (int i = 0; i < skipListeners.size(); i++) {
                skipListeners.get(i).onSkip(from, now);
            }
        }
        return moved || now > from;
    }

    /** How far steady groups may jump, {@link #now} if not at all. */
    private long target(long limitNanos) {
        long target = Math.min(limitNanos, absolute.headTime());
        if (relative.headTime() < target && !relative.group[relative.head()].steady()) {
            return now; // it comes next: the others would gain nothing
        }
        long quietSince = Long.MIN_VALUE;
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            if (!group.steady()) {
                if (group.mustBeIdle) {
                    return now;
                }
                quietSince = Math.max(quietSince, group.changedAt());
                target = Math.min(target, relative.headTime(group));
            }
        }
        boolean all = true;
        for (int i = 0; i < groups.size() && quietSince > Long.MIN_VALUE; i++) {
            Group group = groups.get(i);
            all &= group.pending == 0 || !group.steady() || group.repeatsSince(quietSince);
        }
        return all ? target : now;
    }

    /** The pending events of a group in their order, by what remains of their time. */
    long pendingFingerprint(Group group) {
        int count = 0;
        for (int i = 0; i < relative.size(); i++) {
            int slot = relative.slotAt(i);
            if (relative.group[slot] == group) {
                count = insertSorted(slot, count);
            }
        }
        long hash = count;
        for (int i = 0; i < count; i++) {
            int slot = sorted[i];
            hash = Group.mix(hash, relative.time[slot] - now);
            hash = Group.mix(hash, handlerOf(slot));
            hash = Group.mix(hash, ((long) relative.op[slot] << 32) ^ relative.arg[slot]);
        }
        return hash;
    }

    private int insertSorted(int slot, int count) {
        if (count == sorted.length) {
            sorted = java.util.Arrays.copyOf(sorted, count * 2);
        }
        int i = count;
        while (i > 0 && later(sorted[i - 1], slot)) {
            sorted[i] = sorted[i - 1];
            i--;
        }
        sorted[i] = slot;
        return count + 1;
    }

    private boolean later(int a, int b) {
        long ta = relative.time[a];
        long tb = relative.time[b];
        return ta > tb || (ta == tb && relative.order[a] > relative.order[b]);
    }

    /** A number for the handler of a slot; timers keep theirs. */
    private int handlerOf(int slot) {
        if (relative.handlerId[slot] < 0) {
            relative.handlerId[slot] = handlerId(relative.handler[slot]);
        }
        return relative.handlerId[slot];
    }

    private int handlerId(EventHandler handler) {
        for (int i = 0; i < handlerIds.size(); i++) {
            if (handlerIds.get(i) == handler) {
                return i;
            }
        }
        handlerIds.add(handler);
        return handlerIds.size() - 1;
    }

    /** A timer of one group armed by an event of another: the two are not independent, so neither is steady. */
    private void touch(Group group) {
        if (observing && group != current) {
            group.forget();
            if (current != null) {
                current.forget();
            }
        }
    }

    private long nextOrder() {
        long order = sequence++;
        return shuffleTies ? RandomStream.mix(seed ^ RandomStream.mix(order)) >>> 1 : order;
    }
}
