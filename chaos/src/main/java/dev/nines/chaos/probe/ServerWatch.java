package dev.nines.chaos.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Asks an HAProxy of this machine or of a lab on it for the state of its servers, by its stats socket, and tells when one goes DOWN. That
 * happened between two answers.
 */
public final class ServerWatch implements AutoCloseable {
    private static final long PERIOD_NANOS = 25_000_000L;
    private static final int ANSWER_BYTES_MAX = 1 << 18;
    private static final int PROXY = 0;
    private static final int SERVER = 1;
    private static final int STATUS = 17;

    private final Path socket;
    private final String machine;
    private final Consumer<Sighting> sightings;
    private final LongSupplier clock;
    private final Map<String, Boolean> wasDown = new HashMap<>();
    private final Thread thread;
    private long askedNanos;
    private volatile boolean closed;
    private volatile boolean answers;

    /**
     * @param machine a name for people
     * @param sightings is told on the watch's thread
     */
    public ServerWatch(Path socket, String machine, Consumer<Sighting> sightings) {
        this(socket, machine, sightings, new EpochClock());
    }

    ServerWatch(Path socket, String machine, Consumer<Sighting> sightings, LongSupplier clock) {
        this.socket = socket;
        this.machine = machine;
        this.sightings = sightings;
        this.clock = clock;
        thread = new Thread(this::run, "server-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether it has answered at least once. */
    public boolean answers() {
        return answers;
    }

    private void run() {
        while (!closed) {
            try {
                String table = ask();
                table(table, clock.getAsLong());
                answers |= !table.isEmpty();
            } catch (IOException e) {
                wasDown.clear(); // it is gone; a new one begins anew
                askedNanos = 0;
            }
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }

    /** @param nanos when the answer had come */
    void table(String table, long nanos) {
        for (String line : table.split("\n", -1)) {
            String[] cells = line.split(",", -1);
            boolean server = cells.length > STATUS
                    && !line.startsWith("#")
                    && !cells[SERVER].equals("FRONTEND")
                    && !cells[SERVER].equals("BACKEND");
            if (server) {
                state(cells[PROXY] + "/" + cells[SERVER], cells[STATUS], nanos);
            }
        }
        askedNanos = nanos;
    }

    /** {@code DOWN 1/2} is a server that comes back: it is still down. */
    private void state(String server, String status, long nanos) {
        boolean down = status.startsWith("DOWN");
        Boolean before = wasDown.put(server, down);
        if (down && Boolean.FALSE.equals(before) && askedNanos > 0) {
            long half = (nanos - askedNanos) / 2;
            sightings.accept(new Sighting(server + " in " + machine, "is DOWN", askedNanos + half, half));
        }
    }

    private String ask() throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap("show stat\n".getBytes(StandardCharsets.US_ASCII)));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            while (channel.read(buffer) >= 0 && answer.size() < ANSWER_BYTES_MAX) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
