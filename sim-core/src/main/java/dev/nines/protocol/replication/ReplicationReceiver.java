package dev.nines.protocol.replication;

/**
 * The receiver (IO) thread of a replica: keeps one connection to the source and writes what comes to the relay log.
 *
 * <p>Each attempt to connect has a number. Answers to and messages of an earlier attempt are ignored, so a driver need
 * not hunt down what is still on the way when a connection is given up.
 *
 * <p>Sources: MySQL 8.0 manual "CHANGE REPLICATION SOURCE TO"; {@code sql/rpl_replica.cc} (connect_to_master,
 * try_to_reconnect).
 */
public final class ReplicationReceiver {
    public enum State {
        CONNECTED,
        CONNECTING,
        STOPPED
    }

    /** Why the receiver is STOPPED. */
    public enum StopReason {
        /** Not started yet, or STOP REPLICA IO_THREAD. */
        BY_HAND,
        /** The retry count is used up; somebody must start it. */
        RETRIES_EXHAUSTED,
        /** ERROR 1236: the source no longer has what the replica needs. Only a new copy of the data helps. */
        RESEED
    }

    public enum Timer {
        /** Silence on the connection, or of the attempt to connect. */
        NET_TIMEOUT,
        CONNECT_RETRY
    }

    /** What the receiver asks of the world. Arming replaces the earlier deadline. */
    public interface Effects {
        void arm(Timer timer, long delayNanos);

        void disarm(Timer timer);

        /** Connect and ask for the binlog after {@code position}; answered with the same attempt number. */
        void connect(int attempt, long position);

        /** Give up the connection or the attempt to connect. */
        void close();

        /** These transactions now stand in the relay log; both ends included. */
        void relayLogged(long fromPosition, long toPosition);

        /** Tell the source that the relay log has everything up to {@code position} (semi-sync only). */
        void ack(long position);

        void stopped(StopReason reason);
    }

    private final ReplicationReceiverConfig config;
    private final Effects effects;
    private State state = State.STOPPED;
    private StopReason stopReason = StopReason.BY_HAND;
    private boolean attemptRunning;
    private int attempt;
    private int failedAttempts;
    private long received;

    /** @param received the last position in the relay log found at start */
    public ReplicationReceiver(ReplicationReceiverConfig config, long received, Effects effects) {
        if (received < 0) {
            throw new IllegalArgumentException("received position must be >= 0: " + received);
        }
        this.config = config;
        this.received = received;
        this.effects = effects;
    }

    public State state() {
        return state;
    }

    /** Why it is stopped; meaningful in state STOPPED only. */
    public StopReason stopReason() {
        return stopReason;
    }

    /** The last position in the relay log. */
    public long received() {
        return received;
    }

    /** START REPLICA IO_THREAD. Without effect while a reseed is due. */
    public void onStart() {
        if (state == State.STOPPED && stopReason != StopReason.RESEED) {
            failedAttempts = 0;
            connectNow();
        }
    }

    /** STOP REPLICA IO_THREAD. */
    public void onStop() {
        if (state != State.STOPPED) {
            stop(StopReason.BY_HAND);
        }
    }

    /** The data was copied anew from the source as of {@code position}; {@link #onStart} is due. */
    public void onReseeded(long position) {
        if (state != State.STOPPED) {
            throw new IllegalStateException("reseed of a receiver that is " + state);
        }
        stopReason = StopReason.BY_HAND;
        received = position;
    }

    /** The source has accepted the dump request of this attempt. */
    public void onConnected(int ofAttempt) {
        if (state == State.CONNECTING && attemptRunning && ofAttempt == attempt) {
            attemptRunning = false;
            failedAttempts = 0;
            state = State.CONNECTED;
            effects.arm(Timer.NET_TIMEOUT, config.netTimeoutNanos());
        }
    }

    /** Refused, unreachable, or access denied. */
    public void onConnectFailed(int ofAttempt) {
        if (state == State.CONNECTING && attemptRunning && ofAttempt == attempt) {
            effects.disarm(Timer.NET_TIMEOUT);
            attemptFailed();
        }
    }

    /** The source answered the dump request, or ended the dump, with ERROR 1236. */
    public void onError1236(int ofAttempt) {
        if (state != State.STOPPED && ofAttempt == attempt) {
            stop(StopReason.RESEED);
        }
    }

    /** Transactions from the source; those received before are skipped, a gap is a fault of the driver. */
    public void onBinlog(int ofAttempt, long fromPosition, long toPosition) {
        if (state != State.CONNECTED || ofAttempt != attempt) {
            return;
        }
        if (fromPosition > received + 1) {
            throw new IllegalStateException("binlog from " + fromPosition + " after " + received);
        }
        effects.arm(Timer.NET_TIMEOUT, config.netTimeoutNanos());
        if (toPosition > received) {
            long from = received + 1;
            received = toPosition;
            effects.relayLogged(from, toPosition);
            if (config.semiSync()) {
                effects.ack(received);
            }
        }
    }

    public void onHeartbeat(int ofAttempt) {
        if (state == State.CONNECTED && ofAttempt == attempt) {
            effects.arm(Timer.NET_TIMEOUT, config.netTimeoutNanos());
        }
    }

    /** RST or FIN: the loss is seen at once, and so the first attempt to reconnect follows at once. */
    public void onConnectionLost(int ofAttempt) {
        if (state == State.CONNECTED && ofAttempt == attempt) {
            effects.disarm(Timer.NET_TIMEOUT);
            connectNow();
        }
    }

    public void onTimer(Timer timer) {
        if (timer == Timer.CONNECT_RETRY) {
            connectNow();
        } else if (state == State.CONNECTED) {
            effects.close();
            connectNow();
        } else {
            effects.close();
            attemptFailed();
        }
    }

    private void connectNow() {
        state = State.CONNECTING;
        attemptRunning = true;
        attempt++;
        effects.arm(Timer.NET_TIMEOUT, config.netTimeoutNanos());
        effects.connect(attempt, received);
    }

    private void attemptFailed() {
        attemptRunning = false;
        failedAttempts++;
        if (failedAttempts == config.retryCount()) {
            state = State.STOPPED;
            stopReason = StopReason.RETRIES_EXHAUSTED;
            effects.stopped(stopReason);
        } else {
            effects.arm(Timer.CONNECT_RETRY, config.connectRetryNanos());
        }
    }

    private void stop(StopReason reason) {
        state = State.STOPPED;
        stopReason = reason;
        attemptRunning = false;
        effects.disarm(Timer.NET_TIMEOUT);
        effects.disarm(Timer.CONNECT_RETRY);
        effects.close();
        effects.stopped(reason);
    }

    /** Mixes all that decides the future, except positions and the attempt's number, into {@code h}. */
    public long fingerprint(long h) {
        h = Fingerprint.mix(h, state.ordinal());
        h = Fingerprint.mix(h, stopReason.ordinal());
        h = Fingerprint.mix(h, attemptRunning);
        return Fingerprint.mix(h, config.retryCount() == 0 ? 0 : failedAttempts);
    }
}
