package dev.nines.chaos.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** An engine in this process, and its outcomes. */
final class EngineRun implements AutoCloseable {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

    final ProbeEngine engine;
    private final List<ProbeOutcome> outcomes = new ArrayList<>();
    private final Thread thread;

    EngineRun(LongSupplier clock, ProbeSpec... specs) throws IOException {
        engine = new ProbeEngine(List.of(specs), clock, this::add);
        thread = new Thread(this::run, "engine");
        thread.start();
    }

    EngineRun(ProbeSpec... specs) throws IOException {
        this(new EpochClock(), specs);
    }

    private void run() {
        try {
            engine.run();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void add(ProbeOutcome outcome) {
        outcomes.add(outcome);
        notifyAll();
    }

    /** The first outcomes, at least as many as asked for, in the order of their numbers. */
    synchronized List<ProbeOutcome> await(int count) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (outcomes.size() < count) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new TimeoutException(outcomes.size() + " of " + count + " outcomes came");
            }
            wait(millis);
        }
        List<ProbeOutcome> sorted = new ArrayList<>(outcomes);
        sorted.sort(Comparator.comparingLong(ProbeOutcome::sequence));
        return sorted;
    }

    @Override
    public void close() throws InterruptedException, IOException {
        engine.stop();
        thread.join();
        engine.close();
    }
}
