package dev.nines.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** engines.md section 5: 0 bytes per event in all cases. */
class AllocationTest {
    private static final int NODES = 200;
    private static final int ROUNDS = 20;
    private static final long EVENTS = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** A node that beats, moves its watchdog and sends itself a message. */
    private static final class Beater implements EventHandler, Group.Fingerprinted {
        private final Simulation simulation;
        private final Group group;
        private final Law jitter;
        private final RandomStream stream;
        private final int beat;
        private final int watchdog;

        Beater(Simulation simulation, Group group, int number, Law jitter) {
            this.simulation = simulation;
            this.group = group;
            this.jitter = jitter;
            stream = simulation.stream("node" + number, "beat");
            beat = simulation.timer(group, this, 0, number);
            watchdog = simulation.timer(group, this, 1, number);
            group.add(this);
            simulation.arm(beat, number);
        }

        @Override
        public void onEvent(int op, int arg) {
            if (op == 0) {
                simulation.arm(watchdog, 3_000_000);
                simulation.after(group, 200, this, 2, arg);
                simulation.arm(beat, 1_000_000 + (jitter.isConstant() ? 0 : jitter.nanosAt(stream.nextDouble())));
            }
        }

        @Override
        public long fingerprint(long hash) {
            return Group.mix(hash, 1);
        }
    }

    private long leastBytes(Simulation simulation, boolean observe) {
        if (observe) {
            simulation.observe(true);
        }
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (long i = 0; i < EVENTS; i++) {
                simulation.step(Long.MAX_VALUE - 1);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private static Simulation world(int groups, Law jitter) {
        Simulation simulation = new Simulation(1, false);
        for (int i = 0; i < groups; i++) {
            Group group = simulation.group("g" + i);
            for (int n = 0; n < NODES / groups; n++) {
                new Beater(simulation, group, i * NODES / groups + n, jitter);
            }
        }
        return simulation;
    }

    @Test
    @DisplayName("heartbeats with moved watchdogs and messages: 0 bytes per event")
    void steadyEventsAllocateNothing() {
        assertThat(leastBytes(world(1, Law.constant(0)), false)).isZero();
    }

    @Test
    @DisplayName("random jitter, lognormal: 0 bytes per event")
    void drawsAllocateNothing() {
        assertThat(leastBytes(world(1, new Law.Lognormal(1000, 9000)), false)).isZero();
    }

    @Test
    @DisplayName("states compared after every event: 0 bytes per event")
    void observingAllocatesNothing() {
        assertThat(leastBytes(world(50, new Law.Uniform(0, 1000)), true)).isZero();
    }
}
