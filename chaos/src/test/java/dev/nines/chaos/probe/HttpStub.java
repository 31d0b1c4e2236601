package dev.nines.chaos.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server that can be stalled, stopped and started again at the same port. */
final class HttpStub implements AutoCloseable {
    final AtomicInteger accepted = new AtomicInteger();
    final Set<InetAddress> clients = ConcurrentHashMap.newKeySet();
    volatile int status = 200;
    volatile String body = "hello";

    private final InetSocketAddress at;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket server;
    private boolean stalled;

    HttpStub() throws IOException {
        this(new InetSocketAddress("127.0.0.1", 0));
    }

    HttpStub(InetSocketAddress where) throws IOException {
        server = listen(where);
        at = new InetSocketAddress(where.getAddress(), server.getLocalPort());
    }

    /** A server in a process of its own, until its standard input ends: arguments address and port. */
    public static void main(String[] args) throws IOException {
        try (HttpStub stub = new HttpStub(new InetSocketAddress(args[0], Integer.parseInt(args[1])))) {
            System.out.println("ready " + stub.port());
            while (System.in.read() >= 0) {
                // until the end
            }
        }
    }

    int port() {
        return at.getPort();
    }

    void start() throws IOException {
        server = listen(at);
    }

    void stop() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    synchronized void stall() {
        stalled = true;
    }

    synchronized void go() {
        stalled = false;
        notifyAll();
    }

    private synchronized void awaitGo() throws InterruptedException {
        while (stalled) {
            wait();
        }
    }

    private ServerSocket listen(InetSocketAddress where) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(where, 1024);
        daemon(() -> accept(socket));
        return socket;
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                Socket socket = from.accept();
                accepted.incrementAndGet();
                clients.add(socket.getInetAddress());
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // stopped
        }
    }

    private void serve(Socket socket) {
        open.add(socket);
        try (socket;
                BufferedReader from =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                OutputStream to = socket.getOutputStream()) {
            boolean more = true;
            while (more) {
                String line = from.readLine();
                while (line != null && !line.isEmpty()) {
                    more &= !line.equals("Connection: close");
                    line = from.readLine();
                }
                if (line == null) {
                    return;
                }
                awaitGo();
                String answer = "HTTP/1.1 " + status + " X\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
                to.write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // the client has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "http-stub");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        go();
        stop();
    }
}
