package dev.nines.network;

import dev.nines.kernel.Group;
import java.util.Arrays;

/** The open ports of each host: few, so a short search. */
final class Sockets {
    private static final Socket[] NONE = new Socket[0];

    private Socket[][] byHost = new Socket[0][];

    Socket find(int host, int port) {
        if (host < byHost.length) {
            for (Socket socket : byHost[host]) {
                if (socket.port == port) {
                    return socket;
                }
            }
        }
        return null;
    }

    Socket existing(int host, int port) {
        Socket socket = find(host, port);
        if (socket == null) {
            throw new IllegalStateException("host " + host + " does not listen on port " + port);
        }
        return socket;
    }

    void open(Socket socket) {
        if (find(socket.host, socket.port) != null) {
            throw new IllegalStateException("host " + socket.host + " listens on port " + socket.port + " already");
        }
        int before = byHost.length;
        if (socket.host >= before) {
            byHost = Arrays.copyOf(byHost, socket.host + 1);
            Arrays.fill(byHost, before, byHost.length, NONE);
        }
        Socket[] ports = Arrays.copyOf(byHost[socket.host], byHost[socket.host].length + 1);
        ports[ports.length - 1] = socket;
        byHost[socket.host] = ports;
    }

    void close(Socket socket) {
        Socket[] before = byHost[socket.host];
        Socket[] after = new Socket[before.length - 1];
        int count = 0;
        for (Socket other : before) {
            if (other != socket) {
                after[count++] = other;
            }
        }
        byHost[socket.host] = after;
    }

    void closeAll(int host) {
        if (host < byHost.length) {
            byHost[host] = NONE;
        }
    }

    long fingerprint(long hash) {
        long h = hash;
        for (Socket[] ports : byHost) {
            h = Group.mix(h, ports.length);
            for (Socket socket : ports) {
                h = socket.fingerprint(h);
            }
        }
        return h;
    }
}
