package dev.nines.protocol.vrrp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/** A virtual clock, one segment and its nodes: enough world for the machines to fail over in. */
final class Lab {

    static final long SECOND = 1_000_000_000L;

    private record Event(long timeNanos, long sequence, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(timeNanos, other.timeNanos);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    private record Line(long timeNanos, String text) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "t=%.6f %s\n", timeNanos / 1e9, text);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Line> trace = new ArrayList<>();
    private final long delayNanos;
    private final boolean[][] cut = new boolean[16][16];
    private long sequence;
    private long now;
    private Runnable afterEachEvent = () -> {};

    /** @param delayNanos one-way delay of every advert */
    Lab(long delayNanos) {
        this.delayNanos = delayNanos;
    }

    static long seconds(double seconds) {
        return Math.round(seconds * SECOND);
    }

    long now() {
        return now;
    }

    Node node(String name, VirtualRouterConfig config, Track... tracks) {
        return node(name, 0, config, tracks);
    }

    Node node(String name, int segment, VirtualRouterConfig config, Track... tracks) {
        Node node = new Node(this, name, nodes.size(), segment, config, List.of(tracks));
        nodes.add(node);
        return node;
    }

    void at(long timeNanos, Runnable action) {
        events.add(new Event(timeNanos, sequence++, action));
    }

    void after(long delay, Runnable action) {
        at(now + delay, action);
    }

    void checkAfterEachEvent(Runnable check) {
        afterEachEvent = check;
    }

    void runUntil(long timeNanos) {
        while (!events.isEmpty() && events.peek().timeNanos <= timeNanos) {
            Event event = events.poll();
            now = event.timeNanos;
            event.action.run();
            afterEachEvent.run();
        }
        now = timeNanos;
    }

    void runFor(long nanos) {
        runUntil(now + nanos);
    }

    /** Adverts between the two are dropped in both directions while carrier stays; those under way still arrive. */
    void cut(Node a, Node b) {
        cutOneWay(a, b);
        cutOneWay(b, a);
    }

    void cutOneWay(Node from, Node to) {
        cut[from.index][to.index] = true;
    }

    void heal(Node a, Node b) {
        cut[a.index][b.index] = false;
        cut[b.index][a.index] = false;
    }

    boolean isCut(Node from, Node to) {
        return cut[from.index][to.index];
    }

    void multicast(Node from, int priority, long intervalNanos) {
        for (Node to : nodes) {
            if (to != from && to.segment == from.segment && !from.linkDown && !isCut(from, to)) {
                after(delayNanos, () -> to.receive(priority, intervalNanos, from.config.ownAddress()));
            }
        }
    }

    void log(String line) {
        trace.add(new Line(now, line));
    }

    String trace() {
        StringBuilder text = new StringBuilder();
        trace.forEach(text::append);
        return text.toString();
    }

    void clearTrace() {
        trace.clear();
    }

    List<Node> nodes() {
        return nodes;
    }
}
