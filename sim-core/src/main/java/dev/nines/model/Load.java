package dev.nines.model;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.RandomStream;
import dev.nines.kernel.Simulation;
import dev.nines.model.spec.ClientSpec.Connections;
import dev.nines.network.Connection;
import dev.nines.network.ConnectionUser;
import dev.nines.network.Network;
import java.util.Arrays;

/**
 * Open-loop requests: probes and clients. A probe {@code k} is sent at {@code k × interval}; clients' requests are
 * {@link Arrivals}. When a request is sent and what it asks are functions of its number, whatever became of the ones
 * before it, so that designs share them.
 */
final class Load implements EventHandler, ConnectionUser {
    /** What a request asks; the low bits of its payload. */
    static final int READ = 0;

    static final int WRITE = 1;
    static final int UPLOAD = 2;
    /** A health check: answered without work. */
    static final int CHECK = 3;

    static int kind(int payload) {
        return payload & 3;
    }

    /** The ledger's number of a write. */
    static int write(int payload) {
        return payload >>> 2;
    }

    /** Answers. */
    static final int OK = 200;

    static final int ERROR = 500;
    /** The server behind broke while it worked on the request: whether it was done is unknown. */
    static final int BAD_GATEWAY = 502;

    static final int UNAVAILABLE = 503;
    static final int GATEWAY_TIMEOUT = 504;

    /**
     * After a request was given up, the next one still goes out on the long-lived connection: that is how its kernel
     * finds out that the server is gone. Further ones wait.
     */
    private static final int MOST_GIVEN_UP = 1;

    private static final long NOT_WAITING = Long.MAX_VALUE;

    private static final int SEND = 0;
    private static final int GIVE_UP = 1;

    /** Where outcomes go. */
    interface Sink {
        /** @return the ledger's number for a write, otherwise 0 */
        int sent(long atNanos, int kind);

        /**
         * @param payload kind and number, see {@link #kind} and {@link #write}
         * @param good answered 200 within the time-out
         * @param known false when nobody said yes or no
         */
        void done(long sentNanos, int payload, boolean good, boolean known);
    }

    private final Simulation sim;
    private final Network network;
    private final World world;
    private final LoadConfig config;
    private final Sink sink;
    private final RandomStream kinds;
    /** Of clients; null for probes. */
    private final Arrivals arrivals;

    private final int address;
    private final int port;

    private long[] requestNumber = new long[16];
    private long[] sentNanos = new long[16];
    private int[] payload = new int[16];
    private int[] triesLeft = new int[16];
    /** Whether an earlier try may have been done although nobody said so. */
    private boolean[] inDoubt = new boolean[16];

    private int[] giveUp = new int[16];
    private Connection[] connection = new Connection[16];
    private int[] free = new int[16];
    private int freeCount;
    private int slots;

    /** Kept connections, one per source address. */
    private final Connection[] kept;

    private final boolean[] connecting;
    /** The request that each carries, or −1. */
    private final int[] carried;
    /** Requests under way on each whose answers nobody waits for any more. */
    private final int[] givenUp;

    private final Lines waiting;

    private boolean on;
    private boolean scheduled;
    /** The request that is sent next, while one is scheduled. */
    private long nextNumber;

    private int inFlight;

    Load(World world, LoadConfig config, Service target, Sink sink) {
        this.world = world;
        this.sim = world.sim;
        this.network = world.network;
        this.config = config;
        this.sink = sink;
        kinds = sim.stream(config.name(), "kind");
        arrivals = config.probe()
                ? null
                : new Arrivals(
                        sim.stream(config.name(), "arrivals"),
                        sim.stream(config.name(), "moment"),
                        config.intervalNanos());
        address = target.address();
        port = config.port() == 0 ? target.port() : config.port();
        kept = new Connection[config.addresses()];
        connecting = new boolean[config.addresses()];
        givenUp = new int[config.addresses()];
        carried = new int[config.addresses()];
        waiting = new Lines(config.addresses());
        Arrays.fill(carried, -1);
    }

    double writeShare() {
        return config.writeShare();
    }

