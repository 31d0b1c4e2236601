package dev.nines.bench.kernel;

import java.util.function.ObjIntConsumer;
import org.cloudsimplus.core.CloudSimEntity;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.core.events.SimEvent;

/**
 * CloudSim Plus: one entity sends itself events. They are told apart by a tag and a datum, and cancelled by a predicate,
 * which looks at all of them.
 */
final class CloudSimEngine implements Loads {
    private static final double TIMEOUT = Delays.TIMEOUT_NANOS / Delays.NANOS_PER_SECOND;
    private static final double BEAT = Delays.BEAT_NANOS / Delays.NANOS_PER_SECOND;
    private static final int FIRST = 0;
    private static final int SECOND = 1;

    /** The clock steps as in {@code start}. */
    private static final class Loop extends CloudSimPlus implements Engine {
        long done;
        private final Entity entity = new Entity(this);

        Loop(ObjIntConsumer<SimEvent> onEvent) {
            super(1e-9);
            entity.onEvent = onEvent;
            startSync();
        }

        @Override
        public long run(int units) {
            long end = done + units;
            while (done < end) {
                processEvents(Double.MAX_VALUE);
            }
            return (long) clock();
        }
    }

    private static final class Entity extends CloudSimEntity {
        ObjIntConsumer<SimEvent> onEvent;

        Entity(CloudSimPlus simulation) {
            super(simulation);
        }

        @Override
        protected void startInternal() {
            // the load schedules its own
        }

        @Override
        public void processEvent(SimEvent event) {
            onEvent.accept(event, event.getTag());
        }
    }

    @Override
    public Engine hold(int pending) {
        Delays delays = new Delays(1);
        Loop[] self = new Loop[1];
        Loop loop = new Loop((event, tag) -> {
            if (tag == FIRST) {
                self[0].done++;
                self[0].entity.schedule(delays.nextSeconds(), FIRST, event.getData());
            }
        });
        self[0] = loop;
        for (int i = 0; i < pending; i++) {
            loop.entity.schedule(delays.nextSeconds(), FIRST, i);
        }
        return loop;
    }

    @Override
    public Engine timers(int nodes) {
        Loop[] self = new Loop[1];
        Loop loop = new Loop((event, tag) -> {
            if (tag == FIRST) {
                Object node = event.getData();
                self[0].done++;
                self[0].cancel(self[0].entity, other -> other.getTag() == SECOND && other.getData() == node);
                self[0].entity.schedule(TIMEOUT, SECOND, node);
                self[0].entity.schedule(BEAT, FIRST, node);
            }
        });
        self[0] = loop;
        for (int i = 0; i < nodes; i++) {
            Integer node = i;
            loop.entity.schedule(TIMEOUT, SECOND, node);
            loop.entity.schedule(Delays.phaseNanos(i) / Delays.NANOS_PER_SECOND, FIRST, node);
        }
        return loop;
    }

    @Override
    public Engine queue() {
        Delays arrivals = new Delays(1);
        Delays services = new Delays(Delays.LOAD);
        Loop[] self = new Loop[1];
        int[] present = {0};
        Loop loop = new Loop((event, tag) -> {
            if (tag == FIRST) {
                self[0].entity.schedule(arrivals.nextSeconds(), FIRST);
                if (present[0]++ == 0) {
                    self[0].entity.schedule(services.nextSeconds(), SECOND);
                }
            } else if (tag == SECOND) {
                self[0].done++;
                if (--present[0] > 0) {
                    self[0].entity.schedule(services.nextSeconds(), SECOND);
                }
            }
        });
        self[0] = loop;
        loop.entity.schedule(0, FIRST);
        return loop;
    }
}
