package dev.nines.chaos.probe;

import dev.nines.chaos.probe.ProbeOutcome.Result;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A datagram from a port of its own for each probe, so that an ICMP error is that probe's. */
final class UdpProber extends Prober {
    private final Selector selector;
    private final InetSocketAddress to;
    private final Map<Exchange, Socket> open = new HashMap<>();

    UdpProber(
            int number,
            ProbeSpec spec,
            Schedule schedule,
            Selector selector,
            LongSupplier clock,
            Consumer<ProbeOutcome> outcomes) {
        super(number, spec, schedule, clock, outcomes);
        this.selector = selector;
        to = new InetSocketAddress(spec.address(), spec.port());
    }

    @Override
    void launch(Exchange exchange) {
        try {
            open.put(exchange, new Socket(exchange));
        } catch (IOException e) {
            finish(exchange, Result.REFUSED, Connection.reason(e));
        }
    }

    @Override
    void abandon(Exchange exchange) {
        Socket socket = open.remove(exchange);
        if (socket != null) {
            socket.close();
        }
    }

    private final class Socket implements Ready {
        private final Exchange exchange;
        private final DatagramChannel channel = DatagramChannel.open();

        Socket(Exchange exchange) throws IOException {
            this.exchange = exchange;
            try {
                channel.configureBlocking(false);
                channel.bind(sources.isEmpty() ? null : sources.get(source(exchange)));
                channel.connect(to);
                channel.register(selector, SelectionKey.OP_READ, this);
                channel.write(ByteBuffer.wrap(EchoDialogue.line(exchange.sequence)));
            } catch (IOException e) {
                close();
                throw e;
            }
        }

        @Override
        public void ready(SelectionKey key) {
            byte[] sent = EchoDialogue.line(exchange.sequence);
            ByteBuffer bytes = ByteBuffer.allocate(sent.length + 1);
            try {
                channel.read(bytes);
                boolean same = Arrays.equals(sent, Arrays.copyOf(bytes.array(), bytes.position()));
                end(same ? Result.GOOD : Result.FAILED, same ? "-" : "other-echo");
            } catch (IOException e) {
                end(Result.REFUSED, Connection.reason(e));
            }
        }

        private void end(Result result, String reason) {
            finish(exchange, result, reason);
            abandon(exchange);
        }

        void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
    }
}
