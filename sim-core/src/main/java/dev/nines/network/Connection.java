package dev.nines.network;

/**
 * One TCP connection, seen from both ends. Objects are pooled: once a side was told that the connection is over, or
 * closed it, that side must forget the object; {@link #generation} tells lives apart.
 */
public final class Connection {
    /** The client's own number for it. */
    public int token;
    /** The server's own number for it, free for the listener. */
    public int serverToken;
    /** The forwarder's own number for it. */
    public int viaToken;
    /** Host that connected. */
    public int clientHost;
    /** Stands for the client's source address and port: what balancers hash. */
    public int sourceKey;
    /** Host that the connection ends at, or −1 while unknown. */
    public int serverHost;
    /** Address that the client connected to. */
    public int address;
    /** Port that the client connected to. */
    public int port;
    /** Port on the server; differs from {@link #port} only if a forwarder says so. */
    public int targetPort;
    /** Host of the forwarder in between, or −1. */
    public int viaHost;
    /**
     * TCP_USER_TIMEOUT of the client: abort when a segment stays unacknowledged this long; 0 = as the kernel
     * (tcp_retries2). Set it before the first send.
     */
    public long tcpUserTimeoutNanos;

    final int index;
    int generation;

    Connection(int index) {
        this.index = index;
    }

    /** Counts the lives of this object. */
    public int generation() {
        return generation;
    }
}
