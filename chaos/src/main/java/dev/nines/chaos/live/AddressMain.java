package dev.nines.chaos.live;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Takes and releases one address when a manager asks, so that the manager need not log in on the host: the line {@code take} or {@code
 * release}, answered by {@code ok} or by what went wrong. Its file:
 *
 * <pre>
 * nines-live: 1
 * pidfile: /run/db-address.pid
 * address: {listen: 10.77.0.14:7010, virtual: 10.77.0.101/32, interface: eth0}
 * </pre>
 */
public final class AddressMain implements Program.Part {
    private static final int ANNOUNCEMENTS = 5;
    private static final int LINE_BYTES = 64;

    private final EventLoop loop;
    private final Interface at;
    private final String address;
    private final Log log;
    private final EventLoop.Worker actions;
    private final ServerSocketChannel listening;

    private AddressMain(EventLoop loop, LiveConfig config) throws IOException {
        LiveConfig.Agent agent = config.agent();
        this.loop = loop;
        at = new Interface(agent.device());
        address = agent.virtual();
        log = new Log(System.out, agent.virtual());
        actions = loop.worker("actions");
        listening = ServerSocketChannel.open();
        listening.bind(agent.listen().socket());
        loop.register(listening, SelectionKey.OP_ACCEPT, key -> accept());
    }

    /** @param args the configuration file */
    public static void main(String[] args) throws IOException {
        Program.run(args, EventLoop.First.SOCKETS, AddressMain::new);
    }

    private void accept() {
        try {
            SocketChannel client = listening.accept();
            if (client != null) {
                ByteBuffer line = ByteBuffer.allocate(LINE_BYTES);
                loop.register(client, SelectionKey.OP_READ, key -> read(key, client, line));
            }
        } catch (IOException e) {
            log.say("accept: " + e.getMessage());
        }
    }

    private void read(SelectionKey key, SocketChannel client, ByteBuffer line) {
        try {
            int bytes = client.read(line);
            String text =
                    StandardCharsets.US_ASCII.decode(line.duplicate().flip()).toString();
            if (text.endsWith("\n")) {
                key.interestOps(0);
                loop.happen(() -> obey(text.strip(), client));
            } else if (bytes < 0 || !line.hasRemaining()) {
                client.close();
            }
        } catch (IOException e) {
            close(client.socket());
        }
    }

    private void obey(String what, SocketChannel client) {
        actions.ask(
                () -> {
                    change(what);
                    return "ok";
                },
                done -> {
                    log.say(what);
                    answer(client, done);
                },
                failed -> {
                    log.say(what + ": " + failed.getMessage());
                    answer(client, String.valueOf(failed.getMessage()));
                });
    }

    private void change(String what) throws IOException {
        if (what.equals("take")) {
            at.add(address);
            at.announce(List.of(address), ANNOUNCEMENTS);
        } else if (what.equals("release")) {
            at.remove(address);
        } else {
            throw new IOException("neither take nor release");
        }
    }

    /** Shorter than any socket's buffer. */
    private static void answer(SocketChannel client, String text) {
        try {
            client.write(ByteBuffer.wrap((text.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8)));
            client.close();
        } catch (IOException e) {
            close(client.socket()); // who asked has gone
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    @Override
    public void start() {
        log.say("ready");
    }

    /** The address stays: only the manager knows who is to have it. */
    @Override
    public void stop(Runnable ended) {
        actions.stop();
        ended.run();
    }
}
