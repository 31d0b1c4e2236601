package dev.nines.chaos.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Real time for protocol machines: one thread, on which one event happens after the other (DESIGN section 2, driver contract). Time
 * stands still during an event, so that what a machine arms in it comes due as in the simulator: by deadline, and at equal deadlines in
 * the order of arming. It comes never before its delay, and as late as the machine is busy.
 *
 * <p>The clock is {@link System#nanoTime}: steps of the calendar do not touch it. A clock that went back all the same would stand still.
 */
public final class EventLoop implements AutoCloseable {
    /** What comes first when both wait, as after a stop by a signal. */
    public enum First {
        /** As keepalived, which waits for an advert and for its timer in one call: data wins. */
        SOCKETS,
        /** As products do whose timers have threads of their own. */
        TIMERS
    }

    /** A socket can be read, written or connected. Each thing read is an event of its own, see {@link #happen}. */
    @FunctionalInterface
    public interface Ready {
        void ready(SelectionKey key);
    }

    private static final long MILLI = 1_000_000L;

    private final Selector selector;
    private final LongSupplier clock;
    private final First first;
    private final long origin;
    private final TreeSet<Alarm> pending = new TreeSet<>(Alarm::compare);
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private long now;
    private long sequence;
    private boolean inEvent;
    private volatile boolean stopped;
    private volatile Thread thread;

    public EventLoop(First first) {
        this(first, System::nanoTime);
    }

    /** @param clock nanoseconds from any origin */
    EventLoop(First first, LongSupplier clock) {
        this.first = first;
        this.clock = clock;
        origin = clock.getAsLong();
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nanoseconds since the loop was made; the same during one event. */
    public long now() {
        return now;
    }

    /** A timer: re-armable, made once and kept. What it does is an event. */
    public Alarm alarm(Runnable event) {
        return new Alarm(event);
    }

    /** An event as soon as possible, from any thread; those of one thread in its order. */
    public void post(Runnable event) {
        posted.add(event);
        Thread waiting = thread;
        if (waiting != null && waiting != Thread.currentThread()) {
            selector.wakeup();
            LockSupport.unpark(waiting);
        }
    }

    /** Registers a channel, which is non-blocking from now on. */
    public SelectionKey register(SelectableChannel channel, int operations, Ready ready) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, operations, ready);
    }

    /** One that does slow things, one after the other and away from the loop. */
    public Worker worker(String name) {
        return new Worker(Executors.newSingleThreadExecutor(work -> daemon(work, name)));
    }

    /** One that does several slow things at a time, each on a thread of its own. */
    public Worker crew(String name) {
        return new Worker(Executors.newCachedThreadPool(work -> daemon(work, name)));
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Something happens to a machine. For sockets and tests; timers, posts and answers of workers are events by themselves.
     *
     * @throws IllegalStateException if an event is happening: an effect must not call one
     */
    public void happen(Runnable event) {
        if (inEvent) {
            throw new IllegalStateException("an effect calls an event; it must be posted");
        }
        now = Math.max(now, clock.getAsLong() - origin);
        inEvent = true;
        try {
            event.run();
        } finally {
            inEvent = false;
        }
    }

    /** Lets events happen until {@link #stop}. An exception of an event ends it: the machine is broken. */
    public void run() {
        thread = Thread.currentThread();
        try {
            while (!stopped) {
                runPosted();
                if (first == First.SOCKETS) {
                    await();
                    fireDue();
                } else {
                    fireDue();
                    await();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ended.countDown();
        }
    }

    private void runPosted() {
        for (int left = posted.size(); left > 0 && !stopped; left--) {
            happen(posted.remove());
        }
    }

    /** What is armed meanwhile waits for the next turn, so that sockets are not forgotten. */
    private void fireDue() {
        long limit = clock.getAsLong() - origin;
        while (!stopped && !pending.isEmpty() && pending.first().deadlineNanos <= limit) {
            Alarm alarm = pending.pollFirst();
            alarm.armed = false;
            happen(alarm.event);
        }
    }

    /** To the millisecond in the selector, the rest in a park: never early, and late by little. */
    private void await() throws IOException {
        long nanos = !posted.isEmpty() || stopped
                ? 0
                : pending.isEmpty() ? Long.MAX_VALUE : pending.first().deadlineNanos - (clock.getAsLong() - origin);
        if (nanos == Long.MAX_VALUE) {
            selector.select(EventLoop::ready);
        } else if (nanos >= MILLI) {
            selector.select(EventLoop::ready, nanos / MILLI);
        } else {
            if (nanos > 0) {
                LockSupport.parkNanos(nanos);
            }
            selector.selectNow(EventLoop::ready);
        }
    }

    private static void ready(SelectionKey key) {
        try {
            ((Ready) key.attachment()).ready(key);
        } catch (CancelledKeyException e) {
            // closed by an event before it in the same round
        }
    }

    /** The last event has happened. From any thread. */
    public void stop() {
        stopped = true;
        selector.wakeup();
        LockSupport.unpark(thread);
    }

    /** Waits until the loop has ended, for so long at most. */
    boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    /** A timer of the loop. Only for the loop's thread. */
    public final class Alarm {
        private final Runnable event;
        private long deadlineNanos;
        private long order;
        private boolean armed;

        private Alarm(Runnable event) {
            this.event = event;
        }

        private static int compare(Alarm a, Alarm b) {
            int byDeadline = Long.compare(a.deadlineNanos, b.deadlineNanos);
            return byDeadline != 0 ? byDeadline : Long.compare(a.order, b.order);
        }

        /** An earlier deadline never comes. */
        public void arm(long delayNanos) {
            if ((delayNanos | (now + delayNanos)) < 0) {
                throw new IllegalStateException("delay of " + delayNanos + " ns is negative or past all time");
            }
            disarm();
            deadlineNanos = now + delayNanos;
            order = sequence++;
            armed = true;
            pending.add(this);
        }

        public void disarm() {
            if (armed) {
                pending.remove(this);
                armed = false;
            }
        }

        public boolean armed() {
            return armed;
        }

        /** Time until it fires, ≤ 0 when it is due; −1 when it is not armed. */
        public long remainingNanos() {
            return armed ? deadlineNanos - now : -1;
        }
    }

    /** Does what takes time away from the loop. Each answer is an event. */
    public final class Worker {
        private final ExecutorService threads;

        private Worker(ExecutorService threads) {
            this.threads = threads;
        }

        /** Does something; then one of the two is told. */
        public <T> void ask(Callable<T> work, Consumer<T> answered, Consumer<Exception> failed) {
            threads.execute(() -> {
                try {
                    T answer = work.call();
                    post(() -> answered.accept(answer));
                } catch (Exception e) {
                    post(() -> failed.accept(e));
                }
            });
        }

        /** What is under way is interrupted, the rest is not done. */
        public void stop() {
            threads.shutdownNow();
        }
    }
}
