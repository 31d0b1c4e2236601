package dev.nines.chaos.probe;

import dev.nines.chaos.probe.Dialogue.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/** One TCP connection of a probe. Nothing here waits. */
final class Connection implements Ready {
    /** Who uses it. After {@link #broken} it is closed; an answered one is the user's to close. */
    interface User {
        void connected(Connection connection);

        void answered(Connection connection, Answer answer);

        /** @param heard whether the server may have got what was asked */
        void broken(Connection connection, boolean heard, String reason);
    }

    private static final int READ_BYTES = 16_384;

    private final SocketChannel channel;
    private final Dialogue dialogue;
    private final User user;
    private final SelectionKey key;
    private boolean connected;
    private boolean asked;

    private Connection(SocketChannel channel, Selector selector, Dialogue dialogue, User user) throws IOException {
        this.channel = channel;
        this.dialogue = dialogue;
        this.user = user;
        key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    }

    /**
     * Begins to connect. Nothing is told to the user before this has returned.
     *
     * @throws IOException if not even that could be done: no route, refused at once, no such source address
     */
    static Connection open(
            Selector selector, InetSocketAddress source, InetSocketAddress to, Dialogue dialogue, User user)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.bind(source);
            // A connection that is made at once is reported by the selector like any other.
            Connection connection = new Connection(channel, selector, dialogue, user);
            channel.connect(to);
            return connection;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** One word for what went wrong. */
    static String reason(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (e instanceof PortUnreachableException || message.contains("refused")) {
            return "refused";
        }
        if (e instanceof NoRouteToHostException || message.contains("unreachable") || message.contains("no route")) {
            return "unreachable";
        }
        if (message.contains("reset") || message.contains("broken pipe")) {
            return "reset";
        }
        if (message.contains("timed out")) {
            return "kernel-timeout";
        }
        if (message.contains("assign requested address")) {
            return "no-such-source";
        }
        return e instanceof ConnectException ? "connect" : "io";
    }

    boolean isConnected() {
        return connected;
    }

    void ask(long k) {
        try {
            ByteBuffer question = dialogue.question(k);
            if (!question.hasRemaining()) {
                user.answered(this, Answer.GOOD);
                return;
            }
            asked = true;
            channel.write(question);
            if (question.hasRemaining()) {
                breakOff("send-buffer-full");
            }
        } catch (IOException e) {
            breakOff(reason(e));
        }
    }

    boolean mayGoOn() {
        return channel.isOpen() && dialogue.mayGoOn();
    }

    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    @Override
    public void ready(SelectionKey ready) {
        try {
            if (!connected) {
                if (channel.finishConnect()) {
                    connected = true;
                    key.interestOps(SelectionKey.OP_READ);
                    user.connected(this);
                }
            } else {
                read();
            }
        } catch (IOException e) {
            breakOff(reason(e));
        }
    }

    private void read() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(READ_BYTES);
        int count = channel.read(bytes);
        if (count >= 0) {
            bytes.flip();
            while (bytes.hasRemaining() && channel.isOpen()) {
                Answer answer = dialogue.read(bytes);
                if (answer.complete()) {
                    user.answered(this, answer);
                }
            }
            return;
        }
        Answer last = dialogue.closed();
        if (last.complete()) {
            user.answered(this, last);
        } else {
            breakOff("closed");
        }
    }

    private void breakOff(String reason) {
        close();
        user.broken(this, asked, reason);
    }
}
