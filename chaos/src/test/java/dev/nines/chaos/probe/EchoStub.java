package dev.nines.chaos.probe;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Sends back what comes, over TCP and UDP. */
final class EchoStub implements AutoCloseable {
    private final ServerSocket tcp = new ServerSocket();
    private final DatagramSocket udp;

    EchoStub() throws IOException {
        tcp.bind(new InetSocketAddress("127.0.0.1", 0), 1024);
        udp = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        daemon(this::accept);
        daemon(this::datagrams);
    }

    int tcpPort() {
        return tcp.getLocalPort();
    }

    int udpPort() {
        return udp.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = tcp.accept();
                daemon(() -> echo(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // the client has gone
        }
    }

    private void datagrams() {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
                udp.receive(packet);
                udp.send(packet);
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "echo-stub");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        tcp.close();
        udp.close();
    }
}
