package dev.nines.protocol.balancer;

import dev.nines.protocol.VirtualClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/** One backend whose effects are recorded; randomness comes from a fixed seed. */
final class BalancerRig implements Balancer.Effects {

    static final long MS = 1_000_000L;
    static final long SECOND = 1_000 * MS;
    static final long SEED = 42;

    final VirtualClock clock;
    final Balancer balancer;
    final List<String> events = new ArrayList<>();
    private final Random random = new Random(SEED);
    private final Map<String, VirtualClock.Deadline> deadlines = new HashMap<>();
    /** Gets (request, server) when a queued request is served. */
    BiConsumer<Integer, Integer> onDequeued = (request, server) -> {};

    private int requests;

    BalancerRig(BalancerConfig config) {
        this(config, new VirtualClock());
    }

    BalancerRig(BalancerConfig config, VirtualClock clock) {
        this.clock = clock;
        this.balancer = new Balancer(config, this);
    }

    /** Picks without taking slots, one letter per pick. */
    String picks(int count) {
        StringBuilder letters = new StringBuilder();
        for (int k = 0; k < count; k++) {
            letters.append(letter(balancer.pick(0, Balancer.NO_COOKIE)));
        }
        return letters.toString();
    }

    /** Takes slots and keeps them, one letter per request; q: queued, -: none. */
    String assigns(int count) {
        StringBuilder letters = new StringBuilder();
        for (int k = 0; k < count; k++) {
            letters.append(letter(assign()));
        }
        return letters.toString();
    }

    int assign() {
        return balancer.assign(requests++, 0, Balancer.NO_COOKIE, Balancer.NONE);
    }

    static String letter(int server) {
        if (server == Balancer.NONE) {
            return "-";
        }
        return server == Balancer.QUEUED ? "q" : String.valueOf((char) ('a' + server));
    }

    @Override
    public void arm(Balancer.Timer timer, int key, long delayNanos) {
        deadlines
                .computeIfAbsent(timer + " " + key, k -> clock.new Deadline(() -> balancer.onTimer(timer, key)))
                .arm(delayNanos);
    }

    @Override
    public void disarm(Balancer.Timer timer, int key) {
        VirtualClock.Deadline deadline = deadlines.get(timer + " " + key);
        if (deadline != null) {
            deadline.disarm();
        }
    }

    @Override
    public long draw(long bound) {
        return random.nextLong(bound);
    }

    @Override
    public void dequeued(int request, int server) {
        events.add(request + "->" + letter(server));
        onDequeued.accept(request, server);
    }

    @Override
    public void requeued(int request) {
        events.add(request + "->again");
    }
}
