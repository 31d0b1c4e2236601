package dev.nines.chaos.live;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A VRRP advertisement for IPv4, in the layout of RFC 3768 section 5.1 (version 2) and RFC 9568 section 5.1 (version 3). Over UDP the
 * checksum of version 3 leaves out the pseudo header, which names a protocol that is not used.
 *
 * @param router virtual_router_id
 * @param priority 0 … 255
 * @param addresses how many the router has; what they are is not compared
 */
record Advert(int version, int router, int priority, long intervalNanos, int addresses) {
    private static final int TYPE_ADVERTISEMENT = 1;
    private static final int HEADER_BYTES = 8;
    private static final int AUTHENTICATION_BYTES = 8;
    private static final long SECOND = 1_000_000_000L;
    private static final long CENTISECOND = 10_000_000L;
    private static final int CENTISECONDS_MASK = 0xfff;
    static final int BYTES_MAX = 2048;

    ByteBuffer encode(List<InetAddress> virtual) {
        int tail = version == 2 ? AUTHENTICATION_BYTES : 0;
        ByteBuffer packet = ByteBuffer.allocate(HEADER_BYTES + 4 * virtual.size() + tail);
        packet.put((byte) (version << 4 | TYPE_ADVERTISEMENT))
                .put((byte) router)
                .put((byte) priority);
        packet.put((byte) virtual.size());
        packet.putShort((short) (version == 2 ? intervalNanos / SECOND : intervalNanos / CENTISECOND));
        packet.putShort((short) 0);
        virtual.forEach(address -> packet.put(address.getAddress()));
        packet.putShort(6, (short) checksum(packet));
        return packet.rewind();
    }

    /** Empty if it is no advertisement as it must be. */
    static Optional<Advert> decode(ByteBuffer packet) {
        if (packet.remaining() < HEADER_BYTES || sum(packet) != 0xffff) {
            return Optional.empty();
        }
        int first = packet.get(0);
        int version = first >> 4 & 0xf;
        int count = packet.get(3) & 0xff;
        boolean whole = packet.remaining() == HEADER_BYTES + 4 * count + (version == 2 ? AUTHENTICATION_BYTES : 0);
        if ((first & 0xf) != TYPE_ADVERTISEMENT || version < 2 || version > 3 || !whole) {
            return Optional.empty();
        }
        long intervalNanos =
                version == 2 ? (packet.get(5) & 0xff) * SECOND : (packet.getShort(4) & CENTISECONDS_MASK) * CENTISECOND;
        return Optional.of(new Advert(version, packet.get(1) & 0xff, packet.get(2) & 0xff, intervalNanos, count));
    }

    private static int checksum(ByteBuffer packet) {
        return ~sum(packet.duplicate().rewind()) & 0xffff;
    }

    /** The ones' complement sum of RFC 1071 from the buffer's position; all ones over a packet with a right checksum. */
    private static int sum(ByteBuffer packet) {
        int sum = 0;
        for (int at = packet.position(); at < packet.limit(); at += 2) {
            int low = at + 1 < packet.limit() ? packet.get(at + 1) & 0xff : 0;
            sum += (packet.get(at) & 0xff) << 8 | low;
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        return (sum & 0xffff) + (sum >>> 16);
    }
}
