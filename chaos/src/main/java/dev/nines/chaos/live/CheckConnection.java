package dev.nines.chaos.live;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of a check, TCP or HTTP. After its end, or once given up, nothing of it is heard. */
final class CheckConnection {
    /** Told in an event each; after {@code answered} and {@code failed} it is over. */
    interface Caller {
        void connected();

        void answered(boolean well);

        /** Refused, broken, or closed before it answered. */
        void failed(String why);
    }

    /** What HAProxy asks with {@code option httpchk} and nothing more. */
    private static final String REQUEST = "OPTIONS / HTTP/1.0\r\n\r\n";
    /** HAProxy passes 2xx and 3xx. */
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d)\\d\\d.*", Pattern.DOTALL);

    private static final int STATUS_LINE_BYTES = 256;

    private final EventLoop loop;
    private final boolean asks;
    private final Caller caller;
    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(STATUS_LINE_BYTES);
    private boolean over;

    /** @param asks an HTTP check; else a connection is enough */
    CheckConnection(EventLoop loop, InetSocketAddress to, boolean asks, Caller caller) {
        this.loop = loop;
        this.asks = asks;
        this.caller = caller;
        try {
            channel = SocketChannel.open();
        } catch (IOException e) {
            throw new IllegalStateException(e); // no file descriptor is left
        }
        try {
            SelectionKey key = loop.register(channel, SelectionKey.OP_CONNECT, this::ready);
            if (channel.connect(to)) {
                loop.post(() -> connected(key));
            }
        } catch (IOException e) {
            loop.post(() -> failed(e));
        }
    }

    /** Gives it up. */
    void close() {
        over = true;
        try {
            // As HAProxy, which leaves no connection in TIME_WAIT.
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // never connected, or reset
        }
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    private void ready(SelectionKey key) {
        if (key.isConnectable()) {
            loop.happen(() -> connect(key));
        } else {
            loop.happen(this::read);
        }
    }

    private void connect(SelectionKey key) {
        try {
            if (channel.finishConnect()) {
                connected(key);
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private void connected(SelectionKey key) {
        if (over) {
            return;
        }
        if (!asks) {
            close();
        } else {
            try {
                key.interestOps(SelectionKey.OP_READ);
                channel.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
            } catch (IOException e) {
                failed(e);
                return;
            }
        }
        caller.connected();
    }

    private void read() {
        if (over) {
            return;
        }
        try {
            int bytes = channel.read(answer);
            Matcher status = STATUS.matcher(
                    StandardCharsets.US_ASCII.decode(answer.duplicate().flip()));
            if (status.matches()) {
                close();
                caller.answered(status.group(1).equals("2") || status.group(1).equals("3"));
            } else if (bytes < 0 || !answer.hasRemaining()) {
                failed(new IOException("no status line"));
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(IOException why) {
        if (!over) {
            close();
            caller.failed(String.valueOf(why.getMessage()));
        }
    }
}
