package dev.nines.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A fault at a random time finds a heartbeat at a uniform phase, with jumps and without, run by run the same. */
class PhaseAtFaultTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long PERIOD = 1_000_100_000L;
    private static final int RUNS = 2000;

    private static final class Heart implements EventHandler {
        static final int BEAT = 0;
        static final int FAULT = 1;
        private final Simulation simulation;
        private final int timer;
        long beatAt;
        long phaseAtFault = -1;
        long remainingAtFault = -1;

        Heart(Simulation simulation, Group group) {
            this.simulation = simulation;
            timer = simulation.timer(group, this, BEAT, 0);
            simulation.enter(group);
            simulation.arm(timer, PERIOD);
        }

        @Override
        public void onEvent(int op, int arg) {
            if (op == BEAT) {
                beatAt = simulation.current().now();
                simulation.arm(timer, PERIOD);
            } else {
                phaseAtFault = simulation.current().now() - beatAt;
                remainingAtFault = simulation.remaining(timer);
            }
        }
    }

    private static long phase(long seed, boolean skip) {
        Simulation simulation = new Simulation(seed, false);
        Group group = simulation.group("g");
        Heart heart = new Heart(simulation, group);
        double u = simulation.stream("heart", "crash").nextDouble();
        long fault = new Law.Uniform(1000 * SECOND, 2000 * SECOND).nanosAt(u);
        simulation.at(group, fault, heart, Heart.FAULT, 0);
        simulation.observe(skip);
        while (heart.phaseAtFault < 0) {
            simulation.skip(Long.MAX_VALUE / 2);
            simulation.step(Long.MAX_VALUE / 2);
        }
        assertThat(simulation.events() < 10).isEqualTo(skip);
        assertThat(heart.remainingAtFault).isEqualTo(PERIOD - heart.phaseAtFault);
        return heart.phaseAtFault;
    }

    @Test
    @DisplayName("Kolmogorov–Smirnov at p = 1e-4 over 2000 runs; the phase stored before a jump is right after it")
    void phaseIsUniformAndTheSameWithAndWithoutJumps() {
        double[] phases = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long phase = phase(RandomStream.trialSeed(1, run), true);
            assertThat(phase).isEqualTo(phase(RandomStream.trialSeed(1, run), false));
            phases[run] = (double) phase / PERIOD;
        }
        Arrays.sort(phases);
        double distance = 0;
        for (int i = 0; i < RUNS; i++) {
            distance = Math.max(distance, Math.max(phases[i] - (double) i / RUNS, (i + 1.0) / RUNS - phases[i]));
        }
        assertThat(distance * Math.sqrt(RUNS)).isLessThan(2.2253); // sqrt(ln(2 / 1e-4) / 2)
    }
}
