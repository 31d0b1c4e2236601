package dev.nines.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A random system of toy groups with a crash and perhaps a repair, often at the very instant of a beat. */
final class ToySystem {
    static final long SECOND = 1_000_000_000L;
    static final long HORIZON = 4000 * SECOND;
    static final long WINDOW = 60 * SECOND;
    private static final long[] BASES = {SECOND, 2_000_400_000L, 7 * SECOND, SECOND / 2};

    final Simulation simulation = new Simulation(1, false);
    final List<ToyNode> nodes = new ArrayList<>();
    final List<ToyNode.Entry> log = new ArrayList<>();
    final List<Long> faults = new ArrayList<>();
    final List<long[]> skips = new ArrayList<>();

    ToySystem(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int groups = 1 + random.nextInt(3);
        for (int g = 0; g < groups; g++) {
            addGroup(random, g);
        }
        ToyNode victim = nodes.get(random.nextInt(nodes.size()));
        addFault(victim, instant(random, victim, 500 + random.nextInt(1000)), ToyNode.CRASH);
        if (random.nextInt(3) > 0) {
            addFault(victim, instant(random, nodes.get(0), 2000 + random.nextInt(1000)), ToyNode.REPAIR);
        }
        simulation.onSkip((from, to) -> skips.add(new long[] {from, to}));
    }

    private void addGroup(SplittableRandom random, int number) {
        Group group = simulation.group("g" + number);
        long base = BASES[random.nextInt(BASES.length)];
        int size = 1 + random.nextInt(3);
        List<ToyNode> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            long beat = base * (1 + random.nextInt(3));
            long delay = random.nextBoolean() ? 200_000 : base / 4;
            long patience = 9 * base + random.nextInt(3) * base / 4;
            long retry = base * (1 + random.nextInt(2));
            var settings = new ToyNode.Settings(beat, delay, patience, retry, 1 + random.nextInt(2));
            long phase = random.nextInt(4) * base / 4;
            members.add(new ToyNode(simulation, group, 10 * number + i, settings, phase, log));
        }
        for (int i = 0; i < size; i++) {
            members.get(i).start(members.get((i + 1) % size));
        }
        nodes.addAll(members);
    }

    /** Two times out of three exactly on a beat or on the arrival of its message. */
    private static long instant(SplittableRandom random, ToyNode node, int about) {
        long beat = node.settings.beatNanos();
        long onBeat = node.phaseNanos + about * SECOND / beat * beat;
        return switch (random.nextInt(3)) {
            case 0 -> onBeat;
            case 1 -> onBeat + node.settings.delayNanos();
            default -> about * SECOND + random.nextLong(SECOND);
        };
    }

    private void addFault(ToyNode victim, long time, int op) {
        faults.add(time);
        simulation.at(victim.group, time, victim, op, 0);
    }

    /** Every event. */
    void runNaively() {
        simulation.run(HORIZON);
    }

    /** Jumps up to each fault, every event in a window after it, jumps again. */
    void runWithWindows() {
        for (long fault : faults) {
            skipTo(fault);
            simulation.observe(false);
            simulation.run(fault + WINDOW);
        }
        skipTo(HORIZON);
        simulation.run(HORIZON);
    }

    private void skipTo(long limit) {
        simulation.observe(true);
        do {
            simulation.skip(limit);
        } while (simulation.nextTime() < limit && simulation.step(limit));
    }

    /** Tries to jump before every single event, in the windows too. */
    void runSkippingAlways() {
        simulation.observe(true);
        do {
            simulation.skip(HORIZON);
        } while (simulation.step(HORIZON));
    }

    List<ToyNode.Entry> logOf(Group group, long fromNanos, long toNanos) {
        List<ToyNode.Entry> found = new ArrayList<>();
        for (ToyNode.Entry entry : log) {
            if (entry.time() >= fromNanos && entry.time() <= toNanos && groupOf(entry.node()) == group) {
                found.add(entry);
            }
        }
        return found;
    }

    private Group groupOf(int node) {
        return nodes.stream().filter(n -> n.id == node).findFirst().orElseThrow().group;
    }

    List<String> states() {
        return nodes.stream().map(ToyNode::state).toList();
    }

    List<Group> groups() {
        return nodes.stream().map(n -> n.group).distinct().toList();
    }
}
