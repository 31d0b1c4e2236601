package dev.nines.chaos.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Passes connections on to services, later and slower. Precise to about a millisecond. A service that refuses shows as a
 * connection that is reset at once: the proxy had to accept it to find out.
 */
final class SlowProxy implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    /** How soon it notices that its time is up. */
    private static final long LOOK_MILLIS = 200;

    /** Something may leave at that time. */
    private record Due(long atNanos, Leg leg, Pair pair) {}

    /** Both directions of a connection: a key's attachment. */
    private static final class Pair {
        private final SelectionKey client;
        private final SelectionKey service;
        private final Leg there;
        private final Leg back;

        private Pair(SelectionKey client, SelectionKey service, Pacing there, Pacing back) {
            this.client = client;
            this.service = service;
            this.there = new Leg(client, service, there);
            this.back = new Leg(service, client, back);
        }

        private Leg from(SelectionKey key) {
            return key == client ? there : back;
        }

        private Leg to(SelectionKey key) {
            return key == client ? back : there;
        }
    }

    private final Selector selector;
    private final List<ServerSocketChannel> doors = new ArrayList<>();
    private final Pacing there;
    private final Pacing back;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final PriorityQueue<Due> due = new PriorityQueue<>((a, b) -> Long.compare(a.atNanos() - b.atNanos(), 0));

    /** @param seed of the jitter */
    SlowProxy(Pacing.Slowness slowness, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        there = new Pacing(slowness, random::nextDouble);
        back = new Pacing(slowness, random::nextDouble);
        selector = Selector.open();
    }

    /**
     * Opens a door to a service.
     *
     * @param at address to listen on
     * @return the port that the system has chosen
     */
    int open(InetAddress at, InetSocketAddress service) throws IOException {
        ServerSocketChannel door = ServerSocketChannel.open();
        doors.add(door);
        door.bind(new InetSocketAddress(at, 0), BACKLOG);
        door.configureBlocking(false);
        door.register(selector, SelectionKey.OP_ACCEPT, service);
        return ((InetSocketAddress) door.getLocalAddress()).getPort();
    }

    /** Passes on until the time is up. */
    void run(BooleanSupplier timeIsUp) throws IOException {
        long lookedNanos = System.nanoTime();
        while (true) {
            selector.select(waitMillis());
            long now = System.nanoTime();
            for (SelectionKey key : selector.selectedKeys()) {
                serve(key, now);
            }
            selector.selectedKeys().clear();
            release(System.nanoTime());
            if (now - lookedNanos >= LOOK_MILLIS * NANOS_PER_MILLI) {
                lookedNanos = now;
                if (timeIsUp.getAsBoolean()) {
                    return;
                }
            }
        }
    }

    private long waitMillis() {
        if (due.isEmpty()) {
            return LOOK_MILLIS;
        }
        long nanos = due.peek().atNanos() - System.nanoTime();
        return Math.min(LOOK_MILLIS, Math.max(1, (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI));
    }

    private void serve(SelectionKey key, long nowNanos) throws IOException {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof InetSocketAddress service) {
            accept((ServerSocketChannel) key.channel(), service);
            return;
        }
        Pair pair = (Pair) key.attachment();
        try {
            if (key.isConnectable()) {
                connected(pair);
            }
            if (key.isReadable()) {
                Leg leg = pair.from(key);
                long at = leg.read(buffer, nowNanos);
                if (at != Long.MAX_VALUE) {
                    due.add(new Due(at, leg, pair));
                }
            }
            if (key.isValid() && key.isWritable()) {
                write(pair.to(key), pair, nowNanos);
            }
        } catch (IOException e) {
            reset(pair);
        }
    }

    private void accept(ServerSocketChannel door, InetSocketAddress service) throws IOException {
        SocketChannel client = door.accept();
        if (client == null) {
            return;
        }
        SocketChannel onward = SocketChannel.open();
        Pair pair = null;
        try {
            for (SocketChannel channel : List.of(client, onward)) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            pair = new Pair(client.register(selector, 0), onward.register(selector, 0), there, back);
            pair.client.attach(pair);
            pair.service.attach(pair);
            if (onward.connect(service)) {
                connected(pair);
            } else {
                Leg.wish(pair.service, SelectionKey.OP_CONNECT, true);
            }
        } catch (IOException e) {
            if (pair != null) {
                reset(pair);
            } else {
                client.close();
                onward.close();
            }
        }
    }

    private static void connected(Pair pair) throws IOException {
        ((SocketChannel) pair.service.channel()).finishConnect();
        Leg.wish(pair.service, SelectionKey.OP_CONNECT, false);
        Leg.wish(pair.service, SelectionKey.OP_READ, true);
        Leg.wish(pair.client, SelectionKey.OP_READ, true);
    }

    private void release(long nowNanos) {
        while (!due.isEmpty() && due.peek().atNanos() - nowNanos <= 0) {
            Due next = due.remove();
            if (next.pair().client.isValid()) {
                try {
                    write(next.leg(), next.pair(), nowNanos);
                } catch (IOException e) {
                    reset(next.pair());
                }
            }
        }
    }

    private static void write(Leg leg, Pair pair, long nowNanos) throws IOException {
        leg.write(nowNanos);
        if (pair.there.isDone() && pair.back.isDone()) {
            pair.client.channel().close();
            pair.service.channel().close();
        }
    }

    /** As the one side has gone, so goes the other: at once, without a farewell. */
    private static void reset(Pair pair) {
        for (SelectionKey key : List.of(pair.client, pair.service)) {
            try {
                ((SocketChannel) key.channel()).setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (ClosedChannelException e) {
                continue;
            } catch (IOException e) {
                // closing is what matters
            }
            close(key);
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            // it is gone
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof Pair pair) {
                reset(pair);
            }
        }
        for (ServerSocketChannel door : doors) {
            door.close();
        }
        selector.close();
    }
}
