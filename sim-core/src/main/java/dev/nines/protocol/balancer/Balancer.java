package dev.nines.protocol.balancer;

import dev.nines.protocol.balancer.BalancerConfig.Algorithm;
import dev.nines.protocol.balancer.BalancerConfig.HashType;
import dev.nines.protocol.balancer.BalancerConfig.Server;

/**
 * One HAProxy backend: which server a request goes to, how many connections each has, who waits for a slot ({@code
 * lb_fwrr.c}, {@code lb_fwlc.c}, {@code lb_fas.c}, {@code lb_map.c}, {@code lb_chash.c}, {@code backend.c}, {@code
 * queue.c}).
 *
 * <p>All servers are RUNNING at first: slowstart never applies at process start. Requests are small non-negative
 * numbers of the driver's choice; a number is free again when its request has left.
 */
public final class Balancer {

    /** No server is usable (503), or a full queue refused the request. Also: no server. */
    public static final int NONE = -1;
    /** {@link #assign}: the request waits; {@link #pick}: every server that could be chosen is full. */
    public static final int QUEUED = -2;
    /** As persistent server: the request carries no cookie; the stick table counts. */
    public static final int NO_COOKIE = -1;
    /** As persistent server: after a redispatch neither cookie nor stick table count. */
    public static final int IGNORE_PERSISTENCE = -2;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** HAProxy's {@code cur_state}. */
    public enum ServerState {
        STOPPED,
        /** In slowstart. */
        STARTING,
        RUNNING
    }

    public enum Timer {
        /** Key: the server. Once a second during slowstart. */
        SLOWSTART,
        /** Key: 0. Ages the stick table while it has entries. */
        STICK_EXPIRY
    }

    /**
     * What the backend asks of the world. Arming replaces the earlier deadline; a replaced deadline never fires.
     */
    public interface Effects {
        void arm(Timer timer, int key, long delayNanos);

        void disarm(Timer timer, int key);

        /** A new uniform draw in 0..bound − 1, for {@code balance random}. */
        long draw(long bound);

        /** A slot on this server was taken for the queued request ({@link RequestDispatch#onDequeued}). */
        void dequeued(int request, int server);

        /**
         * The server at which this request waited went down: it has left the queue and must choose again, in an
         * event of its own ({@link RequestDispatch#onRequeued}).
         */
        void requeued(int request);
    }

    private final BalancerConfig config;
    private final Effects effects;
    private final ServerSet servers;
    private final RequestQueues queues;
    private final StickTable sticks;
    private final SmoothRoundRobin roundRobin;
    private final WeightMap weightMap;
    private final HashRing hashRing;
    private int leastconnCursor = -1;
    private boolean pickedByPersistence;

    public Balancer(BalancerConfig config, Effects effects) {
        this.config = config;
        this.effects = effects;
        this.servers = new ServerSet(config);
        this.queues = new RequestQueues(servers.count + 1);
        this.sticks = new StickTable(config.stickTableSize());
        this.roundRobin = new SmoothRoundRobin(servers.count);
        this.weightMap = new WeightMap(servers);
        this.hashRing = new HashRing(
                servers, config.algorithm() == Algorithm.SOURCE && config.hashType() == HashType.CONSISTENT);
        onServersChanged();
    }

    /**
     * Takes a slot for a request or lets it wait.
     *
     * @param request the driver's number for it
     * @param sourceKey the client's address
     * @param persistentServer the server named by the client's cookie, {@link #NO_COOKIE} or {@link
     *     #IGNORE_PERSISTENCE}
     * @param avoid after a redispatch the server that failed: chosen only if there is no other; else {@link #NONE}
     * @return the server's index, {@link #NONE} (503) or {@link #QUEUED}
     */
    public int assign(int request, int sourceKey, int persistentServer, int avoid) {
        int picked = pick(sourceKey, persistentServer, avoid);
        if (picked >= 0 && pickedByPersistence && queueIsFull(picked) && config.redispatch()) {
            picked = pick(sourceKey, IGNORE_PERSISTENCE, NONE);
        }
        if (picked == NONE || (picked >= 0 && queueIsFull(picked))) {
            return NONE;
        }
        if (picked == QUEUED) {
            queues.add(request, backendQueue());
            return QUEUED;
        }
        if (servers.hasNoSlot(picked)) {
            queues.add(request, picked);
            servers.queued[picked]++;
            return QUEUED;
        }
        servers.served[picked]++;
        return picked;
    }

    /**
     * Only chooses; counts nothing but the algorithm's own turn.
     *
     * @return the server's index (it may be full if persistence or a hash demands it), {@link #NONE}, or {@link
     *     #QUEUED} when every candidate is full
     */
    public int pick(int sourceKey, int persistentServer, int avoid) {
        int persistent = persistentServer;
        if (persistentServer == NO_COOKIE && config.stickTableSize() > 0) {
            persistent = sticks.get(sourceKey);
        }
        if (persistent >= 0 && (config.persist() || servers.isUp(persistent))) {
            pickedByPersistence = true;
            return persistent;
        }
        pickedByPersistence = false;
        return balance(sourceKey, avoid);
    }

