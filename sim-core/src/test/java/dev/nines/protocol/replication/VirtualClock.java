package dev.nines.protocol.replication;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;

/** Events in the order (time, sequence), and timers that can be replaced. */
final class VirtualClock {
    static final long MILLIS = 1_000_000L;
    static final long SECONDS = 1_000_000_000L;

    private record Event(long timeNanos, long sequence, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(timeNanos, other.timeNanos);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Map<Object, Event> armed = new LinkedHashMap<>();
    private final StringBuilder trace = new StringBuilder();
    private long sequence;
    private long nowNanos;

    long now() {
        return nowNanos;
    }

    void at(long timeNanos, Runnable action) {
        if (timeNanos < nowNanos) {
            throw new IllegalArgumentException("event in the past: " + timeNanos + " < " + nowNanos);
        }
        events.add(new Event(timeNanos, sequence++, action));
    }

    void after(long delayNanos, Runnable action) {
        at(nowNanos + delayNanos, action);
    }

    void arm(Object key, long delayNanos, Runnable action) {
        disarm(key);
        Event event = new Event(nowNanos + delayNanos, sequence++, () -> {
            armed.remove(key);
            action.run();
        });
        armed.put(key, event);
        events.add(event);
    }

    void disarm(Object key) {
        Event event = armed.remove(key);
        if (event != null) {
            events.remove(event);
        }
    }

    boolean isArmed(Object key) {
        return armed.containsKey(key);
    }

    /** Runs everything up to and including this time. */
    void runUntil(long timeNanos) {
        while (!events.isEmpty() && events.peek().timeNanos <= timeNanos) {
            Event event = events.poll();
            nowNanos = event.timeNanos;
            event.action.run();
        }
        nowNanos = timeNanos;
    }

    void log(String line) {
        trace.append(String.format(Locale.ROOT, "t=%.3fs %s\n", nowNanos / 1e9, line));
    }

    String trace() {
        return trace.toString();
    }
}
