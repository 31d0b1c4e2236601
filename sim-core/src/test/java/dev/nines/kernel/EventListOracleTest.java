package dev.nines.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Millions of random operations on the event list and on a sorted set: the same events in the same order. */
class EventListOracleTest {
    private static final int OPERATIONS = 300_000;
    private static final int SLOTS = 3000;
    private static final long SECOND = 1_000_000_000L;

    private record Key(long time, long order, int slot) {}

    private final TreeSet<Key> expected =
            new TreeSet<>(Comparator.comparingLong(Key::time).thenComparingLong(Key::order));
    private final Key[] keys = new Key[SLOTS];
    private final EventList list = new EventList();
    private final Simulation simulation = new Simulation(1, false);
    private final List<Group> groups = new ArrayList<>();
    private final EventHandler handler = (op, arg) -> {};
    private long now;
    private long sequence;
    private boolean linked;

    /** Delays of one kind: constants for lanes, ties and zeros, all scales, one far instant for many, heavy tails. */
    private static long delay(String kind, SplittableRandom random, long now) {
        return switch (kind) {
            case "constant" ->
                random.nextInt(20) == 0 ? random.nextLong(5 * SECOND) : SECOND * (1 + random.nextInt(12));
            case "ties" -> random.nextLong(3);
            case "scales" ->
                random.nextLong(1L << random.nextInt(1, 62 - Long.SIZE + Long.numberOfLeadingZeros(now | 1)));
            case "instant" -> random.nextInt(3) == 0 ? random.nextLong(SECOND) : Long.MAX_VALUE / 2 - now;
            case "century" ->
                random.nextInt(100) > 0
                        ? random.nextLong(1 + Math.min(1000, Long.MAX_VALUE - 2 - now))
                        : Math.max(0, Long.MAX_VALUE - 2 - now - random.nextLong(1000));
            default -> (long) (-1e9 * Math.log(random.nextDouble()));
        };
    }

    @ParameterizedTest(name = "{0}, shuffled ties {1}")
    @CsvSource({
        "constant,false",
        "ties,false",
        "scales,false",
        "instant,false",
        "century,false",
        "exponential,false",
        "constant,true",
        "ties,true",
        "exponential,true"
    })
    @DisplayName("300 000 times arm, re-arm, cancel, look ahead, shift a group, take the first")
    void agreesWithASortedSet(String kind, boolean shuffled) {
        SplittableRandom random = new SplittableRandom(kind.hashCode());
        for (int g = 0; g < 3; g++) {
            groups.add(simulation.group("g" + g));
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            assertThat(list.newSlot(groups.get(slot % 3), handler, slot, 0)).isEqualTo(slot);
        }
        for (int i = 0; i < OPERATIONS; i++) {
            int busy = 1 + (i / 1000 * 131 % SLOTS); // few pending and many
            operate(random, kind, shuffled, random.nextInt(busy));
        }
        linked = false;
        list.linkGroups(false, groups);
        while (!expected.isEmpty()) {
            takeBoth(Long.MAX_VALUE);
        }
        assertThat(list.headTime(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }

    private void operate(SplittableRandom random, String kind, boolean shuffled, int slot) {
        int what = random.nextInt(1000);
        if (what < 550) {
            remove(slot);
            long delay = delay(kind, random, now);
            long order = sequence++ << 1;
            keys[slot] = new Key(
                    now + delay, (shuffled ? RandomStream.trialSeed(7, (int) order) >>> 2 << 1 : order) | 1, slot);
            expected.add(keys[slot]);
            list.put(slot, delay, now + delay, keys[slot].order);
        } else if (what < 700) {
            remove(slot);
            if (list.pending(slot)) {
                list.remove(slot);
            }
        } else if (what < 995) {
            if (!expected.isEmpty()) {
                takeBoth(random.nextInt(4) == 0 ? expected.first().time : Long.MAX_VALUE);
            }
        } else if (what < 997) {
            linked = random.nextBoolean();
            list.linkGroups(linked, groups);
        } else if (!expected.isEmpty()) {
            shift(groups.get(slot % 3), kind.equals("century") ? 0 : random.nextLong(10 * SECOND));
        }
    }

    private void remove(int slot) {
        if (keys[slot] != null) {
            expected.remove(keys[slot]);
            keys[slot] = null;
        }
    }

    private void shift(Group group, long nanos) {
        linked = true;
        list.linkGroups(true, groups);
        list.shift(group, nanos, now);
        for (int slot = 0; slot < SLOTS; slot++) {
            if (keys[slot] != null && groups.get(slot % 3) == group) {
                expected.remove(keys[slot]);
                keys[slot] = new Key(keys[slot].time + nanos, keys[slot].order, slot);
                expected.add(keys[slot]);
            }
        }
    }

    private void takeBoth(long bound) {
        Key first = expected.pollFirst();
        if (first.time > 0 && now < first.time) {
            assertThat(list.headTime(first.time - 1)).isGreaterThan(first.time - 1);
        }
        int slot = !linked && list.nearTime() < Long.MAX_VALUE ? list.takeNear() : -1;
        if (slot < 0) {
            assertThat(list.headTime(bound)).isEqualTo(first.time);
            slot = list.takeHead();
        }
        assertThat(slot).isEqualTo(first.slot);
        assertThat(list.pending(first.slot)).isFalse();
        keys[first.slot] = null;
        now = first.time;
    }
}
