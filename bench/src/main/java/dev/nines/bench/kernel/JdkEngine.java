package dev.nines.bench.kernel;

import java.util.PriorityQueue;

/** What one writes first: a {@code PriorityQueue} of event objects; a cancelled one stays in it and is passed over. */
final class JdkEngine implements Loads {
    @SuppressWarnings("ArrayRecordComponent") // a flag that both sides see, without an object more
    private record Event(long time, long sequence, Runnable task, boolean[] cancelled) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    private static final boolean[] NEVER = {false};

    private static final class Loop implements Engine {
        private final PriorityQueue<Event> queue = new PriorityQueue<>();
        private long now;
        private long sequence;
        long done;

        void in(long delayNanos, Runnable task) {
            queue.add(new Event(now + delayNanos, sequence++, task, NEVER));
        }

        boolean[] cancellable(long delayNanos, Runnable task) {
            boolean[] cancelled = {false};
            queue.add(new Event(now + delayNanos, sequence++, task, cancelled));
            return cancelled;
        }

        @Override
        public long run(int units) {
            long end = done + units;
            while (done < end) {
                Event event = queue.remove();
                if (!event.cancelled[0]) {
                    now = event.time;
                    event.task.run();
                }
            }
            return now;
        }
    }

    @Override
    public Engine hold(int pending) {
        Loop loop = new Loop();
        Delays delays = new Delays(1);
        for (int i = 0; i < pending; i++) {
            loop.in(delays.nextNanos(), new Runnable() {
                @Override
                public void run() {
                    loop.done++;
                    loop.in(delays.nextNanos(), this);
                }
            });
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
            loop.in(Delays.phaseNanos(i), new Runnable() {
                private boolean[] timeout = loop.cancellable(Delays.TIMEOUT_NANOS, silent);

                @Override
                public void run() {
                    loop.done++;
                    timeout[0] = true;
                    timeout = loop.cancellable(Delays.TIMEOUT_NANOS, silent);
                    loop.in(Delays.BEAT_NANOS, this);
                }
            });
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
                    loop.in(services.nextNanos(), this);
                }
            }
        };
        loop.in(0, new Runnable() {
            @Override
            public void run() {
                loop.in(arrivals.nextNanos(), this);
                if (present[0]++ == 0) {
                    loop.in(services.nextNanos(), departure);
                }
            }
        });
        return loop;
    }
}