    /** {@link #pick(int, int, int)} with nothing to avoid. */
    public int pick(int sourceKey, int persistentServer) {
        return pick(sourceKey, persistentServer, NONE);
    }

    /** Whether the last pick followed a cookie or a stick-table entry. */
    public boolean pickedByPersistence() {
        return pickedByPersistence;
    }

    /** Remembers the server that serves this source; HAProxy stores it when the response starts. */
    public void stick(int sourceKey, int server) {
        if (config.stickTableSize() == 0) {
            return;
        }
        boolean wasEmpty = sticks.size() == 0;
        sticks.put(sourceKey, server);
        if (wasEmpty && config.stickExpireNanos() > 0) {
            effects.arm(Timer.STICK_EXPIRY, 0, stickTickNanos());
        }
    }

    /** A connection takes a slot without {@link #assign}. */
    public void onConnectionOpened(int server) {
        servers.served[server]++;
    }

    /** A slot is free: the connection ended, or its attempt was given up. */
    public void onConnectionClosed(int server) {
        if (servers.served[server] == 0) {
            throw new IllegalStateException("server " + server + " has no connection to close");
        }
        servers.served[server]--;
        serveQueues(server);
    }

    /** The request gives up waiting. */
    public void leaveQueue(int request) {
        int queue = queues.remove(request);
        if (queue >= 0 && queue < servers.count) {
            servers.queued[queue]--;
        }
    }

    /**
     * The check (or an operator) takes the server out. Existing connections are the driver's business ({@code
     * on-marked-down shutdown-sessions}). Requests that wait for this very server choose again when redispatch is
     * on; otherwise they keep waiting for it, as in {@code pendconn_redistribute}.
     */
    public void markDown(int server) {
        if (!servers.isUp(server)) {
            return;
        }
        if (servers.state[server] == ServerState.STARTING) {
            effects.disarm(Timer.SLOWSTART, server);
        }
        servers.state[server] = ServerState.STOPPED;
        onServersChanged();
        if (config.redispatch() && !config.persist()) {
            redistribute(server);
        }
        serveAllQueues();
    }

    /** The check brings the server back, warming up if it has a slowstart. */
    public void markUp(int server) {
        if (servers.isUp(server)) {
            return;
        }
        if (servers.slowstartSeconds[server] > 0) {
            servers.state[server] = ServerState.STARTING;
            servers.warmSeconds[server] = 0;
            effects.arm(Timer.SLOWSTART, server, SECOND_NANOS);
        } else {
            servers.state[server] = ServerState.RUNNING;
        }
        onServersChanged();
        serveAllQueues();
    }

    /**
     * Changes a weight at run time. Only the dynamic algorithms can: static-rr and the map-based hash keep the
     * configured one (zero included, so that a server cannot be drained this way). A consistent hash cannot exceed
     * the configured one.
     */
    public void setWeight(int server, int weight) {
        if (weight < 0 || weight > 256) {
            throw new IllegalArgumentException("weight must be within 0..256, not " + weight);
        }
        if (servers.dynamicWeights) {
            boolean wasUsable = servers.isUsable(server);
            servers.weight[server] = weight;
            servers.recalculate(server);
            if (servers.isUsable(server) != wasUsable) {
                onServersChanged();
            }
            serveAllQueues();
        }
    }

    public void onTimer(Timer timer, int key) {
        if (timer == Timer.SLOWSTART) {
            warmUp(key);
        } else {
            sticks.age();
            if (sticks.size() > 0) {
                effects.arm(Timer.STICK_EXPIRY, 0, stickTickNanos());
            }
        }
    }

    public ServerState state(int server) {
        return servers.state[server];
    }

    /** Fully up: neither down nor warming up (HAProxy's {@code cur_state} against SRV_ST_RUNNING). */
    public boolean isRunning(int server) {
        return servers.state[server] == ServerState.RUNNING;
    }

    /** Up, with a weight above 0, and not a backup that has to stand by. */
    public boolean takesTraffic(int server) {
        return servers.inUse[server];
    }

    /** Usable servers that are no backups ({@code srv_act}). */
    public int activeServers() {
        return servers.activeUsable;
    }

    /** Current connections, pending attempts included. */
    public int current(int server) {
        return servers.served[server];
    }

    /** Requests waiting for this server. */
    public int queued(int server) {
        return servers.queued[server];
    }

    /** Requests waiting for any server. */
    public int queuedInBackend() {
        return queues.size(backendQueue());
    }

