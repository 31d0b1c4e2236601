package dev.nines.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A group that does not repeat itself bounds how far the others jump, and does not keep them from it. */
class SkipPastOthersTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<String> log = new ArrayList<>();
    private long events;

    /** A beat each second that looks at a switch of another group and gives up three beats after it was thrown. */
    private void beat(Simulation simulation, boolean[] thrown) {
        Group group = simulation.group("beat");
        int[] missed = new int[1];
        int[] timer = new int[1];
        timer[0] = simulation.timer(
                group,
                (op, arg) -> {
                    missed[0] += thrown[0] ? 1 : 0;
                    if (missed[0] == 3) {
                        log.add("gives up at " + simulation.now());
                    } else {
                        simulation.arm(timer[0], SECOND);
                    }
                },
                0,
                0);
        group.add(hash -> Group.mix(hash, missed[0]));
        simulation.enter(group);
        simulation.arm(timer[0], SECOND);
    }

    /** Fires at growing distances and throws the switch the fifth time. */
    private void slow(Simulation simulation, boolean[] thrown, boolean draws) {
        Group group = simulation.group("slow");
        RandomStream stream = simulation.stream("slow", "luck");
        int[] fired = new int[1];
        int[] timer = new int[1];
        timer[0] = simulation.timer(
                group,
                (op, arg) -> {
                    thrown[0] = ++fired[0] == 5;
                    long luck = draws ? (long) (stream.nextDouble() * SECOND) : 0;
                    if (fired[0] < 5) {
                        simulation.arm(timer[0], fired[0] * 1_000 * SECOND + SECOND / 3 + luck);
                    }
                },
                0,
                0);
        group.add(hash -> Group.mix(hash, fired[0]));
        simulation.enter(group);
        simulation.arm(timer[0], 1_000 * SECOND);
    }

    private void run(boolean skip, boolean draws) {
        log.clear();
        Simulation simulation = new Simulation(7, false);
        boolean[] thrown = new boolean[1];
        beat(simulation, thrown);
        slow(simulation, thrown, draws);
        simulation.enter(null);
        simulation.observe(skip);
        long end = 20_000 * SECOND;
        while (simulation.step(end)) {
            simulation.skip(end);
        }
        events = simulation.events();
    }

    @Test
    @DisplayName("beats jump from one slow event to the next, and see what it changed, drawn or not")
    void othersJumpUpToItsNextEvent() {
        for (boolean draws : new boolean[] {false, true}) {
            run(false, draws);
            List<String> full = List.copyOf(log);
            assertThat(full).hasSize(1);
            assertThat(events).isGreaterThan(10_000);
            run(true, draws);
            assertThat(log).isEqualTo(full);
            assertThat(events).isLessThan(60);
        }
    }
}
