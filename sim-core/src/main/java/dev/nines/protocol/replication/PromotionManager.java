package dev.nines.protocol.replication;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The promotion manager outside the servers (no server promotes by itself): pings the primary, and when enough pings in
 * a row have failed makes the replica that has received most the new primary. It never promotes back by itself, and
 * the old primary may not rejoin before somebody has reconciled its data: it can hold transactions nobody else has. A
 * primary that it has not yet seen alive it does not declare gone: it waits for it to come up.
 */
public final class PromotionManager {
    public enum State {
        STOPPED,
        WATCHING,
        /** Enough pings have failed, but no replica is fit; it goes on pinging. */
        NO_CANDIDATE,
        /** STOP REPLICA IO_THREAD under way. */
        STOPPING_REPLICATION,
        /** The relay log is being applied. */
        DRAINING,
        /** read_only, address and clients are being changed. */
        ACTING
    }

    /** What a node is to the manager. */
    public enum Role {
        PRIMARY,
        REPLICA,
        /** An old primary: not a candidate, and not to be connected to the new one, until it is reseeded. */
        NEEDS_RESEED
    }

    public enum Timer {
        CHECK_INTERVAL,
        CHECK_TIMEOUT,
        STOP_SLAVE,
        ACT
    }

    /** What the manager asks of the world. Arming replaces the earlier deadline. */
    public interface Effects {
        void arm(Timer timer, long delayNanos);

        void disarm(Timer timer);

        /** Ask the node for a sign of life; answered by onPong or onPingFailed with the same token. */
        void ping(int node, int token);

        /** The last position this replica has received, −1 if it is unreachable or its replication is broken. */
        long receivedPosition(int node);

        /** Mark: the failure of the primary is established. */
        void detected(int primary);

        /** Mark: this node shall be the new primary. */
        void decided(int candidate);

        void stopReplication(int node);

        /** Answered by onDrained when everything received is applied. */
        void waitApplied(int node);

        void makeWritable(int node);

        void moveAddress(int node);

        /** From now on this node's data may contradict the primary's; it must not replicate either way. */
        void needsReseed(int node);
    }

    private final PromotionConfig config;
    private final Effects effects;
    private final Role[] roles;
    private State state = State.STOPPED;
    private int primary;
    private int candidate = -1;
    private int pingToken;
    private boolean pingRunning;
    private boolean pingDue;
    private int failedPings;
    private boolean lastFailureSilent;
    private boolean seenAlive;

    /** @param nodes how many nodes, the first is the primary */
    public PromotionManager(PromotionConfig config, int nodes, Effects effects) {
        this(config, atFirst(nodes), effects);
    }

    /**
     * A manager that starts again after a promotion.
     *
     * @param roles of the nodes as it left them, exactly one of them the primary
     */
    public PromotionManager(PromotionConfig config, List<Role> roles, Effects effects) {
        if (Collections.frequency(roles, Role.PRIMARY) != 1) {
            throw new IllegalArgumentException("exactly one node must be the primary: " + roles);
        }
        this.config = config;
        this.effects = effects;
        this.roles = roles.toArray(new Role[0]);
        primary = roles.indexOf(Role.PRIMARY);
    }

    private static List<Role> atFirst(int nodes) {
        if (nodes < 1) {
            throw new IllegalArgumentException("nodes must be >= 1: " + nodes);
        }
        List<Role> roles = new ArrayList<>(Collections.nCopies(nodes, Role.REPLICA));
        roles.set(0, Role.PRIMARY);
        return roles;
    }

    public State state() {
        return state;
    }

    public Role role(int node) {
        return roles[node];
    }

    public int primary() {
        return primary;
    }

    /** Starts to watch with a ping at once. */
    public void onStart() {
        if (state == State.STOPPED) {
            state = State.WATCHING;
            startPing();
        }
    }

    public void onPong(int token) {
        if (!pingRunning || token != pingToken) {
            return;
        }
        failedPings = 0;
        seenAlive = true;
        state = State.WATCHING;
        endPing();
    }

    /** The ping was answered with a refusal or an error at once: the host lives, the server does not. */
    public void onPingFailed(int token) {
        if (pingRunning && token == pingToken) {
            lastFailureSilent = false;
            pingFailed();
        }
    }

