package dev.nines.scenario.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** Numbered pieces of work on several threads; what comes of it stands in the order of the numbers. */
final class Batch<T> {
    private final IntFunction<T> work;
    private final BooleanSupplier cancelled;
    private final Object[] results;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private Batch(int count, IntFunction<T> work, BooleanSupplier cancelled) {
        this.work = work;
        this.cancelled = cancelled;
        results = new Object[count];
    }

    /**
     * @param cancelled asked between pieces
     * @return one result per number; empty when cancelled
     */
    static <T> List<T> run(int count, int threads, IntFunction<T> work, BooleanSupplier cancelled) {
        Batch<T> batch = new Batch<>(count, work, cancelled);
        List<Thread> others = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, count); i++) {
            Thread thread = new Thread(batch::work, "outer-" + i);
            thread.setDaemon(true);
            thread.start();
            others.add(thread);
        }
        batch.work();
        others.forEach(Trials::join);
        return batch.results();
    }

    private void work() {
        int number = next.getAndIncrement();
        while (number < results.length && failure.get() == null && !cancelled.getAsBoolean()) {
            try {
                results[number] = work.apply(number);
                done.incrementAndGet();
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
            number = next.getAndIncrement();
        }
    }

    @SuppressWarnings("unchecked")
    private List<T> results() {
        Throwable cause = failure.get();
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        return done.get() < results.length ? List.of() : (List<T>) List.of(results);
    }
}
