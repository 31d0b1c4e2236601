package dev.nines.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The driver contract of the design, points 2 to 4, and the order (time, absolute before relative, sequence). */
class EventOrderTest {
    private final Simulation simulation = new Simulation(1, false);
    private final Group group = simulation.group("g");
    private final List<String> log = new ArrayList<>();
    private final EventHandler handler = (op, arg) -> log.add(simulation.now() + ":" + op);

    @Test
    void eventsHappenByTimeThenCalendarFirstThenInArmingOrder() {
        int timer = simulation.timer(group, handler, 1, 0);
        simulation.arm(timer, 20);
        simulation.after(group, 20, handler, 2, 0);
        simulation.at(group, 20, handler, 3, 0);
        simulation.after(group, 10, handler, 4, 0);
        simulation.at(group, 20, handler, 5, 0);
        simulation.at(group, 30, handler, 6, 0);
        simulation.run(100);
        assertThat(log).containsExactly("10:4", "20:3", "20:5", "20:1", "20:2", "30:6");
        assertThat(simulation.now()).isEqualTo(100);
        assertThat(simulation.events()).isEqualTo(6);
    }

    @Test
    @DisplayName("contract 2: re-arming kills the earlier deadline for good, to later and to earlier")
    void rearmingReplacesTheDeadline() {
        int timer = simulation.timer(group, handler, 1, 0);
        simulation.arm(timer, 10);
        simulation.arm(timer, 30);
        assertThat(simulation.remaining(timer)).isEqualTo(30);
        simulation.run(29);
        assertThat(log).isEmpty();
        simulation.arm(timer, 100);
        simulation.arm(timer, 6);
        simulation.run(1000);
        assertThat(log).containsExactly("35:1");
        assertThat(simulation.armed(timer)).isFalse();
        assertThat(simulation.remaining(timer)).isEqualTo(-1);
    }

    @Test
    @DisplayName("contract 2: disarming kills the deadline for good; disarming twice is nothing")
    void disarmedTimersNeverFire() {
        int timer = simulation.timer(group, handler, 1, 0);
        simulation.arm(timer, 10);
        simulation.disarm(timer);
        simulation.disarm(timer);
        simulation.run(50);
        assertThat(log).isEmpty();
        simulation.arm(timer, 5);
        simulation.run(100);
        assertThat(log).containsExactly("55:1");
    }

    @Test
    @DisplayName("contract 3: a timer armed again for the same time goes behind those armed before")
    void rearmingForTheSameTimeMovesBehind() {
        int first = simulation.timer(group, handler, 1, 0);
        int second = simulation.timer(group, handler, 2, 0);
        simulation.arm(first, 10);
        simulation.arm(second, 10);
        simulation.arm(first, 10);
        simulation.run(10);
        assertThat(log).containsExactly("10:2", "10:1");
    }

    @Test
    void eventsArmedWithoutDelayHappenInTheSameInstantAfterThoseThatWait() {
        EventHandler spawner = (op, arg) -> simulation.after(0, handler, 3, 0);
        simulation.after(group, 10, spawner, 1, 0);
        simulation.after(group, 10, handler, 2, 0);
        simulation.run(10);
        assertThat(log).containsExactly("10:2", "10:3");
    }

    @Test
    void handlersCancelTimersOfTheSameInstant() {
        int victim = simulation.timer(group, handler, 2, 0);
        EventHandler killer = (op, arg) -> {
            log.add("killer");
            simulation.disarm(victim);
        };
        simulation.after(group, 10, killer, 1, 0);
        simulation.arm(victim, 10);
        simulation.after(group, 10, handler, 3, 0);
        simulation.run(100);
        assertThat(log).containsExactly("killer", "10:3");
    }

    @Test
    void handlersMayDropTheirOwnTimerAndTheSlotIsUsedAgain() {
        int[] own = new int[1];
        EventHandler once = (op, arg) -> {
            log.add("once");
            simulation.drop(own[0]);
        };
        own[0] = simulation.timer(group, once, 1, 0);
        simulation.arm(own[0], 10);
        simulation.run(20);
        int next = simulation.timer(group, handler, 7, 0);
        assertThat(next).as("slot").isEqualTo(own[0]);
        assertThat(simulation.armed(next)).isFalse();
        simulation.arm(next, 5);
        simulation.run(100);
        assertThat(log).containsExactly("once", "25:7");
    }

