package dev.nines.bench.kernel;

import sim.engine.Schedule;
import sim.engine.SimState;
import sim.engine.Steppable;
import sim.engine.TentativeStep;

/** MASON: agents are scheduled again; an event that may be cancelled is a tentative step, which is never reused. */
final class MasonEngine implements Loads {
    private static final double TIMEOUT = Delays.TIMEOUT_NANOS / Delays.NANOS_PER_SECOND;
    private static final double BEAT = Delays.BEAT_NANOS / Delays.NANOS_PER_SECOND;

    private static final class Loop extends SimState implements Engine {
        private static final long serialVersionUID = 1L;
        long done;

        Loop() {
            super(1);
            start();
        }

        @Override
        public long run(int units) {
            long end = done + units;
            while (done < end) {
                schedule.step(this);
            }
            return (long) schedule.getTime();
        }
    }

    @Override
    public Engine hold(int pending) {
        Loop loop = new Loop();
        Schedule schedule = loop.schedule;
        Delays delays = new Delays(1);
        for (int i = 0; i < pending; i++) {
            schedule.scheduleOnce(delays.nextSeconds(), new Steppable() {
                private static final long serialVersionUID = 1L;

                @Override
                public void step(SimState state) {
                    loop.done++;
                    schedule.scheduleOnceIn(delays.nextSeconds(), this);
                }
            });
        }
        return loop;
    }

    @Override
    public Engine timers(int nodes) {
        Loop loop = new Loop();
        Schedule schedule = loop.schedule;
        TentativeStep[] timeouts = new TentativeStep[nodes];
        Steppable silent = state -> {
            throw new IllegalStateException("nobody is silent");
        };
        for (int i = 0; i < nodes; i++) {
            int node = i;
            timeouts[i] = new TentativeStep(silent);
            schedule.scheduleOnce(TIMEOUT, timeouts[i]);
            schedule.scheduleOnce(Delays.phaseNanos(i) / Delays.NANOS_PER_SECOND, new Steppable() {
                private static final long serialVersionUID = 1L;

                @Override
                public void step(SimState state) {
                    loop.done++;
                    timeouts[node].stop();
                    timeouts[node] = new TentativeStep(silent);
                    schedule.scheduleOnceIn(TIMEOUT, timeouts[node]);
                    schedule.scheduleOnceIn(BEAT, this);
                }
            });
        }
        return loop;
    }

    @Override
    public Engine queue() {
        Loop loop = new Loop();
        Schedule schedule = loop.schedule;
        Delays arrivals = new Delays(1);
        Delays services = new Delays(Delays.LOAD);
        int[] present = {0};
        Steppable departure = new Steppable() {
            private static final long serialVersionUID = 1L;

            @Override
            public void step(SimState state) {
                loop.done++;
                if (--present[0] > 0) {
                    schedule.scheduleOnceIn(services.nextSeconds(), this);
                }
            }
        };
        schedule.scheduleOnce(0, new Steppable() {
            private static final long serialVersionUID = 1L;

            @Override
            public void step(SimState state) {
                schedule.scheduleOnceIn(arrivals.nextSeconds(), this);
                if (present[0]++ == 0) {
                    schedule.scheduleOnceIn(services.nextSeconds(), departure);
                }
            }
        });
        return loop;
    }
}
