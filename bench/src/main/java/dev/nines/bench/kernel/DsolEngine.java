package dev.nines.bench.kernel;

import nl.tudelft.simulation.dsol.SimRuntimeException;
import nl.tudelft.simulation.dsol.experiment.SingleReplication;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEventInterface;
import nl.tudelft.simulation.dsol.model.AbstractDsolModel;
import nl.tudelft.simulation.dsol.simulators.DevsSimulator;
import nl.tudelft.simulation.dsol.simulators.DevsSimulatorInterface;

/** DSOL: each event is a new object that holds a lambda; the default red-black tree. */
final class DsolEngine implements Loads {
    private static final double TIMEOUT = Delays.TIMEOUT_NANOS / Delays.NANOS_PER_SECOND;
    private static final double BEAT = Delays.BEAT_NANOS / Delays.NANOS_PER_SECOND;

    /** Steps as the simulator's own thread does. */
    private static final class Loop extends DevsSimulator<Double> implements Engine {
        private static final long serialVersionUID = 1L;
        long done;

        Loop() {
            super("bench");
            try {
                initialize(
                        new AbstractDsolModel<Double, DevsSimulatorInterface<Double>>(this) {
                            private static final long serialVersionUID = 1L;

                            @Override
                            public void constructModel() {
                                // the load schedules its own
                            }
                        },
                        new SingleReplication<>("bench", 0.0, 0.0, Double.MAX_VALUE));
            } catch (SimRuntimeException e) {
                throw new IllegalStateException(e);
            }
        }

        SimEventInterface<Double> in(double seconds, Runnable task) {
            try {
                return scheduleEventRel(seconds, task::run);
            } catch (SimRuntimeException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public long run(int units) {
            long end = done + units;
            while (done < end) {
                stepImpl();
            }
            return getSimulatorTime().longValue();
        }
    }

    @Override
    public Engine hold(int pending) {
        Loop loop = new Loop();
        Delays delays = new Delays(1);
        for (int i = 0; i < pending; i++) {
            Runnable event = new Runnable() {
                @Override
                public void run() {
                    loop.done++;
                    loop.in(delays.nextSeconds(), this);
                }
            };
            loop.in(delays.nextSeconds(), event);
        }
        return loop;
    }

    @Override
    public Engine timers(int nodes) {
        Loop loop = new Loop();
        Runnable silent = () -> {
            throw new IllegalStateException("nobody is silent");
        };
        for (int i = 0; i < nodes; i++) {
            Runnable beat = new Runnable() {
                private SimEventInterface<Double> timeout = loop.in(TIMEOUT, silent);

                @Override
                public void run() {
                    loop.done++;
                    loop.cancelEvent(timeout);
                    timeout = loop.in(TIMEOUT, silent);
                    loop.in(BEAT, this);
                }
            };
            loop.in(Delays.phaseNanos(i) / Delays.NANOS_PER_SECOND, beat);
        }
        return loop;
    }

    @Override
    public Engine queue() {
        Loop loop = new Loop();
        Delays arrivals = new Delays(1);
        Delays services = new Delays(Delays.LOAD);
        int[] present = {0};
        Runnable departure = new Runnable() {
            @Override
            public void run() {
                loop.done++;
                if (--present[0] > 0) {
                    loop.in(services.nextSeconds(), this);
                }
            }
        };
        loop.in(0, new Runnable() {
            @Override
            public void run() {
                loop.in(arrivals.nextSeconds(), this);
                if (present[0]++ == 0) {
                    loop.in(services.nextSeconds(), departure);
                }
            }
        });
        return loop;
    }
}
