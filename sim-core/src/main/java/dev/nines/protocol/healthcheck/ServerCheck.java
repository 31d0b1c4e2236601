package dev.nines.protocol.healthcheck;

import dev.nines.protocol.healthcheck.ServerCheckConfig.Observe;
import dev.nines.protocol.healthcheck.ServerCheckConfig.OnError;
import dev.nines.protocol.healthcheck.ServerCheckConfig.Type;

/**
 * HAProxy's health check of one server ({@code check.c}, {@code tcpcheck.c}, {@code srv_getinter} in {@code
 * server.c}).
 *
 * <p>A counter runs from 0 to rise + fall − 1; the server is up while it is at least {@code rise}. A check starts
 * when the interval timer fires; the next interval starts when the check <em>ends</em>, so a check that hangs for c
 * makes the period c + interval.
 */
public final class ServerCheck {

    /** Never both armed at the same time: HAProxy has one task with one expiry per check. */
    public enum Timer {
        /** Until the next check starts. */
        INTERVAL,
        /** Until the running check counts as failed. */
        TIMEOUT
    }

    /** Rows of the counter's table. */
    public enum State {
        UP,
        GOING_DOWN,
        DOWN,
        GOING_UP
    }

    /** Where live traffic met its result. */
    public enum Layer {
        /** Connection established or failed. */
        LAYER4,
        /** Answer good, bad or missing. */
        LAYER7
    }

    /** What the check asks of the world. Arming replaces the earlier deadline; a replaced deadline never fires. */
    public interface Effects {
        void arm(Timer timer, long delayNanos);

        void disarm(Timer timer);

        /** Time until the armed timer fires; asked for INTERVAL only while it is armed. */
        long remainingNanos(Timer timer);

        /** Opens a new connection to the server's check port; to be answered in a later event. */
        void startCheck();

        /** Gives up the running check; no event of it may arrive afterwards. */
        void abortCheck();

        /** The server joins balancing. */
        void markUp();

        /** The server leaves balancing. */
        void markDown();

        /** A new uniform draw in −1..1; asked only when {@code spread-checks} is set. */
        double spread();
    }

    private enum Phase {
        SLEEPING,
        CONNECTING,
        READING
    }

    private final ServerCheckConfig config;
    private final Effects effects;
    private int health;
    private boolean up;
    private Phase phase = Phase.SLEEPING;
    /** Observed traffic has already given the running check its result. */
    private boolean decided;
    /** The next interval is {@code fastinter} although the counter is full. */
    private boolean fastinterForced;

    private int consecutiveErrors;

    public ServerCheck(ServerCheckConfig config, Effects effects) {
        this.config = config;
        this.effects = effects;
        this.health = initialHealth(config);
        this.up = config.type() == Type.NONE || health >= config.rise();
    }

    private static int initialHealth(ServerCheckConfig config) {
        return switch (config.initState()) {
            case FULLY_UP -> config.fullHealth();
            case UP -> config.rise();
            case DOWN -> config.rise() - 1;
            case FULLY_DOWN -> 0;
        };
    }

    /**
     * The process starts; the first check follows after the start stagger.
     *
     * @param staggerDelayNanos normally {@link #startDelayNanos}
     */
    public void onStart(long staggerDelayNanos) {
        if (config.type() == Type.NONE) {
            return;
        }
        if (!up) {
            effects.markDown();
        }
        effects.arm(Timer.INTERVAL, staggerDelayNanos);
    }

    /**
     * When the {@code position}-th (from 0) of {@code checks} checks of one process starts.
     *
     * @param windowNanos {@link ServerCheckConfig#staggerWindowNanos} over all checks of the process
     * @param maxSpreadChecksNanos {@code max-spread-checks}; 0: unset
     */
    public long startDelayNanos(long windowNanos, int position, int checks, long maxSpreadChecksNanos) {
        long window = spread(Math.max(windowNanos, config.firstIntervalNanos()), config.firstIntervalNanos());
        if (maxSpreadChecksNanos > 0 && window > maxSpreadChecksNanos) {
            window = maxSpreadChecksNanos;
        }
        return window * position / checks;
    }

    public void onTimer(Timer timer) {
        if (timer == Timer.INTERVAL) {
            startCheck();
        } else {
            effects.abortCheck();
            finish(false);
        }
    }

    /** The check's connection is established: a TCP check has passed, an HTTP check waits for its answer. */
    public void onConnected() {
        if (phase != Phase.CONNECTING) {
            return;
        }
        if (config.type() == Type.TCP) {
            finish(true);
            return;
        }
        phase = Phase.READING;
        if (config.timeoutCheckNanos() > 0) {
            effects.arm(Timer.TIMEOUT, config.timeoutCheckNanos());
        }
    }

    /** The check succeeded. */
    public void onPassed() {
        if (phase != Phase.SLEEPING) {
            finish(true);
        }
    }

