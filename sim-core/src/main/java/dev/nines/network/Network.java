package dev.nines.network;

import dev.nines.fault.Fault.Traffic;
import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Simulation;
import dev.nines.model.spec.NetworkSpec;

/** Hosts and what lies between them: messages per direction, addresses and neighbour tables, TCP. */
public final class Network {
    private static UnsupportedOperationException unfinished() {
        return new UnsupportedOperationException();
    }

    public Network(Simulation simulation, NetworkSpec spec) {}

    /**
     * A host, powered and connected; add all hosts before the first address and the first message.
     *
     * @param zone path region/zone/rack
     * @return its index, which is also its own address
     */
    public int addHost(String name, String zone) {
        throw unfinished();
    }

    /** A virtual address that nobody owns yet; its index follows those of the hosts. */
    public int addAddress(String name) {
        throw unfinished();
    }

    public int hosts() {
        throw unfinished();
    }

    public String name(int hostOrAddress) {
        throw unfinished();
    }

    /** Off: kernel gone with connections, sockets, own addresses and neighbour table; messages to it vanish. */
    public void power(int host, boolean on) {
        throw unfinished();
    }

    public boolean powered(int host) {
        throw unfinished();
    }

    /** Cable in or out: both directions are dropped while out, and the host sees it at once. */
    public void carrier(int host, boolean up) {
        throw unfinished();
    }

    public boolean carrier(int host) {
        throw unfinished();
    }

    /** The one who is told of carrier changes of a host. */
    public void carrierListener(int host, CarrierListener listener) {
        throw unfinished();
    }

    /** The switch stops forwarding for the host, both directions; the carrier stays. */
    public void silentCut(int host, boolean cut) {
        throw unfinished();
    }

    /** @return handle for {@link #removeRule} */
    public int addRule(Rule rule) {
        throw unfinished();
    }

    public void removeRule(int handle) {
        throw unfinished();
    }

    /** A datagram: delivered as {@code handler.onEvent(op, arg)} in the current group after the delay, or lost. */
    public void send(int from, int to, Traffic traffic, EventHandler handler, int op, int arg) {
        throw unfinished();
    }

    /** One datagram to each receiver, each with its own luck. */
    public void multicast(int from, int[] to, Traffic traffic, EventHandler handler, int op, int arg) {
        throw unfinished();
    }

    /** The host answers for the virtual address from now on; neighbours learn it by ARP only. */
    public void own(int host, int address) {
        throw unfinished();
    }

    public void disown(int host, int address) {
        throw unfinished();
    }

    public boolean owns(int host, int address) {
        throw unfinished();
    }

    /** How many hosts own the address. */
    public int owners(int address) {
        throw unfinished();
    }

    /** Gratuitous ARP: entries that reachable neighbours have for the address point at the host afterwards. */
    public void gratuitousArp(int host, int address) {
        throw unfinished();
    }

    /** A client host starts a window of requests: its neighbour entries count as just confirmed. */
    public void clientResumes(int host) {
        throw unfinished();
    }

    /**
     * Opens a port.
     *
     * @param backlog as in listen(2): a frozen process gets backlog + 1 connections accepted by its kernel
     */
    public void listen(int host, int port, int backlog, Listener listener) {
        throw unfinished();
    }

    /** Closes a port: new connections are refused, accepted ones live on. */
    public void unlisten(int host, int port) {
        throw unfinished();
    }

    /** SIGSTOP and SIGCONT of the process behind a port. */
    public void freeze(int host, int port, boolean frozen) {
        throw unfinished();
    }

    /** RST to every client of a port, without a word to the listener. */
    public void resetAll(int host, int port) {
        throw unfinished();
    }

    /** SIGKILL of the process behind a port: {@link #unlisten} and {@link #resetAll}. */
    public void kill(int host, int port) {
        throw unfinished();
    }

    /** A layer-4 balancer takes what comes to a port. */
    public void forward(int host, int port, Forwarder forwarder) {
        throw unfinished();
    }

    /** The next packet of each client whose flow goes through this port to the target is answered with RST. */
    public void resetFlows(int host, int port, int target) {
        throw unfinished();
    }

    /**
     * Connects.
     *
     * @param sourceKey stands for the client's source address and port
     * @param token the client's own number for the connection
     */
    public Connection connect(int clientHost, int sourceKey, int address, int port, ConnectionUser user, int token) {
        throw unfinished();
    }

    /** Client to server. */
    public void send(Connection connection, int payload) {
        throw unfinished();
    }

    /** Server to client. */
    public void reply(Connection connection, int payload) {
        throw unfinished();
    }

    /** The client closes or aborts: it gets no more callbacks, the server learns it after the delay. */
    public void close(Connection connection) {
        throw unfinished();
    }

    /** The server closes: it gets no more callbacks, the client learns it after what was sent before. */
    public void closeByServer(Connection connection) {
        throw unfinished();
    }

    /** Connections that either side still knows. */
    public int openConnections() {
        throw unfinished();
    }

    /** Mixes owned addresses, rules, host conditions and neighbour entries into the hash. */
    public long fingerprint(long hash) {
        throw unfinished();
    }
}
