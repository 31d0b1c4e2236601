package dev.nines.chaos.probe;

import dev.nines.model.spec.ClientSpec.Connections;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Sends probes when they are due, on one thread that waits at a selector and never for one probe. It sleeps to the millisecond there,
 * and the rest in a timed park, so that it is early never and late by little; during that rest, which is shorter than 1 ms, answers
 * wait.
 */
final class ProbeEngine implements AutoCloseable {
    private static final long MILLI = 1_000_000L;
    /** From now to the first probe: connecting classes are loaded meanwhile. */
    private static final long LEAD_NANOS = 100 * MILLI;

    private final Selector selector = Selector.open();
    private final LongSupplier clock;
    private final List<Prober> probers = new ArrayList<>();
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    ProbeEngine(List<ProbeSpec> specs, LongSupplier clock, Consumer<ProbeOutcome> outcomes) throws IOException {
        this.clock = clock;
        long origin = clock.getAsLong() + LEAD_NANOS;
        for (int i = 0; i < specs.size(); i++) {
            ProbeSpec spec = specs.get(i);
            probers.add(prober(i, spec, new Schedule(origin, spec.periodNanos(), spec.count()), outcomes));
        }
    }

    private Prober prober(int number, ProbeSpec spec, Schedule schedule, Consumer<ProbeOutcome> outcomes)
            throws IOException {
        Question question = spec.question();
        if (question instanceof Question.UdpEcho) {
            return new UdpProber(number, spec, schedule, selector, clock, outcomes);
        }
        if (question instanceof Question.Sql) {
            return new SqlProber(number, spec, schedule, clock, this::post, outcomes);
        }
        Supplier<Dialogue> dialogues = dialogues(question, spec.connections() != Connections.NEW);
        return spec.connections() == Connections.NEW
                ? new FreshProber(number, spec, schedule, selector, clock, dialogues, outcomes)
                : new KeptProber(number, spec, schedule, selector, clock, dialogues, outcomes);
    }

    private static Supplier<Dialogue> dialogues(Question question, boolean keep) {
        if (question instanceof Question.Http http) {
            return () -> new HttpDialogue(http, keep);
        }
        return question instanceof Question.TcpEcho ? EchoDialogue::new : ConnectDialogue::new;
    }

    List<Schedule> schedules() {
        return probers.stream().map(Prober::schedule).toList();
    }

    /** Runs something on the engine's thread, within a millisecond or at its next event. */
    private void post(Runnable task) {
        posted.add(task);
        selector.wakeup();
    }

    /** Sends until {@link #stop()}. */
    void run() throws IOException {
        while (!stopped) {
            runPosted();
            long wakeNanos = Long.MAX_VALUE;
            for (Prober prober : probers) {
                wakeNanos = Math.min(wakeNanos, prober.advance());
            }
            await(wakeNanos - clock.getAsLong());
        }
    }

    private void runPosted() {
        for (Runnable task = posted.poll(); task != null; task = posted.poll()) {
            task.run();
        }
    }

    private void await(long nanos) throws IOException {
        if (nanos >= MILLI) {
            selector.select(ProbeEngine::ready, nanos / MILLI);
            return;
        }
        if (nanos > 0 && posted.isEmpty()) {
            LockSupport.parkNanos(nanos);
        }
        selector.selectNow(ProbeEngine::ready);
    }

    private static void ready(SelectionKey key) {
        try {
            ((Ready) key.attachment()).ready(key);
        } catch (CancelledKeyException e) {
            // closed by an event before it in the same round
        }
    }

    void stop() {
        stopped = true;
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        for (Prober prober : probers) {
            prober.close();
        }
        selector.close();
    }
}