    /** The check was refused, reset or answered badly. */
    public void onFailed() {
        if (phase != Phase.SLEEPING) {
            finish(false);
        }
    }

    /** Live traffic met an error at this server. A failed connection counts for both {@code observe} modes. */
    public void onTrafficError(Layer layer) {
        boolean ignored = config.type() == Type.NONE
                || config.observe() == Observe.OFF
                || (config.observe() == Observe.LAYER4 && layer == Layer.LAYER7);
        if (ignored) {
            return;
        }
        consecutiveErrors++;
        if (consecutiveErrors >= config.errorLimit()) {
            react();
            consecutiveErrors = 0;
        }
    }

    /** Live traffic was served. A mere connection does not count for {@code observe layer7}. */
    public void onTrafficSuccess(Layer layer) {
        boolean counts = config.observe() == Observe.LAYER4 ? layer == Layer.LAYER4 : layer == Layer.LAYER7;
        if (counts) {
            consecutiveErrors = 0;
        }
    }

    public boolean isUp() {
        return up;
    }

    /** 0..rise + fall − 1. */
    public int health() {
        return health;
    }

    public State state() {
        if (up) {
            return health == config.fullHealth() ? State.UP : State.GOING_DOWN;
        }
        return health == 0 ? State.DOWN : State.GOING_UP;
    }

    public boolean isChecking() {
        return phase != Phase.SLEEPING;
    }

    /** Mixes everything that decides the future, apart from the timers, into {@code h}. */
    public long fingerprint(long h) {
        long mixed = mix(h, health);
        mixed = mix(mixed, up ? 1 : 0);
        mixed = mix(mixed, phase.ordinal());
        mixed = mix(mixed, (decided ? 2 : 0) + (fastinterForced ? 1 : 0));
        return mix(mixed, consecutiveErrors);
    }

    private void startCheck() {
        phase = Phase.CONNECTING;
        decided = false;
        effects.arm(Timer.TIMEOUT, connectTimeoutNanos());
        effects.startCheck();
    }

    /** `timeout connect` alone never shortens a check: measured, and tcpcheck.c asks for both. */
    private long connectTimeoutNanos() {
        if (config.timeoutCheckNanos() > 0 && config.timeoutConnectNanos() > 0) {
            return Math.min(config.interNanos(), config.timeoutConnectNanos());
        }
        return config.interNanos();
    }

    private void finish(boolean passed) {
        phase = Phase.SLEEPING;
        effects.disarm(Timer.TIMEOUT);
        if (!decided) {
            if (passed) {
                countPass();
            } else {
                countFailure();
            }
        }
        decided = false;
        sleep();
    }

    private void sleep() {
        long interval = intervalNanos();
        effects.arm(Timer.INTERVAL, spread(interval, interval));
        fastinterForced = false;
    }

    private void countPass() {
        consecutiveErrors = 0;
        if (health < config.fullHealth()) {
            health++;
            if (health >= config.rise()) {
                health = config.fullHealth();
            }
        }
        if (health >= config.rise() && !up) {
            up = true;
            effects.markUp();
        }
    }

    private void countFailure() {
        if (health > 0) {
            health--;
            if (health < config.rise()) {
                health = 0;
            }
        }
        if (health == 0 && up) {
            up = false;
            effects.markDown();
        }
    }

    private void react() {
        fastinterForced = true;
        OnError onError = config.onError();
        if (onError == OnError.SUDDEN_DEATH && health > config.rise()) {
            health = config.rise() + 1;
        } else if (onError == OnError.MARK_DOWN) {
            health = config.rise();
        }
        if (onError != OnError.FASTINTER) {
            decided = phase != Phase.SLEEPING;
            countFailure();
        }
        if (config.fastinterNanos() > 0) {
            wake();
        }
    }

    /** HAProxy wakes the check's task only when {@code fastinter} is configured. */
    private void wake() {
        if (phase == Phase.SLEEPING) {
            if (intervalNanos() <= effects.remainingNanos(Timer.INTERVAL)) {
                sleep();
            }
        } else if (decided) {
            effects.abortCheck();
            finish(false);
        }
    }

    /** srv_getinter of server.c. */
    private long intervalNanos() {
        if (health == config.fullHealth() && !fastinterForced) {
            return config.interNanos();
        }
        long special = !up && health == 0 ? config.downinterNanos() : config.fastinterNanos();
        return special > 0 ? special : config.interNanos();
    }

    private long spread(long baseNanos, long intervalNanos) {
        if (config.spreadChecksPercent() == 0) {
            return baseNanos;
        }
        return baseNanos + (long) (intervalNanos * config.spreadChecksPercent() / 100 * effects.spread());
    }

    private static long mix(long h, long x) {
        long mixed = (h ^ x) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 29);
    }
}
