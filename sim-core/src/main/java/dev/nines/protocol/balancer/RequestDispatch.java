package dev.nines.protocol.balancer;

/**
 * How HAProxy finds one request a server and a connection ({@code backend.c}: back_handle_st_req, _ass, _con, _cer,
 * _tar; {@code stream.h}: stream_choose_redispatch). One object serves one request at a time and any number in a
 * row, so that it can be pooled; it allocates nothing.
 */
public final class RequestDispatch {

    /** Longest wait before the same server is tried again after an error. */
    public static final long TURN_AROUND_NANOS = 1_000_000_000L;

    private static final int HTTP_SERVICE_UNAVAILABLE = 503;

    /** HAProxy's names; ASS and CER are passed through within one event. */
    public enum State {
        /** Looking for a server. */
        REQ,
        /** Waiting for a free slot at a server or in the backend. */
        QUEUED,
        /** A server is assigned. */
        ASS,
        /** Connecting. */
        CON,
        /** The attempt failed. */
        CER,
        /** Turn-around: waiting before the next attempt. */
        TAR,
        /** Connection established. */
        EST,
        /** No request. */
        CLO
    }

    /** At most one of them is armed. */
    public enum Timer {
        QUEUE,
        CONNECT,
        TURN_AROUND
    }

    /** What a request asks of the world. Arming replaces the earlier deadline; a replaced deadline never fires. */
    public interface Effects {
        void arm(Timer timer, long delayNanos);

        void disarm(Timer timer);

        /**
         * Chooses a server and takes a slot on it, or joins a queue ({@link Balancer#assign}).
         *
         * @param ignorePersistence after a redispatch cookie and stick table no longer count
         * @param avoid the server that just failed, to be chosen only if there is no other; or {@link
         *     Balancer#NONE}
         * @return the server's index, {@link Balancer#NONE} or {@link Balancer#QUEUED}
         */
        int pick(boolean ignorePersistence, int avoid);

        /**
         * Whether the last pick followed a cookie or a stick-table entry ({@link Balancer#pickedByPersistence}).
         */
        boolean pickedByPersistence();

        /** {@link Balancer#isRunning}. */
        boolean isRunning(int server);

        /** {@link Balancer#activeServers}: usable servers that are no backups. */
        int activeServers();

        /** Opens a connection; to be answered in a later event. */
        void connect(int server);

        /** Gives up the pending connection; no event of it may arrive afterwards. */
        void abortConnect(int server);

        /** An attempt failed: food for {@code observe}. */
        void connectFailed(int server, boolean timedOut);

        /** The connection stands: the request goes to the server. */
        void established(int server);

        /** Gives the slot back ({@link Balancer#onConnectionClosed}). */
        void release(int server);

        /** Leaves the queue without having been served ({@link Balancer#leaveQueue}). */
        void leaveQueue();

        /** The request ends with this HTTP status; in TCP mode the connection is closed. */
        void fail(int status);
    }

    private final DispatchConfig config;
    private final Effects effects;
    private State state = State.CLO;
    private int server = Balancer.NONE;
    private int attempts;
    private int retriesUsed;
    private boolean persistent;
    private boolean ignorePersistence;
    /** The server that failed last before a redispatch. */
    private int avoid = Balancer.NONE;

    public RequestDispatch(DispatchConfig config, Effects effects) {
        this.config = config;
        this.effects = effects;
    }

    /** A new request; the object must be free ({@link State#CLO}). */
    public void onRequest() {
        if (state != State.CLO) {
            throw new IllegalStateException("request while the previous one is in " + state);
        }
        attempts = 0;
        retriesUsed = 0;
        ignorePersistence = false;
        avoid = Balancer.NONE;
        request();
    }

    /** A slot was taken for this queued request ({@link Balancer.Effects#dequeued}). */
    public void onDequeued(int freeServer) {
        if (state == State.QUEUED) {
            effects.disarm(Timer.QUEUE);
            server = freeServer;
            connect();
        }
    }

    /** The server this request was queued at went down ({@link Balancer.Effects#requeued}): choose again. */
    public void onRequeued() {
        if (state == State.QUEUED) {
            effects.disarm(Timer.QUEUE);
            ignorePersistence = true;
            request();
        }
    }

    public void onConnected() {
        if (state == State.CON) {
            effects.disarm(Timer.CONNECT);
            state = State.EST;
            effects.established(server);
        }
    }

    /** Refused or reset while connecting. */
    public void onConnectError() {
        if (state == State.CON) {
            effects.disarm(Timer.CONNECT);
            attemptFailed(false);
        }
    }

