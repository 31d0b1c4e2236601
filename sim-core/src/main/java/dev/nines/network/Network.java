package dev.nines.network;

import dev.nines.fault.Fault.Traffic;
import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.Simulation;
import dev.nines.model.spec.NetworkSpec;

/** Hosts and what lies between them: messages per direction, addresses and neighbour tables, TCP. */
public final class Network {
    private final Fabric fabric;
    private final Datagrams datagrams;
    private final Neighbours neighbours;
    private final Sockets sockets = new Sockets();
    private final Tcp tcp;

    public Network(Simulation simulation, NetworkSpec spec) {
        fabric = new Fabric(simulation, spec);
        datagrams = new Datagrams(simulation, fabric);
        neighbours = new Neighbours(simulation, spec, fabric);
        long[] synTimes = Retransmission.synTimes(spec.synRetries());
        tcp = new Tcp(simulation, fabric, neighbours, sockets, synTimes);
    }

    /**
     * A host, powered and connected; add all hosts before the first address and the first message.
     *
     * @param zone path region/zone/rack
     * @return its index, which is also its own address
     */
    public int addHost(String name, String zone) {
        if (neighbours.addresses() > 0) {
            throw new IllegalStateException("host " + name + " comes after the first virtual address");
        }
        return fabric.addHost(name, zone);
    }

    /** A virtual address that nobody owns yet; its index follows those of the hosts. Empties neighbour tables. */
    public int addAddress(String name) {
        return neighbours.addAddress(name);
    }

    public int hosts() {
        return fabric.hosts();
    }

    public String name(int hostOrAddress) {
        int hosts = fabric.hosts();
        return hostOrAddress < hosts ? fabric.name(hostOrAddress) : neighbours.name(hostOrAddress);
    }

    /**
     * Off: the kernel is gone with its connections, sockets, virtual addresses and neighbour table, and messages under
     * way to it vanish. Nobody is told: neither the processes on the host nor those at the other ends. On: an empty
     * kernel; the processes open their ports again.
     */
    public void power(int host, boolean on) {
        tcp.beforeChange();
        if (fabric.powered(host) && !on) {
            sockets.closeAll(host);
            neighbours.disownAll(host);
            neighbours.clearTable(host);
            tcp.powerOff(host);
        }
        fabric.power(host, on);
    }

    public boolean powered(int host) {
        return fabric.powered(host);
    }

    /** Cable in or out: both directions are dropped while out; the host sees it at once and empties its ARP table. */
    public void carrier(int host, boolean up) {
        if (fabric.carrier(host) == up) {
            return;
        }
        tcp.beforeChange();
        fabric.carrier(host, up);
        if (!up) {
            neighbours.clearTable(host);
        }
        if (fabric.powered(host)) {
            fabric.carrierListener(host).onCarrier(host, up);
        }
    }

    public boolean carrier(int host) {
        return fabric.carrier(host);
    }

    /** Whether TCP gets through both ways now, apart from chance. */
    public boolean reachable(int host, int other) {
        int tcp = dev.nines.fault.Fault.Traffic.TCP.ordinal();
        return fabric.open(host, other, tcp) && fabric.open(other, host, tcp);
    }

    /** Whether some messages get lost by chance now: then nothing is ever quite steady. */
    public boolean lossy() {
        return fabric.lossy();
    }

    /** Whether some delays are random. */
    public boolean delaysVary() {
        return fabric.delaysVary();
    }

    /** The longest that a message can take from any host to any other. */
    public long longestDelayNanos() {
        return fabric.longestDelayNanos();
    }

    /** The one who is told of carrier changes of a host. */
    public void carrierListener(int host, CarrierListener listener) {
        fabric.carrierListener(host, listener);
    }

    /** The switch stops forwarding for the host, both directions; the carrier stays. */
    public void silentCut(int host, boolean cut) {
        tcp.beforeChange();
        fabric.silentCut(host, cut);
    }

    /** @return handle for {@link #removeRule} */
    public int addRule(Rule rule) {
        tcp.beforeChange();
        return fabric.addRule(rule);
    }

    public void removeRule(int handle) {
        tcp.beforeChange();
        fabric.removeRule(handle);
    }

    /**
     * A datagram: delivered as {@code handler.onEvent(op, arg)} in the current group after the delay, or lost.
     *
     * @param to a host; virtual addresses are for TCP
     */
    public void send(int from, int to, Traffic traffic, EventHandler handler, int op, int arg) {
        datagrams.send(from, to, traffic.ordinal(), handler, op, arg);
    }

    /** The same, with what is known of the message's loss. */
    public void send(int from, int to, Traffic traffic, EventHandler handler, int op, int arg, Luck luck) {
        datagrams.send(from, to, traffic.ordinal(), handler, op, arg, luck);
    }

    /** Of a message sent now; 1: none gets through, and nothing is left to chance. */
    public double lossProbability(int from, int to, Traffic traffic) {
        return fabric.lossProbability(from, to, traffic.ordinal());
    }

    /** By how much the delays of two messages from one host to another can differ. */
    public long delaySpreadNanos(int from, int to) {
        return fabric.delaySpreadNanos(from, to);
    }

    /** One datagram to each receiver, each with its own luck. */
    public void multicast(int from, int[] to, Traffic traffic, EventHandler handler, int op, int arg) {
        for (int receiver : to) {
            datagrams.send(from, receiver, traffic.ordinal(), handler, op, arg);
        }
    }

