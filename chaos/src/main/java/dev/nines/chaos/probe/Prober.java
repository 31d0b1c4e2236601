package dev.nines.chaos.probe;

import dev.nines.chaos.probe.ProbeOutcome.Result;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Sends one probe after the other when it is due, whether or not those before it were answered. Called by one thread. Under way are
 * never more than the probes of one time-out.
 */
abstract class Prober {
    /** The prober's own thread may be late by this much before an outcome says nothing about the service. */
    private static final long SLACK_NANOS = 50_000_000L;

    final ProbeSpec spec;
    final LongSupplier clock;
    final List<InetSocketAddress> sources = new ArrayList<>();

    private final int number;
    private final Schedule schedule;
    private final Consumer<ProbeOutcome> outcomes;
    /** In the order of sending; those that are done leave when they come to the head. */
    private final ArrayDeque<Exchange> underWay = new ArrayDeque<>();

    private long next;

    Prober(int number, ProbeSpec spec, Schedule schedule, LongSupplier clock, Consumer<ProbeOutcome> outcomes) {
        this.number = number;
        this.spec = spec;
        this.schedule = schedule;
        this.clock = clock;
        this.outcomes = outcomes;
        for (String source : spec.sources()) {
            sources.add(new InetSocketAddress(source, 0));
        }
    }

    /** Sends one probe. May finish it at once. */
    abstract void launch(Exchange exchange);

    /** Nobody waits for this one any more. */
    abstract void abandon(Exchange exchange);

    /** Ends everything. */
    void close() {
        for (Exchange exchange : underWay) {
            if (!exchange.done) {
                exchange.done = true;
                abandon(exchange);
            }
        }
        underWay.clear();
    }

    Schedule schedule() {
        return schedule;
    }

    int number() {
        return number;
    }

    int source(Exchange exchange) {
        return (int) (exchange.sequence % Math.max(1, sources.size()));
    }

    /** Sends what is due and gives up what has waited too long. Returns when it wants to be called again. */
    final long advance() {
        long due = schedule.dueNanos(next);
        while (due <= clock.getAsLong()) {
            send(due);
            due = schedule.dueNanos(next);
        }
        giveUp();
        Exchange oldest = underWay.peek();
        return oldest == null ? due : Math.min(due, oldest.sentNanos + spec.timeoutNanos());
    }

    private void send(long due) {
        Exchange exchange = new Exchange(next++, due, clock.getAsLong());
        if (exchange.sentNanos - due > spec.timeoutNanos()) {
            finish(exchange, Result.LATE, "not-sent");
            return;
        }
        underWay.add(exchange);
        launch(exchange);
    }

    private void giveUp() {
        long sentBefore = clock.getAsLong() - spec.timeoutNanos();
        for (Exchange oldest = underWay.peek();
                oldest != null && (oldest.done || oldest.sentNanos <= sentBefore);
                oldest = underWay.peek()) {
            underWay.remove();
            if (!oldest.done && finish(oldest, Result.FAILED, "timeout")) {
                abandon(oldest);
            }
        }
    }

    /** The outcome is known now. */
    final boolean finish(Exchange exchange, Result result, String reason) {
        return finish(exchange, clock.getAsLong(), result, reason);
    }

    /** False if the outcome was known before. */
    final boolean finish(Exchange exchange, long nowNanos, Result result, String reason) {
        if (exchange.done) {
            return false;
        }
        exchange.done = true;
        long overdue = nowNanos - exchange.sentNanos - spec.timeoutNanos();
        boolean late = result == Result.LATE || overdue > SLACK_NANOS;
        boolean timeout = overdue > 0 && result == Result.GOOD;
        outcomes.accept(new ProbeOutcome(
                number,
                exchange.sequence,
                exchange.dueNanos,
                exchange.sentNanos,
                nowNanos,
                late ? Result.LATE : timeout ? Result.FAILED : result,
                late && result != Result.LATE ? "held-up" : timeout ? "timeout" : reason));
        return true;
    }
}