    /** The answer to {@link Effects#waitApplied}. */
    public void onDrained(int node) {
        if (state == State.DRAINING && node == candidate) {
            state = State.ACTING;
            effects.arm(Timer.ACT, config.actNanos());
        }
    }

    /** The candidate has died under the promotion: another one is sought with the next failing ping. */
    public void onCandidateLost(int node) {
        if (node == candidate) {
            effects.disarm(Timer.STOP_SLAVE);
            effects.disarm(Timer.ACT);
            candidate = -1;
            state = State.NO_CANDIDATE;
            startPing();
        }
    }

    /** Somebody has copied the primary's data to this node: it is a replica again. */
    public void onReseeded(int node) {
        if (roles[node] == Role.NEEDS_RESEED) {
            roles[node] = Role.REPLICA;
        }
    }

    public void onTimer(Timer timer) {
        switch (timer) {
            case CHECK_INTERVAL -> {
                if (pingRunning) {
                    pingDue = true;
                } else {
                    startPing();
                }
            }
            case CHECK_TIMEOUT -> {
                lastFailureSilent = true;
                pingFailed();
            }
            case STOP_SLAVE -> drain();
            case ACT -> finish();
        }
    }

    private void startPing() {
        pingRunning = true;
        pingDue = false;
        pingToken++;
        effects.arm(Timer.CHECK_TIMEOUT, config.checkTimeoutNanos());
        effects.arm(Timer.CHECK_INTERVAL, config.checkIntervalNanos());
        effects.ping(primary, pingToken);
    }

    private void endPing() {
        pingRunning = false;
        effects.disarm(Timer.CHECK_TIMEOUT);
        if (pingDue) {
            startPing();
        }
    }

    private void pingFailed() {
        failedPings = seenAlive ? Math.min(failedPings + 1, config.failures()) : 0;
        if (failedPings == config.failures() && decide()) {
            pingRunning = false;
            pingDue = false;
            effects.disarm(Timer.CHECK_TIMEOUT);
            effects.disarm(Timer.CHECK_INTERVAL);
            promote();
        } else {
            endPing();
        }
    }

    private boolean decide() {
        if (state == State.WATCHING) {
            effects.detected(primary);
        }
        candidate = -1;
        long best = -1;
        for (int node = 0; node < roles.length; node++) {
            if (roles[node] == Role.REPLICA) {
                long received = effects.receivedPosition(node);
                if (received > best) {
                    best = received;
                    candidate = node;
                }
            }
        }
        if (candidate < 0) {
            state = State.NO_CANDIDATE;
        }
        return candidate >= 0;
    }

    private void promote() {
        effects.decided(candidate);
        state = State.STOPPING_REPLICATION;
        effects.stopReplication(candidate);
        // The extra time goes into a connection to the primary (to kill the dump thread), which a refusal ends at once.
        long extraNanos = lastFailureSilent ? config.stopSlaveExtraNanos() : 0;
        if (extraNanos > 0) {
            effects.arm(Timer.STOP_SLAVE, extraNanos);
        } else {
            drain();
        }
    }

    private void drain() {
        state = State.DRAINING;
        effects.waitApplied(candidate);
    }

    private void finish() {
        int old = primary;
        roles[old] = Role.NEEDS_RESEED;
        roles[candidate] = Role.PRIMARY;
        primary = candidate;
        candidate = -1;
        failedPings = 0;
        state = State.WATCHING;
        effects.makeWritable(primary);
        effects.moveAddress(primary);
        effects.needsReseed(old);
        startPing();
    }

    /** Mixes all that decides the future, except the token, into {@code h}. */
    public long fingerprint(long h) {
        h = Fingerprint.mix(h, state.ordinal());
        h = Fingerprint.mix(h, primary);
        h = Fingerprint.mix(h, candidate);
        h = Fingerprint.mix(h, pingRunning);
        h = Fingerprint.mix(h, pingDue);
        h = Fingerprint.mix(h, failedPings);
        h = Fingerprint.mix(h, seenAlive);
        h = Fingerprint.mix(h, lastFailureSilent && failedPings > 0);
        for (Role role : roles) {
            h = Fingerprint.mix(h, role.ordinal());
        }
        return h;
    }
}
