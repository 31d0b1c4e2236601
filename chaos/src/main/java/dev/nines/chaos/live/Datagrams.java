package dev.nines.chaos.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;

/** UDP on the loop: each datagram is an event, in the order of the socket. What cannot be sent is lost, as on a wire. */
final class Datagrams {
    /** Hears of each datagram, in an event of its own. */
    @FunctionalInterface
    interface Receiver {
        void received(ByteBuffer data, InetAddress sender);
    }

    private static final int TTL = 255;

    private final EventLoop loop;
    private final DatagramChannel channel;
    private final DatagramChannel sender;
    private final Receiver receiver;
    private final int bytesMax;

    private Datagrams(EventLoop loop, DatagramChannel channel, DatagramChannel sender, Receiver receiver, int bytesMax)
            throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.sender = sender;
        this.receiver = receiver;
        this.bytesMax = bytesMax;
        loop.register(channel, SelectionKey.OP_READ, key -> read());
    }

    /** Bound to one address. */
    static Datagrams unicast(EventLoop loop, InetSocketAddress own, int bytesMax, Receiver receiver)
            throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        channel.bind(own);
        return new Datagrams(loop, channel, channel, receiver, bytesMax);
    }

    /**
     * A member of a group, which does not hear itself.
     *
     * @param own what it sends comes from here: without a word the kernel may choose a virtual address, from which its owner takes nothing
     */
    static Datagrams multicast(
            EventLoop loop,
            NetworkInterface at,
            InetSocketAddress own,
            InetSocketAddress group,
            int bytesMax,
            Receiver receiver)
            throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        channel.bind(group);
        channel.join(group.getAddress(), at);
        DatagramChannel sender = DatagramChannel.open(StandardProtocolFamily.INET);
        sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, at);
        sender.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, false);
        sender.setOption(StandardSocketOptions.IP_MULTICAST_TTL, TTL);
        sender.bind(own);
        return new Datagrams(loop, channel, sender, receiver, bytesMax);
    }

    void send(ByteBuffer data, InetSocketAddress to) {
        try {
            sender.send(data, to);
        } catch (IOException e) {
            // no route, no carrier: nobody hears it
        }
    }

    private void read() {
        try {
            while (true) {
                ByteBuffer data = ByteBuffer.allocate(bytesMax);
                InetSocketAddress from = (InetSocketAddress) channel.receive(data);
                if (from == null) {
                    return;
                }
                data.flip();
                loop.happen(() -> receiver.received(data, from.getAddress()));
            }
        } catch (IOException e) {
            // an earlier datagram was refused: the next read goes on
        }
    }
}