    @Test
    void droppingAnArmedTimerKillsItsDeadline() {
        int timer = simulation.timer(group, handler, 1, 0);
        simulation.arm(timer, 10);
        simulation.drop(timer);
        int next = simulation.timer(group, handler, 2, 0);
        simulation.run(100);
        assertThat(next).isEqualTo(timer);
        assertThat(log).isEmpty();
        assertThat(group.pending).isZero();
    }

    @Test
    void slotsOfPastEventsAreUsedAgainInsideTheirHandlers() {
        int[] count = {0};
        EventHandler[] chain = new EventHandler[1];
        chain[0] = (op, arg) -> {
            if (++count[0] < 1000) {
                simulation.after(1, chain[0], op + 1, 0);
            }
        };
        simulation.after(group, 1, chain[0], 0, 0);
        simulation.run(5000);
        assertThat(count[0]).isEqualTo(1000);
        assertThat(simulation.timer(group, handler, 0, 0))
                .as("only ever one slot in use")
                .isZero();
    }

    @Test
    void growsFarBeyondItsFirstArraysAndKeepsTheOrder() {
        for (int i = 0; i < 10_000; i++) {
            simulation.after(group, (i * 7919L) % 10_007, handler, i, 0);
        }
        simulation.run(20_000);
        assertThat(log).hasSize(10_000);
        List<Long> times =
                log.stream().map(s -> Long.parseLong(s.split(":")[0])).toList();
        assertThat(times).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("contract 4: negative delays, overflowing delays and the past are refused and change nothing")
    void impossibleTimesAreRefused() {
        simulation.run(10);
        int timer = simulation.timer(group, handler, 1, 0);
        assertThatThrownBy(() -> simulation.arm(timer, -1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> simulation.arm(timer, Long.MAX_VALUE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> simulation.after(group, -1, handler, 1, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> simulation.at(group, 9, handler, 1, 0)).isInstanceOf(IllegalStateException.class);
        simulation.run(1000);
        assertThat(log).isEmpty();
    }

    @Test
    void anEmptySimulationRunsToTheEndOfTime() {
        simulation.after(group, 5, handler, 1, 0);
        simulation.run(Long.MAX_VALUE);
        assertThat(log).containsExactly("5:1");
        assertThat(simulation.step(Long.MAX_VALUE)).isFalse();
        assertThat(simulation.nextTime()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theCurrentGroupIsThatOfTheEvent() {
        Group other = simulation.group("other");
        List<Group> seen = new ArrayList<>();
        EventHandler reporter = (op, arg) -> seen.add(simulation.current());
        simulation.after(other, 1, reporter, 0, 0);
        simulation.after(group, 2, reporter, 0, 0);
        simulation.at(other, 3, reporter, 0, 0);
        simulation.run(10);
        assertThat(seen).containsExactly(other, group, other);
    }

    private static List<Integer> shuffled(long seed, int ties) {
        Simulation simulation = new Simulation(seed, true);
        Group group = simulation.group("g");
        List<Integer> order = new ArrayList<>();
        EventHandler handler = (op, arg) -> order.add(op);
        simulation.after(group, 9, handler, -1, 0);
        for (int i = 0; i < ties; i++) {
            simulation.after(group, 10, handler, i, 0);
        }
        simulation.after(group, 11, handler, 99, 0);
        simulation.at(group, 10, handler, -2, 0);
        simulation.at(group, 10, handler, -3, 0);
        simulation.run(20);
        return order;
    }

    @Test
    @DisplayName("contract 3: --shuffle-ties permutes relative ties from the seed, and nothing else")
    void shuffledTiesAreReproduciblePermutations() {
        for (long seed = 1; seed <= 100; seed++) {
            List<Integer> order = shuffled(seed, 5);
            assertThat(order).isEqualTo(shuffled(seed, 5));
            assertThat(order.subList(0, 3)).containsExactly(-1, -2, -3);
            assertThat(order.subList(3, 8)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
            assertThat(order.get(8)).isEqualTo(99);
        }
    }

    @Test
    @DisplayName("each of the six orders of three ties is equally likely: chi-square over 6000 seeds, p = 1e-4")
    void shuffledTiesAreUniform() {
        Map<List<Integer>, Integer> counts = new HashMap<>();
        for (long seed = 1; seed <= 6000; seed++) {
            counts.merge(shuffled(seed, 3).subList(3, 6), 1, Integer::sum);
        }
        assertThat(counts).hasSize(6);
        double chiSquare = counts.values().stream()
                .mapToDouble(n -> (n - 1000.0) * (n - 1000.0) / 1000)
                .sum();
        assertThat(chiSquare).isLessThan(25.74); // chi-square quantile 1 − 1e-4 with 5 degrees of freedom
    }
}