    boolean sends(int kind) {
        return switch (kind) {
            case WRITE -> config.writeShare() > 0;
            case UPLOAD -> config.uploadShare() > 0;
            default -> config.writeShare() + config.uploadShare() < 1;
        };
    }

    /** Requests whose fate is open. */
    int inFlight() {
        return inFlight;
    }

    /** Whether a request that was sent before a time still waits for its outcome. */
    boolean waitsSince(long nanos) {
        for (int slot = 0; slot < slots; slot++) {
            if (sentNanos[slot] < nanos) {
                return true;
            }
        }
        return false;
    }

    /** Where counting goes on when requests are sent again from a time on: the time itself, or that of the next probe. */
    long boundaryAt(long nanos) {
        return arrivals == null ? sendAt(firstNumberAt(nanos)) : nanos;
    }

    /** Requests that are due from one boundary until before another: those of clients on average. */
    long countBetween(long fromNanos, long toNanos) {
        return numberBefore(toNanos) - numberBefore(fromNanos);
    }

    private long numberBefore(long nanos) {
        return arrivals == null ? firstNumberAt(nanos) : nanos / config.intervalNanos();
    }

    private long firstNumberAt(long nanos) {
        return arrivals == null ? -Math.floorDiv(-nanos, config.intervalNanos()) : arrivals.firstAt(nanos);
    }

    private long sendAt(long number) {
        return arrivals == null ? number * config.intervalNanos() : arrivals.timeOf(number);
    }

    void open() {
        on = true;
        if (!scheduled) {
            schedule(firstNumberAt(sim.now()));
        }
    }

    private void schedule(long number) {
        scheduled = true;
        nextNumber = number;
        sim.at(world.clientsGroup, sendAt(number), this, SEND, 0);
    }

    void close() {
        on = false;
    }

    @Override
    public void onEvent(int op, int arg) {
        if (op == SEND) {
            scheduled = false;
            if (on) {
                long number = nextNumber;
                schedule(arrivals == null ? number + 1 : arrivals.after(number));
                request(number, sim.now());
            }
        } else {
            finish(arg, false, false);
        }
    }

    private void request(long k, long now) {
        int slot = newSlot();
        requestNumber[slot] = k;
        sentNanos[slot] = now;
        int kind = kindOf(k);
        triesLeft[slot] = config.retries();
        inDoubt[slot] = false;
        connection[slot] = null;
        inFlight++;
        sim.arm(giveUp[slot], config.timeoutNanos());
        payload[slot] = kind | sink.sent(now, kind) << 2;
        attempt(slot);
    }

    private int kindOf(long k) {
        if (config.writeShare() == 0 && config.uploadShare() == 0) {
            return READ;
        }
        double u = kinds.doubleAt(k);
        if (u < config.writeShare()) {
            return WRITE;
        }
        return u < config.writeShare() + config.uploadShare() ? UPLOAD : READ;
    }

    private int source(int slot) {
        return (int) (requestNumber[slot] % config.addresses());
    }

    private void attempt(int slot) {
        int source = source(slot);
        if (config.connections() == Connections.NEW) {
            connection[slot] = network.request(
                    world.clientHost, source, address, port, this, slot, payload[slot], config.timeoutNanos());
            return;
        }
        if (!free(source)) {
            if (config.probe() && waiting.first(source) >= 0) {
                waiting.remove(source, waiting.first(source)); // a late probe gives way to the next and fails
            }
            waiting.add(source, slot);
        } else if (kept[source] == null) {
            carried[source] = slot;
            connecting[source] = true;
            kept[source] = network.connect(world.clientHost, source, address, port, this, source);
        } else {
            carried[source] = slot;
            network.send(kept[source], payload[slot]);
        }
    }

    /** The request that a connection carries, or −1. */
    private int slotOf(Connection c) {
        return config.connections() == Connections.NEW ? c.token : carried[c.token];
    }

    @Override
    public void onConnected(Connection c) {
        if (config.connections() == Connections.NEW) {
            return;
        }
        int slot = slotOf(c);
        connecting[c.token] = false;
        if (slot >= 0) {
            network.send(c, payload[slot]);
        } else {
            nextWaiting(c.token);
        }
    }