    public void onTimer(Timer timer) {
        switch (timer) {
            case CONNECT -> {
                effects.abortConnect(server);
                attemptFailed(true);
            }
            case TURN_AROUND -> {
                if (server == Balancer.NONE) {
                    request();
                } else {
                    connect();
                }
            }
            case QUEUE -> {
                effects.leaveQueue();
                close();
                effects.fail(HTTP_SERVICE_UNAVAILABLE);
            }
        }
    }

    /** The server has answered or the connection ended: the slot is free again. */
    public void onFinished() {
        if (state == State.EST) {
            releaseServer();
            close();
        }
    }

    /** The client gave up, in whatever state the request is. */
    public void onClientAbort() {
        switch (state) {
            case QUEUED -> {
                effects.disarm(Timer.QUEUE);
                effects.leaveQueue();
            }
            case CON -> {
                effects.disarm(Timer.CONNECT);
                effects.abortConnect(server);
            }
            case TAR -> effects.disarm(Timer.TURN_AROUND);
            default -> {}
        }
        releaseServer();
        close();
    }

    public State state() {
        return state;
    }

    /** The assigned server, or {@link Balancer#NONE}. */
    public int server() {
        return server;
    }

    /** Connection attempts of this request so far, at most retries + 1. */
    public int attempts() {
        return attempts;
    }

    /** Mixes everything that decides the future, apart from the timer, into {@code h}. */
    public long fingerprint(long h) {
        long mixed = Mix.mix(h, state.ordinal());
        mixed = Mix.mix(mixed, server);
        mixed = Mix.mix(mixed, retriesUsed);
        mixed = Mix.mix(mixed, avoid);
        return Mix.mix(mixed, (persistent ? 2 : 0) + (ignorePersistence ? 1 : 0));
    }

    private void request() {
        state = State.REQ;
        int picked = effects.pick(ignorePersistence, avoid);
        persistent = picked != Balancer.NONE && !ignorePersistence && effects.pickedByPersistence();
        if (picked >= 0) {
            server = picked;
            connect();
        } else if (picked == Balancer.QUEUED) {
            state = State.QUEUED;
            long timeoutNanos =
                    config.timeoutQueueNanos() > 0 ? config.timeoutQueueNanos() : config.timeoutConnectNanos();
            if (timeoutNanos > 0) {
                effects.arm(Timer.QUEUE, timeoutNanos);
            }
        } else {
            close();
            effects.fail(HTTP_SERVICE_UNAVAILABLE);
        }
    }

    private void connect() {
        state = State.CON;
        attempts++;
        if (config.timeoutConnectNanos() > 0) {
            effects.arm(Timer.CONNECT, config.timeoutConnectNanos());
        }
        effects.connect(server);
    }

    private void attemptFailed(boolean timedOut) {
        state = State.CER;
        effects.connectFailed(server, timedOut);
        if (retriesUsed >= config.retries()) {
            releaseServer();
            close();
            effects.fail(HTTP_SERVICE_UNAVAILABLE);
            return;
        }
        retriesUsed++;
        boolean moves = mayRedispatch();
        if (moves) {
            avoid = server;
            releaseServer();
            ignorePersistence = true;
            persistent = false;
        }
        // the last active server is waited for even when the request was unassigned: backend.c tests srv_act <= 1
        if (!timedOut && (!moves || effects.activeServers() <= 1)) {
            state = State.TAR;
            effects.arm(Timer.TURN_AROUND, turnAroundNanos());
        } else if (moves) {
            request();
        } else {
            connect();
        }
    }

    private boolean mayRedispatch() {
        if (config.redispatch() == 0) {
            return false;
        }
        return !effects.isRunning(server)
                || redispatchDue()
                || (!persistent && !config.hashing() && effects.activeServers() > 1);
    }

    private boolean redispatchDue() {
        int every = config.redispatch() > 0 ? config.redispatch() : config.retries() + 1 + config.redispatch();
        // a negative argument beyond the number of retries would divide by zero in HAProxy: taken as every retry
        return every <= 0 || retriesUsed % every == 0;
    }

    private long turnAroundNanos() {
        long connectNanos = config.timeoutConnectNanos();
        return connectNanos > 0 ? Math.min(TURN_AROUND_NANOS, connectNanos) : TURN_AROUND_NANOS;
    }

    private void releaseServer() {
        if (server != Balancer.NONE) {
            int released = server;
            server = Balancer.NONE;
            effects.release(released);
        }
    }

    private void close() {
        state = State.CLO;
        server = Balancer.NONE;
        persistent = false;
    }
}
