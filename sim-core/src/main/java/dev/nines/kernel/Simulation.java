package dev.nines.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Virtual time. Events happen in the order (time, absolute before relative, sequence): at equal times what the calendar
 * brings (faults, clients) comes before what machines armed, and machines' events come in arming order.
 *
 * <p>Not thread-safe; one trial owns one simulation.
 */
public final class Simulation {
    private final long seed;
    private final boolean shuffleTies;
    private final EventList relative = new EventList();
    private final EventHeap absolute = new EventHeap();
    private final List<Group> groups = new ArrayList<>();
    /** Those of the groups that jump together. */
    private final List<Group> together = new ArrayList<>();
    /** Independent groups that have become steady and have not jumped yet. */
    private final List<Group> ready = new ArrayList<>();

    private long lastLimit;
    /** Draws of all streams together. */
    private final long[] draws = new long[1];

    private final List<SkipListener> skipListeners = new ArrayList<>();
    private Group current;
    private long now;
    private long sequence;
    private long events;
    private boolean observing;
    /** Whether something has happened since the last look that may let groups jump. */
    private boolean news;
    /** How far the farthest of those that jump together has jumped: before this time the calendar takes nothing new. */
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
        return added(new Group(this, name, false, false));
    }

    /** A group whose events are never jumped over, and which is steady only when none is pending: clients' requests. */
    public Group idleGroup(String name) {
        return added(new Group(this, name, true, false));
    }

    /**
     * A group of its own world: only its own events read or change its state, its own calendar's too, and they touch
     * nothing else. It jumps as soon as it is steady, whatever others do, and a fault of another group costs it nothing.
     */
    public Group independentGroup(String name) {
        return added(new Group(this, name, false, true));
    }

    private Group added(Group group) {
        groups.add(group);
        if (!group.independent) {
            together.add(group);
        }
        return group;
    }

    /** The group whose event is happening. */
    public Group current() {
        return current;
    }

    /** Runs what follows as part of a group: for set-up code, which no event started. */
    public void enter(Group group) {
        if (observing && group != null) {
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
        return relative.newSlot(group, handler, op, arg);
    }

    /** Arms a timer; an earlier deadline never fires. */
    public void arm(int timer, long delayNanos) {
        long time = now + delayNanos;
        if ((delayNanos | time) < 0) {
            throw badDelay(delayNanos);
        }
        if (observing) {
            touch(relative.group(timer));
        }
        relative.put(timer, delayNanos, time, nextOrder() | EventList.TIMER);
    }

    /** A sum that overflows would be an event in the past: "never" is a timer that is not armed. */
    private IllegalStateException badDelay(long delayNanos) {
        return new IllegalStateException(
                "delay of " + delayNanos + " ns at " + now + " ns is negative or past all time (292 years)");
    }

    public void disarm(int timer) {
        if (relative.pending(timer)) {
            if (observing) {
                touch(relative.group(timer));
            }
            relative.remove(timer);
        }
    }

    public boolean armed(int timer) {
        return relative.pending(timer);
    }

    /** Time until an armed timer fires; −1 when it is not armed. */
    public long remaining(int timer) {
        return relative.pending(timer) ? relative.time(timer) - now : -1;
    }

    /** Gives a timer's slot back; the owner must not use it again. */
    public void drop(int timer) {
        disarm(timer);
        relative.release(timer);
    }

    /** One event of the current group after a delay. It cannot be cancelled. */
    public void after(long delayNanos, EventHandler handler, int op, int arg) {
        after(current, delayNanos, handler, op, arg);
    }

    /** One event of another group after a delay. */
    public void after(Group group, long delayNanos, EventHandler handler, int op, int arg) {
        long time = now + delayNanos;
        if ((delayNanos | time) < 0) {
            throw badDelay(delayNanos);
        }
        if (observing) {
            touch(group);
        }
        relative.add(group, handler, op, arg, delayNanos, time, nextOrder());
    }

    /** One event at a time of the calendar; it comes before relative events of that time and never moves. */
    public void at(Group group, long timeNanos, EventHandler handler, int op, int arg) {
        if (timeNanos < now) {
            throw new IllegalStateException("event at " + timeNanos + " in the past of " + now);
        }
        long jumped = group.independent ? group.jumpedTo : jumpedTo;
        if (timeNanos < jumped) {
            throw new IllegalStateException("event at " + timeNanos + ", but a group jumped to " + jumped);
        }
        if (observing && current != null) {
            current.forget(); // the calendar does not repeat, so whoever writes to it is not steady
        }
        absolute.add(group, timeNanos, sequence++, handler, op, arg);
    }

    public void onSkip(SkipListener listener) {
        skipListeners.add(listener);
    }

    /** From now on states are compared, so that steady groups may jump; the caller says when clients are quiet. */
    public void observe(boolean on) {
        if (on && !observing) {
            forgetAll(groups);
            ready.clear();
        } else if (!on && observing) {
            releaseAll();
        }
        relative.linkGroups(on, groups);
        observing = on;
    }

    /** Something has changed that every group may see, except those of their own worlds: none is known to repeat itself. */
    public void changed() {
        if (observing) {
            forgetAll(together);
        }
    }

    void hasNews() {
        news = true;
    }

    private static void forgetAll(List<Group> forgetful) {
        for (int i = 0; i < forgetful.size(); i++) {
            forgetful.get(i).forget();
        }
    }

    private void releaseAll() {
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).release();
        }
    }

    public boolean observing() {
        return observing;
    }

    /** True when every group repeats itself: until the next absolute event nothing new can happen. */
    public boolean steady() {
        if (!observing) {
            relative.count(groups);
        }
        for (int i = 0; i < groups.size(); i++) {
            if (!groups.get(i).steady()) {
                return false;
            }
        }
        return true;
    }

    /** By group: why it was simulated in full for long although nothing happened to it. */
    public Map<String, String> refusals() {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Group group : groups) {
            if (!group.refusal().isEmpty()) {
                reasons.put(group.name, group.refusal());
            }
        }
        return reasons;
    }

    /** Until the last pending event of machines, apart from one group's; known while states are compared. */
    public long longestRemaining(Group except) {
        long longest = 0;
        for (Group group : groups) {
            for (int slot = group.firstPending; slot >= 0 && group != except; slot = relative.nextOfGroup(slot)) {
                longest = Math.max(longest, relative.time(slot) - now);
            }
        }
        return longest;
    }

    /** The time of the next event, or {@link Long#MAX_VALUE}. */
    public long nextTime() {
        long absoluteTime = absolute.headTime();
        return Math.min(relative.headTime(absoluteTime), absoluteTime);
    }

    /** The time of the next event of the calendar outside a group, or {@link Long#MAX_VALUE}. */
    public long nextCalendarTime(Group except) {
        return absolute.headTimeExcept(except);
    }

    /** True when a group has no relative event pending. */
    public boolean idle(Group group) {
        if (!observing) {
            relative.count(groups);
        }
        return group.pending == 0;
    }

    /** The next event happens; false when there is none up to the limit, and then time stands at the limit. */
    public boolean step(long limitNanos) {
        long lastTime = Math.min(limitNanos, absolute.headTime() - 1); // at equal times the calendar comes first
        long time = relative.nearTime();
        if (time <= lastTime && !observing) {
            int slot = relative.takeNear();
            if (slot >= 0) {
                now = time;
                events++;
                Group group = relative.group(slot);
                if (current != group) { // a store of a reference is dear under some collectors
                    current = group;
                }
                relative.handler(slot).onEvent(relative.op(slot), relative.arg(slot));
                return true;
            }
        }
        return stepAny(lastTime, limitNanos);
    }

    private boolean stepAny(long lastTime, long limitNanos) {
        long time = relative.headTime(lastTime);
        if (time > lastTime) {
            return stepCalendar(absolute.headTime(), limitNanos);
        }
        now = time;
        events++;
        fire();
        return true;
    }

    private boolean stepCalendar(long time, long limitNanos) {
        if (time > limitNanos || time == Long.MAX_VALUE) {
            now = Math.max(now, limitNanos);
            return false;
        }
        now = time;
        events++;
        fireFromCalendar();
        return true;
    }

    /** Every event up to the limit happens; afterwards time stands at the limit. */
    public void run(long limitNanos) {
        while (step(limitNanos)) {
            // each step is one event
        }
    }

    private void fireFromCalendar() {
        int slot = absolute.takeHead();
        Group group = absolute.group(slot);
        if (observing) {
            if (group.independent) {
                group.forget();
            } else {
                forgetAll(together);
            }
        }
        happen(group, absolute.handler(slot), absolute.op(slot), absolute.arg(slot));
    }

    private void fire() {
        int slot = relative.takeHead();
        Group group = relative.group(slot);
        if (shuffleTies && observing && relative.tied(group, now)) {
            group.forget(); // the order of its events is chance
        }
        happen(group, relative.handler(slot), relative.op(slot), relative.arg(slot));
    }

    private void happen(Group group, EventHandler handler, int op, int arg) {
        if (current != group) { // a store of a reference is dear under some collectors
            current = group;
        }
        if (observing) {
            long drawn = draws[0];
            handler.onEvent(op, arg);
            group.draws += draws[0] - drawn;
        } else {
            handler.onEvent(op, arg);
        }
        if (observing) {
            observe(group, handler, op, arg);
        }
    }

    private void observe(Group group, EventHandler handler, int op, int arg) {
        if (group.mustBeIdle) {
            news = true; // what requests change is told by whom it concerns
        } else if (group.searching()) {
            group.observe(handler, op, arg);
            news = true;
            if (group.independent && group.period() > 0) {
                ready.add(group);
            }
        }
    }

    /**
     * Groups that are steady jump, each by whole multiples of its own hyper-period, as near to the limit or the next
     * absolute event as that allows, but never onto it: what a group did at that instant would come before the
     * absolute event instead of after it. A group that is not steady stays where it is, and nobody passes its next
     * event; the others must have repeated themselves since it last changed. An independent group looks at nobody: it
     * goes as near to the limit or the next event of its own calendar as it can.
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
        boolean look = news || limitNanos != lastLimit;
        boolean moved = jumpAlone(limitNanos);
        news = false;
        long target = together.isEmpty() || !look ? now : target(limitNanos);
        if (target <= now) {
            return moved;
        }
        long earliest = target;
        for (int i = 0; i < together.size(); i++) {
            Group group = together.get(i);
            Leap leap = group.leap(now);
            if (leap != null || (group.pending > 0 && group.period() > 0)) {
                moved |= leap != null ? leap(group, leap, target) : jump(group, target);
                jumpedTo = Math.max(jumpedTo, group.jumpedTo);
                earliest = Math.min(earliest, Math.max(now, group.jumpedTo));
            }
        }
        if (together.size() < groups.size()) {
            earliest = Math.min(earliest, relative.headTime(earliest));
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

    /** Each independent group that has become steady goes as near to its own next event of the calendar as it can. */
    private boolean jumpAlone(long limitNanos) {
        if (limitNanos != lastLimit) {
            lastLimit = limitNanos;
            ready.clear();
            ready.addAll(groups);
        }
        boolean moved = false;
        for (int i = 0; i < ready.size(); i++) {
            Group group = ready.get(i);
            if (group.independent && group.pending > 0 && group.period() > 0) {
                moved |= jump(group, Math.min(limitNanos, absolute.headTimeOf(group)));
            }
        }
        ready.clear();
        return moved;
    }

    private boolean jump(Group group, long target) {
        long reached = Math.max(now, group.jumpedTo);
        long jump = reached < target ? (target - 1 - reached) / group.period() * group.period() : 0;
        return moved(group, reached, jump);
    }

    /** A calm group in whose steady state chance plays is entered again a warm-up before the target. */
    private boolean leap(Group group, Leap leap, long target) {
        long reached = Math.max(now, group.jumpedTo);
        long left = leap.worthwhile(target, now) ? leap.leave(reached, target) : 0;
        if (left > 0) {
            leap.leapt(left);
        }
        return moved(group, reached, left);
    }

    private boolean moved(Group group, long from, long by) {
        if (by > 0) {
            relative.shift(group, by, now);
            group.jumped(from + by, by);
        }
        return by > 0;
    }

    /** How far steady groups may jump, {@link #now} if not at all. */
    private long target(long limitNanos) {
        long target = Math.min(limitNanos, absolute.headTime());
        if (relative.headTime(target) < target && relative.headGroup().holds(target, now)) {
            return now; // it comes next: the others would gain nothing
        }
        target = untilCalmAct(target);
        long quietSince = Long.MIN_VALUE;
        for (int i = 0; i < together.size(); i++) {
            Group group = together.get(i);
            Leap leap = group.leap(now);
            if (leap != null) {
                target = leap.worthwhile(target, now) ? target : Math.min(target, relative.headTimeOf(group));
            } else if (group.period() == 0) {
                quietSince = Math.max(quietSince, group.changedAt());
                target = Math.min(target, relative.headTimeOf(group));
            } else if (group.pending == 0 && !group.mustBeIdle) {
                quietSince = Math.max(quietSince, group.changedAt()); // its last event may have changed what others see
            }
        }
        boolean all = true;
        for (int i = 0; i < together.size(); i++) {
            Group group = together.get(i);
            all &= group.pending == 0 || group.period() == 0 || group.repeatsSince(quietSince);
        }
        return all ? target : now;
    }

    /** What calm groups will do by themselves is an event of the calendar to everybody. */
    private long untilCalmAct(long bound) {
        long target = bound;
        for (int i = 0; i < together.size(); i++) {
            Leap leap = together.get(i).leap(now);
            target = leap == null ? target : Math.min(target, leap.actNanos());
        }
        return target;
    }

    /** The pending events of a group in their order, by what remains of their time. */
    long pendingFingerprint(Group group) {
        int count = 0;
        for (int slot = group.firstPending; slot >= 0; slot = relative.nextOfGroup(slot)) {
            count = insertSorted(slot, count);
        }
        long hash = count;
        for (int i = 0; i < count; i++) {
            hash = relative.mixed(hash, sorted[i], now);
        }
        return hash;
    }

    private int insertSorted(int slot, int count) {
        if (count == sorted.length) {
            sorted = Arrays.copyOf(sorted, count * 2);
        }
        int i = count;
        while (i > 0 && relative.later(sorted[i - 1], slot)) {
            sorted[i] = sorted[i - 1];
            i--;
        }
        sorted[i] = slot;
        return count + 1;
    }

    /** A timer of one group armed by an event of another: the two are not independent, so neither is steady. */
    private void touch(Group group) {
        if (group != current) {
            touchOther(group);
        }
    }

    private void touchOther(Group group) {
        if (current != null && (group.independent || current.independent)) {
            throw new IllegalStateException(
                    "an event of " + current.name + " armed one of " + group.name + ", and one is independent");
        }
        group.forget();
        if (current != null) {
            current.forget();
        }
    }

    /** Its lowest bit is free. */
    private long nextOrder() {
        long order = sequence++;
        return shuffleTies ? shuffled(order) : order << 1;
    }

    private long shuffled(long order) {
        return (RandomStream.mix(seed ^ RandomStream.mix(order)) >>> 2) << 1;
    }
}