    @Override
    public void onData(Connection c, int status) {
        int slot = slotOf(c);
        if (config.connections() == Connections.NEW) {
            network.close(c);
            connection[slot] = null;
            answered(slot, status);
            return;
        }
        if (givenUp[c.token] > 0) {
            givenUp[c.token]--;
        } else if (slot >= 0) {
            carried[c.token] = -1;
            answered(slot, status);
        }
        nextWaiting(c.token);
    }

    private void answered(int slot, int status) {
        if (status == OK) {
            finish(slot, true, true);
        } else {
            failed(slot, status != BAD_GATEWAY && status != GATEWAY_TIMEOUT);
        }
    }

    private void nextWaiting(int source) {
        int slot = waiting.first(source);
        if (slot >= 0 && free(source)) {
            waiting.remove(source, slot);
            attempt(slot);
        }
    }

    /** Whether a request may go out on a source's connection now. */
    private boolean free(int source) {
        return carried[source] < 0 && !connecting[source] && givenUp[source] <= MOST_GIVEN_UP;
    }

    @Override
    public void onRefused(Connection c) {
        broken(c, true);
    }

    @Override
    public void onReset(Connection c) {
        broken(c, false);
    }

    @Override
    public void onClosed(Connection c) {
        broken(c, false);
    }

    @Override
    public void onConnectTimeout(Connection c) {
        broken(c, true);
    }

    /** @param unheard the server certainly never got the request */
    private void broken(Connection c, boolean unheard) {
        int slot = slotOf(c);
        if (config.connections() == Connections.NEW) {
            connection[slot] = null;
            failed(slot, unheard);
            return;
        }
        int source = c.token;
        forget(source);
        if (slot >= 0) {
            failed(slot, unheard);
        }
        nextWaiting(source);
    }

    private void forget(int source) {
        kept[source] = null;
        connecting[source] = false;
        carried[source] = -1;
        givenUp[source] = 0;
    }

    /** @param known the server certainly has not done it */
    private void failed(int slot, boolean known) {
        inDoubt[slot] |= !known;
        if (triesLeft[slot] > 0) {
            triesLeft[slot]--;
            attempt(slot);
        } else {
            finish(slot, false, !inDoubt[slot]);
        }
    }

    private void finish(int slot, boolean good, boolean known) {
        sim.disarm(giveUp[slot]);
        leaveConnection(slot);
        inFlight--;
        free[freeCount++] = slot;
        long sent = sentNanos[slot];
        sentNanos[slot] = NOT_WAITING;
        sink.done(sent, payload[slot], good, known);
    }

    private void leaveConnection(int slot) {
        if (config.connections() == Connections.NEW) {
            if (connection[slot] != null) {
                network.close(connection[slot]);
                connection[slot] = null;
            }
            return;
        }
        int source = source(slot);
        waiting.remove(source, slot);
        if (carried[source] == slot) {
            giveUpCarried(source);
        }
    }

    private void giveUpCarried(int source) {
        carried[source] = -1;
        if (config.connections() == Connections.KEEP_ALIVE) {
            network.close(kept[source]);
            forget(source);
        } else if (!connecting[source]) {
            givenUp[source]++;
        }
        nextWaiting(source);
    }

    private int newSlot() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        if (slots == giveUp.length) {
            int length = slots * 2;
            requestNumber = Arrays.copyOf(requestNumber, length);
            sentNanos = Arrays.copyOf(sentNanos, length);
            payload = Arrays.copyOf(payload, length);
            triesLeft = Arrays.copyOf(triesLeft, length);
            inDoubt = Arrays.copyOf(inDoubt, length);
            giveUp = Arrays.copyOf(giveUp, length);
            connection = Arrays.copyOf(connection, length);
            free = Arrays.copyOf(free, length);
        }
        giveUp[slots] = sim.timer(world.clientsGroup, this, GIVE_UP, slots);
        return slots++;
    }
}
