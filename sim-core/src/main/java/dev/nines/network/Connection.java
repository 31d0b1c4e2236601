package dev.nines.network;

import dev.nines.kernel.Group;

/**
 * One TCP connection, seen from both ends. Objects are pooled: once a side was told that the connection is over, or
 * closed it, that side must forget the object; {@link #generation} tells lives apart.
 */
public final class Connection {
    static final int NONE = 0;
    static final int SYN_SENT = 1;
    static final int SYN_RECEIVED = 2;
    static final int OPEN = 3;
    /** The process closed; its kernel still has something to send. */
    static final int CLOSING = 4;
    /** The host knows nothing of it. */
    static final int GONE = 5;

    static final int TO_SERVER = 0;
    static final int TO_CLIENT = 1;

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
    int client;
    int server;
    ConnectionUser user;
    /** Where it ends; null before the SYN arrived there. */
    Socket socket;
    /** The forwarder's port in between; null if there is none, or it lost the flow. */
    Socket via;
    /** Everything that happens to a connection happens in the group that opened it. */
    Group group;

    /** What the client sends as soon as it is connected, as an item of its stream; 0: nothing yet. */
    long opening;
    /** Its {@link Flights flight}, or −1. */
    int flight = Flights.NONE;

    long synSentAt;
    /** How long after the SYN-ACK the client was told of it. */
    long lateNanos;
    /** A packet waits for an ARP answer. */
    boolean held;
    /** Takes a place in the backlog of a frozen process. */
    boolean waiting;
    /** The forwarder answers the next packet with RST. */
    boolean resetByForwarder;

    final Half toServer = new Half();
    final Half toClient = new Half();

    Connection(int index) {
        this.index = index;
    }

    /** Counts the lives of this object. */
    public int generation() {
        return generation;
    }

    boolean clientAttached() {
        return client == SYN_SENT || client == OPEN;
    }

    boolean serverAttached() {
        return server == SYN_RECEIVED || server == OPEN;
    }

    /** The server's host has a socket for it, if only to send what its process left behind. */
    boolean serverKnows() {
        return server != NONE && server != GONE;
    }

    Half half(int direction) {
        return direction == TO_SERVER ? toServer : toClient;
    }
}
