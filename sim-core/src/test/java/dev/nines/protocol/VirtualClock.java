package dev.nines.protocol;

import java.util.PriorityQueue;

/** Runs events in order of (time, sequence); the driver of machine tests. */
public final class VirtualClock {

    private record Event(long time, long sequence, Runnable action) {}

    private final PriorityQueue<Event> events = new PriorityQueue<>(
            (a, b) -> a.time != b.time ? Long.compare(a.time, b.time) : Long.compare(a.sequence, b.sequence));
    private long sequence;
    private long now;

    public long now() {
        return now;
    }

    public void after(long delayNanos, Runnable action) {
        if (delayNanos < 0) {
            throw new IllegalArgumentException("negative delay " + delayNanos);
        }
        events.add(new Event(now + delayNanos, sequence++, action));
    }

    public void at(long time, Runnable action) {
        after(time - now, action);
    }

    /** Runs all events up to and including this time. */
    public void runUntil(long time) {
        while (!events.isEmpty() && events.peek().time <= time) {
            Event event = events.poll();
            now = event.time;
            event.action.run();
        }
        now = time;
    }

    /** A timer that can be armed again: the earlier deadline never fires. */
    public final class Deadline {
        private final Runnable action;
        private int generation;
        private long deadline = -1;

        public Deadline(Runnable action) {
            this.action = action;
        }

        public void arm(long delayNanos) {
            int armed = ++generation;
            deadline = now + delayNanos;
            after(delayNanos, () -> fire(armed));
        }

        public void disarm() {
            generation++;
            deadline = -1;
        }

        public boolean isArmed() {
            return deadline >= 0;
        }

        public long remaining() {
            if (!isArmed()) {
                throw new IllegalStateException("remaining time of a timer that is not armed");
            }
            return deadline - now;
        }

        private void fire(int armed) {
            if (armed == generation) {
                deadline = -1;
                action.run();
            }
        }
    }
}
