package dev.nines.protocol.replication;

/**
 * The applier (SQL) thread of a replica: executes the relay log one transaction after another, if wished not before a
 * fixed time after the commit on the source (SOURCE_DELAY / MASTER_DELAY).
 *
 * <p>Sources: MySQL 8.0 manual "Delayed Replication"; errors 1062 (ER_DUP_ENTRY) and 1032 (ER_KEY_NOT_FOUND) stop it.
 */
public final class Applier {
    public enum State {
        RUNNING,
        /** STOP REPLICA SQL_THREAD. */
        STOPPED,
        /** Stopped by an error until somebody repairs the data. */
        BROKEN
    }

    public enum Timer {
        APPLY
    }

    /** What the replica's own data says to a transaction. */
    public enum Result {
        APPLIED(0),
        DUPLICATE_KEY(1062),
        KEY_NOT_FOUND(1032);

        private final int errorCode;

        Result(int errorCode) {
            this.errorCode = errorCode;
        }

        /** The server's error number, 0 for success. */
        public int errorCode() {
            return errorCode;
        }
    }

    /** What the applier asks of the world. Arming replaces the earlier deadline. */
    public interface Effects {
        void arm(Timer timer, long delayNanos);

        void disarm(Timer timer);

        /** Time since this transaction was committed on the source; asked only where a delay is set. */
        long commitAgeNanos(long position);

        /** How long this transaction takes to execute, ≥ 0. */
        long applyNanos(long position);

        /** Execute it; the answer decides whether the applier goes on. */
        Result apply(long position);

        /** Everything received is applied. */
        void drained();

        /** Stopped at this transaction by {@link Result#errorCode}. */
        void broken(long position, Result error);
    }

    private final long delayNanos;
    private final Effects effects;
    private State state = State.RUNNING;
    private Result error = Result.APPLIED;
    private boolean busy;
    private long received;
    private long applied;

    /**
     * @param delayNanos SOURCE_DELAY / MASTER_DELAY, ≥ 0
     * @param received the last position in the relay log found at start
     * @param applied the last position found executed at start, ≤ received
     */
    public Applier(long delayNanos, long received, long applied, Effects effects) {
        if (delayNanos < 0) {
            throw new IllegalArgumentException("SOURCE_DELAY must be >= 0 ns: " + delayNanos);
        }
        if (applied < 0 || applied > received) {
            throw new IllegalArgumentException("applied " + applied + " must be 0.." + received);
        }
        this.delayNanos = delayNanos;
        this.received = received;
        this.applied = applied;
        this.effects = effects;
    }

    public State state() {
        return state;
    }

    /** What broke it; {@link Result#APPLIED} unless BROKEN. */
    public Result error() {
        return error;
    }

    public long applied() {
        return applied;
    }

    /** Transactions in the relay log that wait to be executed. */
    public long backlog() {
        return received - applied;
    }

    /** The relay log reaches up to {@code position} now. */
    public void onReceived(long position) {
        if (position < received) {
            throw new IllegalStateException("relay log shrank from " + received + " to " + position);
        }
        received = position;
        if (!busy) {
            proceed();
        }
    }

    public void onTimer(Timer timer) {
        busy = false;
        if (applyNext()) {
            proceed();
        }
    }

    /** START REPLICA SQL_THREAD; after an error it tries the same transaction again. */
    public void onStart() {
        if (state != State.RUNNING) {
            state = State.RUNNING;
            error = Result.APPLIED;
            proceed();
        }
    }

    /** STOP REPLICA SQL_THREAD; the transaction under way is rolled back. */
    public void onStop() {
        if (state == State.RUNNING) {
            state = State.STOPPED;
            busy = false;
            effects.disarm(Timer.APPLY);
        }
    }

    /** sql_replica_skip_counter = 1: leaves out the transaction that broke it; {@link #onStart} is due. */
    public void onSkip() {
        if (state == State.RUNNING || applied == received) {
            throw new IllegalStateException("nothing to skip: " + state + ", applied " + applied + " of " + received);
        }
        applied++;
    }

    /** The data was copied anew as of {@code position}; {@link #onStart} is due. */
    public void onReseeded(long position) {
        onStop();
        state = State.STOPPED;
        error = Result.APPLIED;
        received = position;
        applied = position;
    }

    private void proceed() {
        while (state == State.RUNNING && applied < received) {
            long waitNanos = waitNanos(applied + 1);
            if (waitNanos > 0) {
                busy = true;
                effects.arm(Timer.APPLY, waitNanos);
                return;
            }
            if (!applyNext()) {
                return;
            }
        }
    }

    private long waitNanos(long position) {
        long delay = delayNanos == 0 ? 0 : Math.max(0, delayNanos - effects.commitAgeNanos(position));
        return delay + effects.applyNanos(position);
    }

    private boolean applyNext() {
        Result result = effects.apply(applied + 1);
        if (result != Result.APPLIED) {
            state = State.BROKEN;
            error = result;
            effects.broken(applied + 1, result);
            return false;
        }
        applied++;
        if (applied == received) {
            effects.drained();
        }
        return true;
    }

    /** Mixes all that decides the future, positions relative to the relay log's end, into {@code h}. */
    public long fingerprint(long h) {
        h = Fingerprint.mix(h, state.ordinal());
        h = Fingerprint.mix(h, error.ordinal());
        h = Fingerprint.mix(h, busy);
        return Fingerprint.mix(h, received - applied);
    }
}
