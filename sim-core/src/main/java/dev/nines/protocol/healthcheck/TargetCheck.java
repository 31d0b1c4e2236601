package dev.nines.protocol.healthcheck;

/**
 * The health of one target as one node of an L4 network load balancer sees it. Checks start on a fixed grid
 * (interval from start to start), unlike HAProxy's. A target is unhealthy after {@code unhealthyThreshold} failures
 * in a row, healthy after {@code healthyThreshold} passes in a row.
 */
public final class TargetCheck {

    public enum Timer {
        /** Until the next check starts. */
        INTERVAL,
        /** Until the running check counts as failed. */
        TIMEOUT,
        /** Until a draining target is unused. */
        DEREGISTRATION
    }

    /** AWS's names. */
    public enum State {
        /** Registered, not enough results yet. */
        INITIAL,
        HEALTHY,
        UNHEALTHY,
        /** Deregistered: no new flows, no checks, existing flows go on. */
        DRAINING,
        /** Not registered. */
        UNUSED
    }

    /** What the check asks of the world. Arming replaces the earlier deadline; a replaced deadline never fires. */
    public interface Effects {
        void arm(Timer timer, long delayNanos);

        void disarm(Timer timer);

        /** Opens a new connection to the target's health port; to be answered in a later event. */
        void startCheck();

        /** Gives up the running check; no event of it may arrive afterwards. */
        void abortCheck();

        /** The target takes part from now on. */
        void markHealthy();

        /** The target takes no new flows, unless the group fails open. */
        void markUnhealthy();

        /** The target was deregistered: no new flows. */
        void markDraining();

        /** The deregistration delay is over: remaining flows end. */
        void markUnused();
    }

    private final TargetCheckConfig config;
    private final Effects effects;
    private State state = State.UNUSED;
    private boolean checking;
    private int passes;
    private int failures;

    public TargetCheck(TargetCheckConfig config, Effects effects) {
        this.config = config;
        this.effects = effects;
    }

    /**
     * The target is registered.
     *
     * @param firstCheckDelayNanos phase of this node's grid, 0..interval
     */
    public void onRegister(long firstCheckDelayNanos) {
        if (state == State.DRAINING) {
            effects.disarm(Timer.DEREGISTRATION);
        } else if (state != State.UNUSED) {
            return;
        }
        state = State.INITIAL;
        passes = 0;
        failures = 0;
        effects.arm(Timer.INTERVAL, firstCheckDelayNanos);
    }

    /** The target was in service before the trial's first instant: healthy, its checks on the given phase. */
    public void onStartHealthy(long firstCheckDelayNanos) {
        onRegister(firstCheckDelayNanos);
        becomeHealthy();
    }

    public void onTimer(Timer timer) {
        switch (timer) {
            case INTERVAL -> startCheck();
            case TIMEOUT -> onTimeout();
            case DEREGISTRATION -> {
                state = State.UNUSED;
                effects.markUnused();
            }
        }
    }

    public void onPassed() {
        if (!checking) {
            return;
        }
        endCheck();
        failures = 0;
        if (state != State.HEALTHY && ++passes >= config.healthyThreshold()) {
            becomeHealthy();
        }
    }

    /** Refused, reset or, for HTTP, a bad answer. */
    public void onFailed() {
        if (!checking) {
            return;
        }
        endCheck();
        passes = 0;
        if (state != State.UNHEALTHY && ++failures >= config.unhealthyThreshold()) {
            becomeUnhealthy();
        }
    }

    /** Traffic showed the target to be broken; how the product concludes that is not documented. */
    public void onPassiveFailure() {
        if (config.passive() && state == State.HEALTHY) {
            becomeUnhealthy();
        }
    }

    public void onDeregister() {
        if (state == State.UNUSED || state == State.DRAINING) {
            return;
        }
        if (checking) {
            effects.abortCheck();
            endCheck();
        }
        effects.disarm(Timer.INTERVAL);
        passes = 0;
        failures = 0;
        state = State.DRAINING;
        effects.markDraining();
        effects.arm(Timer.DEREGISTRATION, config.deregistrationDelayNanos());
    }

    public State state() {
        return state;
    }

    public boolean isChecking() {
        return checking;
    }

    /** Mixes everything that decides the future, apart from the timers, into {@code h}. */
    public long fingerprint(long h) {
        long mixed = mix(h, state.ordinal());
        mixed = mix(mixed, checking ? 1 : 0);
        mixed = mix(mixed, passes);
        return mix(mixed, failures);
    }

    private void startCheck() {
        if (checking) {
            // timeout = interval: the check has had its time, whichever of the two equal deadlines comes first
            onTimeout();
        }
        effects.arm(Timer.INTERVAL, config.intervalNanos());
        effects.arm(Timer.TIMEOUT, config.timeoutNanos());
        checking = true;
        effects.startCheck();
    }

    private void onTimeout() {
        effects.abortCheck();
        onFailed();
    }

    private void endCheck() {
        checking = false;
        effects.disarm(Timer.TIMEOUT);
    }

    private void becomeHealthy() {
        state = State.HEALTHY;
        passes = 0;
        failures = 0;
        effects.markHealthy();
    }

    private void becomeUnhealthy() {
        state = State.UNHEALTHY;
        passes = 0;
        failures = 0;
        effects.markUnhealthy();
    }

    private static long mix(long h, long x) {
        long mixed = (h ^ x) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 29);
    }
}
