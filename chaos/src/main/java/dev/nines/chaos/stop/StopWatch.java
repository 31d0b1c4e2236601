package dev.nines.chaos.stop;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks each condition every second, on a thread of its own, and stops the run once: when one says so, fails to answer, or does not
 * come back in time. The last is seen by a thread that asks nobody, so that a hanging source cannot hide.
 */
public final class StopWatch implements AutoCloseable {
    public static final Duration INTERVAL = Duration.ofSeconds(1);
    public static final Duration SILENCE = Duration.ofSeconds(3);

    private final long intervalNanos;
    private final long silenceNanos;
    private final Consumer<String> onStop;
    private final List<Thread> threads = new ArrayList<>();
    private final List<StopCondition> conditions;
    private final long[] answeredNanos;
    private boolean closed;
    private String reason = "";

    private StopWatch(List<StopCondition> conditions, Duration interval, Duration silence, Consumer<String> onStop) {
        this.conditions = List.copyOf(conditions);
        this.onStop = onStop;
        intervalNanos = interval.toNanos();
        silenceNanos = silence.toNanos();
        answeredNanos = new long[conditions.size()];
        java.util.Arrays.fill(answeredNanos, System.nanoTime());
    }

    /**
     * Begins to watch.
     *
     * @param onStop gets the reason, once, on one of the watch's threads; it must not wait for the watch to close
     */
    public static StopWatch start(List<StopCondition> conditions, Consumer<String> onStop) {
        return start(conditions, INTERVAL, SILENCE, onStop);
    }

    static StopWatch start(
            List<StopCondition> conditions, Duration interval, Duration silence, Consumer<String> onStop) {
        StopWatch watch = new StopWatch(conditions, interval, silence, onStop);
        for (int i = 0; i < conditions.size(); i++) {
            int number = i;
            watch.begin("stop-condition-" + i, () -> watch.ask(number));
        }
        watch.begin("stop-watch", watch::listen);
        return watch;
    }

    private void begin(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void ask(int number) {
        StopCondition condition = conditions.get(number);
        try {
            while (going()) {
                try {
                    Optional<String> why = condition.reason();
                    answered(number);
                    why.ifPresent(text -> stop(condition.name() + ": " + text));
                } catch (IOException | RuntimeException e) {
                    stop(condition.name() + " does not answer: " + e.getMessage());
                }
                pause(intervalNanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try {
            while (going()) {
                silent().ifPresent(name -> stop(name + " has not answered for " + silenceNanos / 1e9 + " s"));
                pause(intervalNanos / 4 + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void answered(int number) {
        answeredNanos[number] = System.nanoTime();
    }

    private synchronized Optional<String> silent() {
        long now = System.nanoTime();
        for (int i = 0; i < answeredNanos.length; i++) {
            if (now - answeredNanos[i] > silenceNanos) {
                return Optional.of(conditions.get(i).name());
            }
        }
        return Optional.empty();
    }

    private synchronized boolean going() {
        return !closed && reason.isEmpty();
    }

    private synchronized void pause(long nanos) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && going(); left = until - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    private void stop(String why) {
        synchronized (this) {
            if (!going()) {
                return;
            }
            reason = why;
            notifyAll();
        }
        onStop.accept(why);
    }

    /** Why the run was stopped, or empty while it may go on. */
    public synchronized Optional<String> stopped() {
        return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    }

    /** Whether the leases of faults may be renewed: all sources have answered and none objects. */
    public boolean green() {
        return stopped().isEmpty() && silent().isEmpty();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        threads.forEach(Thread::interrupt);
    }
}
