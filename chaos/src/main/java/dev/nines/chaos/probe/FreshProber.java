package dev.nines.chaos.probe;

import dev.nines.chaos.probe.Dialogue.Answer;
import dev.nines.chaos.probe.ProbeOutcome.Result;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A new connection for each probe. */
final class FreshProber extends Prober {
    private final Selector selector;
    private final Supplier<Dialogue> dialogues;
    private final InetSocketAddress to;

    FreshProber(
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
    }

    @Override
    void launch(Exchange exchange) {
        InetSocketAddress source = sources.isEmpty() ? null : sources.get(source(exchange));
        try {
            exchange.connection = Connection.open(selector, source, to, dialogues.get(), new Carrier(exchange));
        } catch (IOException e) {
            finish(exchange, Result.REFUSED, Connection.reason(e));
        }
    }

    @Override
    void abandon(Exchange exchange) {
        exchange.connection.close();
    }

    private final class Carrier implements Connection.User {
        private final Exchange exchange;

        Carrier(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void connected(Connection connection) {
            connection.ask(exchange.sequence);
        }

        @Override
        public void answered(Connection connection, Answer answer) {
            finish(exchange, answer.good() ? Result.GOOD : Result.FAILED, answer.reason());
            connection.close();
        }

        @Override
        public void broken(Connection connection, boolean heard, String reason) {
            finish(exchange, heard ? Result.FAILED : Result.REFUSED, reason);
        }
    }
}