    /** Weight in sixteenths of the configured unit: 16 × weight when fully warm. */
    public int effectiveWeight(int server) {
        return servers.effectiveWeight[server];
    }

    /** maxconn as slowstart allows it now; {@link Integer#MAX_VALUE}: unlimited. */
    public int dynamicMaxconn(int server) {
        return servers.dynamicMaxconn(server);
    }

    /** Live stick-table entries. */
    public int stickEntries() {
        return sticks.size();
    }

    /** Mixes everything that decides the future, apart from the timers, into {@code h}. */
    public long fingerprint(long h) {
        long mixed = servers.fingerprint(h);
        mixed = roundRobin.fingerprint(mixed);
        mixed = queues.fingerprint(mixed);
        mixed = sticks.fingerprint(mixed);
        return Mix.mix(mixed, leastconnCursor);
    }

    private int balance(int sourceKey, int avoid) {
        if (servers.totalWeight() == 0) {
            return NONE;
        }
        // the last server left is not avoided: HAProxy returns it after having looked for another
        int shunned = servers.canAvoid(avoid) ? avoid : NONE;
        return switch (config.algorithm()) {
            case ROUNDROBIN, STATIC_RR -> roundRobin.next(servers, shunned);
            case LEASTCONN -> leastconn(shunned);
            case FIRST -> first(shunned);
            case SOURCE ->
                config.hashType() == HashType.CONSISTENT
                        ? hashRing.server(sourceKey, shunned)
                        : weightMap.server(sourceKey);
            case RANDOM -> random(shunned);
        };
    }

    /** Equal servers take turns: the search starts behind the last one chosen. */
    private int leastconn(int shunned) {
        int best = QUEUED;
        long bestKey = Long.MAX_VALUE;
        int i = leastconnCursor;
        for (int k = 0; k < servers.count; k++) {
            i = i + 1 >= servers.count ? 0 : i + 1;
            if (i != shunned && servers.inUse[i] && !servers.hasNoSlot(i)) {
                long key = servers.leastconnKey(i);
                if (key < bestKey) {
                    bestKey = key;
                    best = i;
                }
            }
        }
        if (best >= 0) {
            leastconnCursor = best;
        }
        return best;
    }

    private int first(int shunned) {
        for (int i = 0; i < servers.count; i++) {
            if (i != shunned && servers.inUse[i] && !servers.hasNoSlot(i)) {
                return i;
            }
        }
        return QUEUED;
    }

    /** The last draw wins ties; a full winner means waiting in the backend, not another draw. */
    private int random(int shunned) {
        long total = servers.totalWeight() - (shunned == NONE ? 0 : servers.effectiveWeight[shunned]);
        int best = servers.byWeight(effects.draw(total), shunned);
        for (int k = 1; k < config.randomDraws(); k++) {
            int drawn = servers.byWeight(effects.draw(total), shunned);
            if (servers.isNotBusier(drawn, best)) {
                best = drawn;
            }
        }
        return servers.hasNoSlot(best) ? QUEUED : best;
    }

    private void warmUp(int server) {
        servers.warmSeconds[server]++;
        if (servers.warmSeconds[server] >= servers.slowstartSeconds[server]) {
            servers.state[server] = ServerState.RUNNING;
        } else {
            effects.arm(Timer.SLOWSTART, server, SECOND_NANOS);
        }
        servers.recalculate(server);
        serveQueues(server);
    }

    private void onServersChanged() {
        servers.recalculateAll();
        roundRobin.reset();
        if (config.algorithm() == Algorithm.SOURCE) {
            weightMap.rebuild();
        }
    }

    private void redistribute(int server) {
        int request = queues.head(server);
        while (request >= 0) {
            queues.remove(request);
            servers.queued[server]--;
            effects.requeued(request);
            request = queues.head(server);
        }
    }

    private void serveAllQueues() {
        for (int i = 0; i < servers.count; i++) {
            serveQueues(i);
        }
    }

    /** A free slot goes to whoever waited longest, for this server or for any. */
    private void serveQueues(int server) {
        while (servers.served[server] < servers.dynamicMaxconn(server)) {
            int queue = servers.inUse[server] ? queues.older(server, backendQueue()) : server;
            int request = queues.head(queue);
            if (request < 0) {
                return;
            }
            queues.remove(request);
            if (queue == server) {
                servers.queued[server]--;
            }
            servers.served[server]++;
            effects.dequeued(request, server);
        }
    }

    private boolean queueIsFull(int server) {
        Server settings = config.servers().get(server);
        return settings.maxqueue() > 0 && servers.hasNoSlot(server) && servers.queued[server] >= settings.maxqueue();
    }

    private int backendQueue() {
        return servers.count;
    }

    private long stickTickNanos() {
        return Math.max(1, config.stickExpireNanos() / StickTable.LIFE_TICKS);
    }
}
