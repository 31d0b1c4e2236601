package dev.nines.bench.kernel;

import java.util.ArrayDeque;
import java.util.function.Supplier;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;
import umontreal.ssj.simevents.eventlist.EventList;

/** SSJ: event objects are kept and scheduled again; cancelled by their list. */
final class SsjEngine implements Loads {
    private final Supplier<EventList> list;

    SsjEngine(Supplier<EventList> list) {
        this.list = list;
    }

    /** The loop of {@code Simulator.start}, which cannot be left and entered again without losing an event. */
    private static final class Loop extends Simulator implements Engine {
        long done;

        Loop(EventList list) {
            super(list);
            stopped = false;
            simulating = true;
        }

        @Override
        public long run(int units) {
            long end = done + units;
            while (done < end) {
                removeFirstEvent().actions();
            }
            return (long) time();
        }
    }

    @Override
    public Engine hold(int pending) {
        Loop loop = new Loop(list.get());
        Delays delays = new Delays(1);
        for (int i = 0; i < pending; i++) {
            new Event(loop) {
                @Override
                public void actions() {
                    loop.done++;
                    schedule(delays.nextSeconds());
                }
            }.schedule(delays.nextSeconds());
        }
        return loop;
    }

    @Override
    public Engine timers(int nodes) {
        Loop loop = new Loop(list.get());
        for (int i = 0; i < nodes; i++) {
            Event timeout = new Event(loop) {
                @Override
                public void actions() {
                    throw new IllegalStateException("nobody is silent");
                }
            };
            timeout.schedule(Delays.TIMEOUT_NANOS / Delays.NANOS_PER_SECOND);
            new Event(loop) {
                @Override
                public void actions() {
                    loop.done++;
                    timeout.cancel();
                    timeout.schedule(Delays.TIMEOUT_NANOS / Delays.NANOS_PER_SECOND);
                    schedule(Delays.BEAT_NANOS / Delays.NANOS_PER_SECOND);
                }
            }.schedule(Delays.phaseNanos(i) / Delays.NANOS_PER_SECOND);
        }
        return loop;
    }

    @Override
    public Engine queue() {
        Loop loop = new Loop(list.get());
        Delays arrivals = new Delays(1);
        Delays services = new Delays(Delays.LOAD);
        int[] present = {0};
        Event departure = new Event(loop) {
            @Override
            public void actions() {
                loop.done++;
                if (--present[0] > 0) {
                    schedule(services.nextSeconds());
                }
            }
        };
        new Event(loop) {
            @Override
            public void actions() {
                schedule(arrivals.nextSeconds());
                if (present[0]++ == 0) {
                    departure.schedule(services.nextSeconds());
                }
            }
        }.schedule(0);
        return loop;
    }

    @Override
    public Engine cancel(int pending) {
        Loop loop = new Loop(list.get());
        Delays delays = new Delays(1);
        ArrayDeque<Event> made = new ArrayDeque<>();
        for (int i = 0; i < pending; i++) {
            Event event = new Event(loop) {
                @Override
                public void actions() {
                    throw new IllegalStateException("time stands still");
                }
            };
            event.schedule(delays.nextSeconds());
            made.add(event);
        }
        Event[] events = made.toArray(new Event[0]);
        return units -> {
            for (int i = 0; i < units; i++) {
                Event victim = events[Victims.next(pending)];
                victim.cancel();
                victim.schedule(delays.nextSeconds());
            }
            return events.length;
        };
    }
}