    /** The host answers for the virtual address from now on; neighbours learn it by ARP only. */
    public void own(int host, int address) {
        tcp.beforeChange();
        neighbours.own(host, address, true);
    }

    public void disown(int host, int address) {
        tcp.beforeChange();
        neighbours.own(host, address, false);
    }

    public boolean owns(int host, int address) {
        return neighbours.answersFor(host, address);
    }

    /** How many hosts own the address. */
    public int owners(int address) {
        return neighbours.owners(address);
    }

    /** Gratuitous ARP: entries that reachable neighbours have for the address point at the host afterwards. */
    public void gratuitousArp(int host, int address) {
        neighbours.gratuitousArp(host, address);
    }

    /** A client host starts a window of requests: its neighbour entries count as just confirmed. */
    public void clientResumes(int host) {
        neighbours.clientResumes(host);
    }

    /**
     * Opens a port.
     *
     * @param backlog as in listen(2): a frozen process gets backlog + 1 connections accepted by its kernel
     */
    public void listen(int host, int port, int backlog, Listener listener) {
        tcp.beforeChange();
        sockets.open(Socket.listening(host, port, backlog, listener));
    }

    /** Closes a port: new connections are refused, accepted ones live on. */
    public void unlisten(int host, int port) {
        tcp.beforeChange();
        Socket socket = sockets.existing(host, port);
        sockets.close(socket);
        tcp.resetUnaccepted(socket);
    }

    /**
     * SIGSTOP and SIGCONT of the process behind a port. What arrives meanwhile is delivered in its order at the thaw;
     * connections that the process opened itself are its driver's business.
     */
    public void freeze(int host, int port, boolean frozen) {
        tcp.beforeChange();
        tcp.freeze(sockets.existing(host, port), frozen);
    }

    /** RST to every client of a port, without a word to the listener. */
    public void resetAll(int host, int port) {
        tcp.beforeChange();
        tcp.resetAll(host, port);
    }

    /** SIGKILL of the process behind a port: {@link #unlisten} and {@link #resetAll}. */
    public void kill(int host, int port) {
        if (sockets.find(host, port) != null) {
            unlisten(host, port);
        }
        resetAll(host, port);
    }

    /** A layer-4 balancer takes what comes to a port. */
    public void forward(int host, int port, Forwarder forwarder) {
        tcp.beforeChange();
        sockets.open(Socket.forwarding(host, port, forwarder));
    }

    /** The next packet of each client whose flow goes through this port to the target is answered with RST. */
    public void resetFlows(int host, int port, int target) {
        tcp.resetFlows(sockets.existing(host, port), target);
    }

    /**
     * Connects. No callback comes before this returns, and all that ever happens to the connection happens in the
     * current group.
     *
     * @param sourceKey stands for the client's source address and port
     * @param token the client's own number for the connection
     */
    public Connection connect(int clientHost, int sourceKey, int address, int port, ConnectionUser user, int token) {
        return tcp.connect(clientHost, sourceKey, address, port, user, token);
    }

    /**
     * Connects, and sends a request as soon as the connection is there; otherwise as {@link #connect}. The user may be told
     * of the connection as late as the request arrives, see {@link #lateNanos}.
     *
     * @param patienceNanos it is told at once if the request may not arrive within this time
     */
    public Connection request(
            int clientHost,
            int sourceKey,
            int address,
            int port,
            ConnectionUser user,
            int token,
            int request,
            long patienceNanos) {
        return tcp.connect(clientHost, sourceKey, address, port, user, token, Tcp.data(request), patienceNanos);
    }

    /** How long after the SYN-ACK the user of the connection was told of it. */
    public long lateNanos(Connection connection) {
        return connection.lateNanos;
    }

    /** The first request goes out now if it has not yet, because its user was not {@link ConnectionUser#ready ready}. */
    public void open(Connection connection) {
        tcp.open(connection);
    }

    /** Client to server. */
    public void send(Connection connection, int payload) {
        tcp.send(connection, payload);
    }

    /** Server to client. */
    public void reply(Connection connection, int payload) {
        tcp.reply(connection, payload);
    }

    /** The client closes or aborts: it gets no more callbacks, the server learns it after the delay. */
    public void close(Connection connection) {
        tcp.close(connection);
    }

    /** The server closes: it gets no more callbacks, the client learns it after what was sent before. */
    public void closeByServer(Connection connection) {
        tcp.closeByServer(connection);
    }

    /** Connections that either side still knows. */
    public int openConnections() {
        return tcp.open();
    }

    /**
     * Mixes what waits at a port into the hash. Who connects to a frozen process again and again fills its backlog: a
     * repetition of its own state is not yet a repetition.
     */
    public long fingerprint(long hash, int host, int port) {
        Socket socket = sockets.find(host, port);
        return socket == null ? hash : socket.fingerprint(hash);
    }

    /** Mixes what the group's connections wait for: how long a segment has been sent again, and in vain. */
    public long fingerprintOfConnections(long hash, Group group) {
        return tcp.fingerprint(hash, group);
    }

    /** Mixes owned addresses, rules, host conditions and neighbour entries into the hash. */
    public long fingerprint(long hash) {
        long h = fabric.fingerprint(hash);
        h = neighbours.fingerprint(h);
        h = sockets.fingerprint(h);
        h = datagrams.fingerprint(h);
        return tcp.fingerprint(h);
    }
}
