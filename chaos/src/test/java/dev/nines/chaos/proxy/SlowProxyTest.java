package dev.nines.chaos.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On the loopback address. Times are lower bounds: how much later a busy machine makes it is not ours. */
@Timeout(60)
class SlowProxyTest {
    private static final long DELAY_NANOS = 60_000_000L;
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final AtomicBoolean over = new AtomicBoolean();
    private ServerSocket echo;
    private Thread proxying;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 50, HERE);
        thread(() -> {
            while (true) {
                Socket socket = echo.accept();
                thread(() -> {
                    try (socket) {
                        socket.getInputStream().transferTo(socket.getOutputStream());
                    }
                });
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        echo.close();
        over.set(true);
        if (proxying != null) {
            proxying.join();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Thread thread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // its socket was closed
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private int proxyTo(int port, Pacing.Slowness slowness) throws IOException {
        SlowProxy proxy = new SlowProxy(slowness, 1);
        int door = proxy.open(HERE, new InetSocketAddress(HERE, port));
        proxying = thread(() -> {
            try (proxy) {
                proxy.run(over::get);
            }
        });
        return door;
    }

    @Test
    @DisplayName("a question and its answer are each later by the delay, on every connection by itself")
    void delay() throws Exception {
        int door = proxyTo(echo.getLocalPort(), new Pacing.Slowness(DELAY_NANOS, 0, 0));
        for (int i = 0; i < 3; i++) {
            try (Socket socket = new Socket(HERE, door);
                    Socket silent = new Socket(HERE, door)) {
                assertThat(silent.isConnected()).isTrue();
                long asked = System.nanoTime();
                socket.getOutputStream().write(42);
                assertThat(socket.getInputStream().read()).isEqualTo(42);
                assertThat(System.nanoTime() - asked).isGreaterThanOrEqualTo(2 * DELAY_NANOS);
            }
        }
    }

    @Test
    @DisplayName("megabytes arrive whole and in order, the end of the stream after them, at no more than the rate")
    void whole() throws Exception {
        long bitsPerSecond = 160_000_000L;
        int door = proxyTo(echo.getLocalPort(), new Pacing.Slowness(1_000_000L, 1_000_000L, bitsPerSecond));
        long seed = 3;
        byte[] sent = new byte[10 << 20];
        new Random(seed).nextBytes(sent);
        try (Socket socket = new Socket(HERE, door)) {
            long began = System.nanoTime();
            Thread writer = thread(() -> {
                socket.getOutputStream().write(sent);
                socket.shutdownOutput();
            });
            InputStream in = socket.getInputStream();
            byte[] got = in.readAllBytes();
            writer.join();
            assertThat(Arrays.equals(got, sent))
                    .as("seed %d, %d bytes", seed, got.length)
                    .isTrue();
            assertThat(System.nanoTime() - began)
                    .isGreaterThanOrEqualTo(sent.length * 8L * 1_000_000_000L / bitsPerSecond);
        }
    }

    @Test
    @DisplayName("a service that refuses shows as a reset, and when the time is up doors and connections are gone")
    void refusedAndOver() throws Exception {
        int dead;
        try (ServerSocket closed = new ServerSocket(0, 1, HERE)) {
            dead = closed.getLocalPort();
        }
        int door = proxyTo(dead, new Pacing.Slowness(0, 0, 0));
        try (Socket socket = new Socket(HERE, door)) {
            assertThatThrownBy(() -> {
                        if (socket.getInputStream().read() < 0) {
                            throw new AssertionError("a farewell instead of a reset");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        over.set(true);
        proxying.join();
        assertThatThrownBy(() -> new Socket(HERE, door).close()).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("a client that breaks off takes its connection to the service with it, and nobody else's")
    void brokenOff() throws Exception {
        int door = proxyTo(echo.getLocalPort(), new Pacing.Slowness(5_000_000L, 0, 0));
        try (Socket other = new Socket(HERE, door)) {
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket(HERE, door);
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write(new byte[1000]);
                socket.close();
            }
            other.getOutputStream().write(7);
            assertThat(other.getInputStream().read()).isEqualTo(7);
        }
    }
}
