package dev.nines.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random operations on the simulation and on a plain priority queue: the same events in the same order. */
class SimulationModelTest {
    private record Event(long time, boolean relative, long sequence, int op, int timer) {}

    private static final Comparator<Event> ORDER =
            Comparator.comparingLong(Event::time).thenComparing(Event::relative).thenComparingLong(Event::sequence);

    private final List<String> actual = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private final PriorityQueue<Event> model = new PriorityQueue<>(ORDER);
    private final Simulation simulation = new Simulation(1, false);
    private final Group[] groups = {simulation.group("a"), simulation.group("b"), simulation.group("c")};
    private final EventHandler handler = (op, arg) -> actual.add(simulation.now() + ":" + op);
    private final List<Integer> timers = new ArrayList<>();
    private final List<Integer> timerOps = new ArrayList<>();
    private long sequence;
    private int nextOp;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @DisplayName("50 000 random operations")
    void agreesWithAPriorityQueue(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 50_000; i++) {
            operate(random);
        }
        while (!model.isEmpty()) {
            stepBoth();
        }
        assertThat(simulation.step(Long.MAX_VALUE - 1)).isFalse();
        assertThat(actual).isEqualTo(expected);
        for (Group group : groups) {
            assertThat(group.pending).as("pending events of %s", group.name).isZero();
        }
    }

    private void operate(SplittableRandom random) {
        long delay = random.nextLong(200); // many ties
        Group group = groups[random.nextInt(groups.length)];
        switch (random.nextInt(11)) {
            case 0 -> {
                timers.add(simulation.timer(group, handler, nextOp, 0));
                timerOps.add(nextOp++);
            }
            case 1, 2, 3 -> armOne(random, delay);
            case 4 -> disarmOne(random);
            case 5 -> {
                if (timers.size() > 300) {
                    dropOne(random);
                }
            }
            case 6, 7 -> {
                simulation.after(group, delay, handler, nextOp, 0);
                model.add(new Event(simulation.now() + delay, true, sequence++, nextOp++, -1));
            }
            case 8 -> {
                simulation.at(group, simulation.now() + delay, handler, nextOp, 0);
                model.add(new Event(simulation.now() + delay, false, sequence++, nextOp++, -1));
            }
            default -> {
                if (!model.isEmpty()) {
                    stepBoth();
                }
            }
        }
    }

    private void armOne(SplittableRandom random, long delay) {
        if (!timers.isEmpty()) {
            int index = random.nextInt(timers.size());
            int timer = timers.get(index);
            model.removeIf(e -> e.timer == timer);
            simulation.arm(timer, delay);
            model.add(new Event(simulation.now() + delay, true, sequence++, timerOps.get(index), timer));
        }
    }

    private void disarmOne(SplittableRandom random) {
        if (!timers.isEmpty()) {
            int timer = timers.get(random.nextInt(timers.size()));
            assertThat(simulation.armed(timer)).isEqualTo(model.removeIf(e -> e.timer == timer));
            simulation.disarm(timer);
            assertThat(simulation.armed(timer)).isFalse();
        }
    }

    private void dropOne(SplittableRandom random) {
        int index = random.nextInt(timers.size());
        int timer = timers.remove(index);
        timerOps.remove(index);
        model.removeIf(e -> e.timer == timer);
        simulation.drop(timer);
    }

    private void stepBoth() {
        Event event = model.poll();
        expected.add(event.time + ":" + event.op);
        assertThat(simulation.nextTime()).isEqualTo(event.time);
        assertThat(simulation.step(Long.MAX_VALUE - 1)).isTrue();
    }
}
