package dev.nines.chaos.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/** One direction of one connection: what was read on one side and has not yet been written on the other. */
final class Leg {
    /** More than that is not read ahead: with a delay of 100 ms no connection is faster than 40 MiB/s. */
    static final int BYTES_MAX = 4 << 20;

    private static final int READ_BYTES = 64 << 10;

    /** Bytes with the time at which they may leave; no bytes at all: the end of the stream. */
    private record Chunk(ByteBuffer bytes, long leaveNanos, boolean end) {}

    private final SelectionKey from;
    private final SelectionKey to;
    private final Pacing pacing;
    private final Queue<Chunk> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private long lastLeaveNanos = Long.MIN_VALUE;
    private boolean ended;

    Leg(SelectionKey from, SelectionKey to, Pacing pacing) {
        this.from = from;
        this.to = to;
        this.pacing = pacing;
    }

    /**
     * Takes what has come.
     *
     * @return when it may leave; {@link Long#MAX_VALUE} if nothing had come
     */
    long read(ByteBuffer buffer, long nowNanos) throws IOException {
        buffer.clear().limit(Math.min(READ_BYTES, buffer.capacity()));
        int count = ((SocketChannel) from.channel()).read(buffer);
        if (count == 0) {
            return Long.MAX_VALUE;
        }
        ended = count < 0;
        int bytes = Math.max(0, count);
        lastLeaveNanos = pacing.leaveNanos(nowNanos, lastLeaveNanos, bytes);
        buffer.flip();
        waiting.add(new Chunk(ByteBuffer.allocate(bytes).put(buffer).flip(), lastLeaveNanos, ended));
        waitingBytes += bytes;
        wish(from, SelectionKey.OP_READ, mayRead());
        return lastLeaveNanos;
    }

    /** Writes what may leave by now, as far as the other side takes it. */
    void write(long nowNanos) throws IOException {
        SocketChannel channel = (SocketChannel) to.channel();
        while (!waiting.isEmpty() && waiting.peek().leaveNanos() <= nowNanos) {
            Chunk chunk = waiting.peek();
            waitingBytes -= channel.write(chunk.bytes());
            if (chunk.bytes().hasRemaining()) {
                wish(to, SelectionKey.OP_WRITE, true);
                return;
            }
            waiting.remove();
            if (chunk.end()) {
                channel.shutdownOutput();
            }
        }
        wish(to, SelectionKey.OP_WRITE, false);
        wish(from, SelectionKey.OP_READ, mayRead());
    }

    private boolean mayRead() {
        return !ended && waitingBytes < BYTES_MAX;
    }

    /** The stream has ended, and all of it was passed on. */
    boolean isDone() {
        return ended && waiting.isEmpty();
    }

    static void wish(SelectionKey key, int operation, boolean wanted) {
        key.interestOps(wanted ? key.interestOps() | operation : key.interestOps() & ~operation);
    }
}
