package dev.nines.network;

import dev.nines.kernel.Group;

/** A listening socket, or the port of a forwarder. */
final class Socket {
    private static final Listener NOBODY = new Listener() {
        @Override
        public void onAccept(Connection connection) {}

        @Override
        public void onData(Connection connection, int payload) {}

        @Override
        public void onPeerClosed(Connection connection) {}

        @Override
        public void onReset(Connection connection) {}
    };

    final int host;
    final int port;
    final int backlog;
    final Listener listener;
    /** Null unless this is a forwarder's port. */
    final Forwarder forwarder;

    boolean frozen;
    /** Connections that the kernel accepted for the frozen process. */
    int waiting;
    /** What arrived for the frozen process, as (connection and its generation, item) pairs. */
    final LongRing inbox = new LongRing();

    private Socket(int host, int port, int backlog, Listener listener, Forwarder forwarder) {
        this.host = host;
        this.port = port;
        this.backlog = backlog;
        this.listener = listener;
        this.forwarder = forwarder;
    }

    long fingerprint(long hash) {
        long h = Group.mix(hash, port * 2L + (frozen ? 1 : 0));
        return Group.mix(h, waiting * 65536L + inbox.size());
    }

    static Socket listening(int host, int port, int backlog, Listener listener) {
        return new Socket(host, port, backlog, listener, null);
    }

    static Socket forwarding(int host, int port, Forwarder forwarder) {
        return new Socket(host, port, 0, NOBODY, forwarder);
    }
}
