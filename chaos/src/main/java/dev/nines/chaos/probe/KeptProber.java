package dev.nines.chaos.probe;

import dev.nines.chaos.probe.Dialogue.Answer;
import dev.nines.chaos.probe.ProbeOutcome.Result;
import dev.nines.model.spec.ClientSpec.Connections;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One connection per source address, kept from probe to probe, by the rules of simulated clients: a probe that finds its connection
 * busy waits, and the next one pushes it out; a keep-alive client closes the connection of a probe that it gives up; a long-lived one
 * leaves it to the kernel, and sends one more probe on it, so that the kernel finds out that the server is gone.
 */
final class KeptProber extends Prober {
    /** Probes given up whose answers may still come on a long-lived connection before further ones wait. */
    private static final int MOST_GIVEN_UP = 1;

    private final Selector selector;
    private final Supplier<Dialogue> dialogues;
    private final InetSocketAddress to;
    private final Line[] lines;

    KeptProber(
            int number,
            ProbeSpec spec,
            Schedule schedule,
            Selector selector,
            LongSupplier clock,
            Supplier<Dialogue> dialogues,
            Consumer<ProbeOutcome> outcomes) {
        super(number, spec, schedule, clock, outcomes);
        this.selector = selector;
        this.dialogues = dialogues;
        to = new InetSocketAddress(spec.address(), spec.port());
        lines = new Line[Math.max(1, sources.size())];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = new Line(sources.isEmpty() ? null : sources.get(i));
        }
    }

    @Override
    void launch(Exchange exchange) {
        lines[source(exchange)].offer(exchange);
    }

    @Override
    void abandon(Exchange exchange) {
        lines[source(exchange)].giveUp(exchange);
    }

    @Override
    void close() {
        super.close();
        for (Line line : lines) {
            line.forget();
        }
    }

    /** The connection of one source address. */
    private final class Line implements Connection.User {
        private final InetSocketAddress source;
        private Connection connection;
        private Exchange carried;
        private Exchange waiting;
        private int givenUp;

        Line(InetSocketAddress source) {
            this.source = source;
        }

        private boolean free() {
            return carried == null && (connection == null || connection.isConnected()) && givenUp <= MOST_GIVEN_UP;
        }

        void offer(Exchange exchange) {
            if (free()) {
                attempt(exchange);
                return;
            }
            if (waiting != null) {
                finish(waiting, Result.REFUSED, "pushed-out");
            }
            waiting = exchange;
        }

        private void attempt(Exchange exchange) {
            carried = exchange;
            if (connection != null) {
                connection.ask(exchange.sequence);
                return;
            }
            try {
                connection = Connection.open(selector, source, to, dialogues.get(), this);
            } catch (IOException e) {
                carried = null;
                finish(exchange, Result.REFUSED, Connection.reason(e));
            }
        }

        private void next() {
            if (waiting != null && free()) {
                Exchange exchange = waiting;
                waiting = null;
                attempt(exchange);
            }
        }

        void giveUp(Exchange exchange) {
            if (waiting == exchange) {
                waiting = null;
            }
            if (carried == exchange) {
                carried = null;
                if (spec.connections() == Connections.KEEP_ALIVE) {
                    forget();
                } else if (connection.isConnected()) {
                    givenUp++;
                }
                next();
            }
        }

        void forget() {
            if (connection != null) {
                connection.close();
            }
            connection = null;
            givenUp = 0;
        }

        @Override
        public void connected(Connection made) {
            if (carried != null) {
                made.ask(carried.sequence);
            } else {
                next();
            }
        }

        @Override
        public void answered(Connection by, Answer answer) {
            if (givenUp > 0) {
                givenUp--;
            } else if (carried != null) {
                Exchange exchange = carried;
                carried = null;
                finish(exchange, answer.good() ? Result.GOOD : Result.FAILED, answer.reason());
            }
            if (!by.mayGoOn()) {
                forget();
            }
            next();
        }

        @Override
        public void broken(Connection by, boolean heard, String reason) {
            Exchange exchange = carried;
            carried = null;
            forget();
            if (exchange != null) {
                finish(exchange, heard ? Result.FAILED : Result.REFUSED, reason);
            }
            next();
        }
    }
}
