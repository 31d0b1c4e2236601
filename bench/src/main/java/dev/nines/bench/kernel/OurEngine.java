package dev.nines.bench.kernel;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.Simulation;

/** The kernel that scenarios use, without any change. */
final class OurEngine implements Loads {
    private static final long FOREVER = Long.MAX_VALUE - 1;

    private abstract static class Load implements Engine, EventHandler {
        final Simulation simulation = new Simulation(1, false);
        final Group group = simulation.group("bench");
        long done;

        @Override
        public long run(int units) {
            long end = done + units;
            while (done < end) {
                simulation.step(FOREVER);
            }
            return simulation.now();
        }
    }

    @Override
    public Engine hold(int pending) {
        Delays delays = new Delays(1);
        int[] timers = new int[pending];
        Load load = new Load() {
            @Override
            public void onEvent(int op, int arg) {
                done++;
                simulation.arm(timers[arg], delays.nextNanos());
            }
        };
        for (int i = 0; i < pending; i++) {
            timers[i] = load.simulation.timer(load.group, load, 0, i);
            load.simulation.arm(timers[i], delays.nextNanos());
        }
        return load;
    }

    @Override
    public Engine timers(int nodes) {
        int[] beats = new int[nodes];
        int[] timeouts = new int[nodes];
        Load load = new Load() {
            @Override
            public void onEvent(int op, int node) {
                done++;
                simulation.disarm(timeouts[node]);
                simulation.arm(timeouts[node], Delays.TIMEOUT_NANOS);
                simulation.arm(beats[node], Delays.BEAT_NANOS);
            }
        };
        for (int i = 0; i < nodes; i++) {
            beats[i] = load.simulation.timer(load.group, load, 0, i);
            timeouts[i] = load.simulation.timer(load.group, load, 1, i);
            load.simulation.arm(beats[i], Delays.phaseNanos(i));
            load.simulation.arm(timeouts[i], Delays.TIMEOUT_NANOS);
        }
        return load;
    }

    @Override
    public Engine queue() {
        Queue queue = new Queue();
        queue.simulation.arm(queue.arrival, 0);
        return queue;
    }

    private static final class Queue extends Load {
        private static final int ARRIVAL = 0;
        private static final int DEPARTURE = 1;
        private final Delays arrivals = new Delays(1);
        private final Delays services = new Delays(Delays.LOAD);
        private final int arrival = simulation.timer(group, this, ARRIVAL, 0);
        private final int departure = simulation.timer(group, this, DEPARTURE, 0);
        private int present;

        @Override
        public void onEvent(int op, int arg) {
            if (op == ARRIVAL) {
                simulation.arm(arrival, arrivals.nextNanos());
                if (present++ == 0) {
                    simulation.arm(departure, services.nextNanos());
                }
            } else {
                done++;
                if (--present > 0) {
                    simulation.arm(departure, services.nextNanos());
                }
            }
        }
    }

    /** One operation: any of the pending timers, of random delays, is disarmed and armed again. */
    @Override
    public Engine cancel(int pending) {
        Simulation simulation = new Simulation(1, false);
        Group group = simulation.group("bench");
        Delays delays = new Delays(1);
        EventHandler nothing = (op, arg) -> {};
        int[] timers = new int[pending];
        for (int i = 0; i < pending; i++) {
            timers[i] = simulation.timer(group, nothing, 0, i);
            simulation.arm(timers[i], delays.nextNanos());
        }
        return units -> {
            for (int i = 0; i < units; i++) {
                int victim = timers[Victims.next(pending)];
                simulation.disarm(victim);
                simulation.arm(victim, delays.nextNanos());
            }
            return simulation.now();
        };
    }
}
