package dev.nines.protocol.balancer;

import java.util.PriorityQueue;

/** Runs events in order of (time, sequence); the driver of machine tests. */
final class VirtualClock {

    private record Event(long time, long sequence, Runnable action) {}

    private final PriorityQueue<Event> events = new PriorityQueue<>(
            (a, b) -> a.time != b.time ? Long.compare(a.time, b.time) : Long.compare(a.sequence, b.sequence));
    private long sequence;
    private long now;

    long now() {
        return now;
    }

    void after(long delayNanos, Runnable action) {
        if (delayNanos < 0) {
            throw new IllegalArgumentException("negative delay " + delayNanos);
        }
        events.add(new Event(now + delayNanos, sequence++, action));
    }

    void at(long time, Runnable action) {
        after(time - now, action);
    }

    /** Runs all events up to and including this time. */
    void runUntil(long time) {
        while (!events.isEmpty() && events.peek().time <= time) {
            Event event = events.poll();
            now = event.time;
            event.action.run();
        }
        now = time;
    }

    /** A timer that can be armed again: the earlier deadline never fires. */
    final class Deadline {
        private final Runnable action;
        private int generation;
        private long deadline = -1;

        Deadline(Runnable action) {
            this.action = action;
        }

        void arm(long delayNanos) {
            int armed = ++generation;
            deadline = now + delayNanos;
            after(delayNanos, () -> fire(armed));
        }

        void disarm() {
            generation++;
            deadline = -1;
        }

        boolean isArmed() {
            return deadline >= 0;
        }

        long remaining() {
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
