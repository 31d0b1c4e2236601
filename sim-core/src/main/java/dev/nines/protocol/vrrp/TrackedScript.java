package dev.nines.protocol.vrrp;

/**
 * The process that keepalived runs again and again for one vrrp_script, and the counter that turns exit codes into OK
 * or KO (keepalived vrrp_scheduler.c, vrrp_script_thread and vrrp_script_child_thread).
 *
 * <p>The next run is scheduled from the start of this one; a run that is still alive at the next tick makes that tick
 * pass without a run. A run older than the time-out gets TERM, 2 s later KILL, 2 s later and then every 10 s KILL
 * again; the script stays busy until the process is really gone.
 *
 * <p>A script in a folder that others can write to is silently not tracked by keepalived (enable_script_security): the
 * driver then creates no machine and no {@link Track} for it.
 */
public final class TrackedScript {

    /** What the script says about the thing it looks at. */
    public enum Result {
        /** No run has ended yet. */
        UNKNOWN,
        OK,
        KO
    }

    public enum Timer {
        /** Start of the next run. */
        INTERVAL,
        /** The running script is too old, or did not react to the last signal. */
        TIMEOUT
    }

    /** What the script machine asks of the world. */
    public interface Effects {
        void arm(Timer timer, long delayNanos);

        void disarm(Timer timer);

        /** Start one run; its end is reported by {@link TrackedScript#onRunFinished}. */
        void startRun();

        /** Send SIGTERM to the run. When that ends it, the driver reports a failed run. */
        void terminateRun();

        /** Send SIGKILL to the run. When that ends it, the driver reports a failed run. */
        void killRun();

        /** The counter crossed the line; hand it to every router that tracks this script. */
        void resultChanged(Result result);
    }

    private enum Run {
        IDLE,
        RUNNING,
        REQUESTING_TERMINATION,
        FORCING_TERMINATION
    }

    private static final long KILL_DELAY_NANOS = 2_000_000_000L;
    private static final long KILL_AGAIN_NANOS = 10_000_000_000L;

    private final TrackedScriptConfig config;
    private final Effects effects;
    private Run run = Run.IDLE;
    private Result result;
    /** keepalived's {@code result}: 0 … rise + fall − 1, OK from rise on. */
    private int counter;
    /** True until one run has ended, unless init_fail already decided the state. */
    private boolean undecided;

    public TrackedScript(TrackedScriptConfig config, Effects effects) {
        this.config = config;
        this.effects = effects;
        this.result = initialResult(config);
        this.undecided = !config.initFail();
        this.counter = config.initFail() ? 0 : config.rise() - 1;
    }

    /** The state that a script has before its first run: KO with init_fail, else unknown. */
    public static Result initialResult(TrackedScriptConfig config) {
        return config.initFail() ? Result.KO : Result.UNKNOWN;
    }

    public Result result() {
        return result;
    }

    public boolean running() {
        return run != Run.IDLE;
    }

    /** keepalived has started: the first run begins at once. */
    public void onStart() {
        onInterval();
    }

    public void onTimer(Timer timer) {
        if (timer == Timer.INTERVAL) {
            onInterval();
        } else {
            onTimeout();
        }
    }

    /**
     * The run has ended.
     *
     * @param exitOk true for exit status 0; false for any other status and for the end by a signal
     */
    public void onRunFinished(boolean exitOk) {
        if (run == Run.IDLE) {
            throw new IllegalStateException("no run of the script is active");
        }
        effects.disarm(Timer.TIMEOUT);
        run = Run.IDLE;
        if (exitOk) {
            countSuccess();
        } else {
            countFailure();
        }
    }

    private void onInterval() {
        effects.arm(Timer.INTERVAL, config.intervalNanos());
        if (run != Run.IDLE) {
            return;
        }
        run = Run.RUNNING;
        effects.arm(Timer.TIMEOUT, config.timeoutNanos());
        effects.startRun();
    }

    private void onTimeout() {
        switch (run) {
            case IDLE -> {}
            case RUNNING -> {
                run = Run.REQUESTING_TERMINATION;
                effects.arm(Timer.TIMEOUT, KILL_DELAY_NANOS);
                effects.terminateRun();
            }
            case REQUESTING_TERMINATION -> {
                run = Run.FORCING_TERMINATION;
                effects.arm(Timer.TIMEOUT, KILL_DELAY_NANOS);
                effects.killRun();
            }
            case FORCING_TERMINATION -> {
                effects.arm(Timer.TIMEOUT, KILL_AGAIN_NANOS);
                effects.killRun();
            }
        }
    }

    private void countSuccess() {
        undecided = false;
        if (counter < config.rise() - 1) {
            counter++;
            return;
        }
        boolean crossed = counter < config.rise();
        counter = config.rise() + config.fall() - 1;
        if (crossed) {
            change(Result.OK);
        }
    }

    private void countFailure() {
        boolean first = undecided;
        undecided = false;
        if (counter > config.rise()) {
            counter--;
            return;
        }
        boolean crossed = counter == config.rise() || first;
        counter = 0;
        if (crossed) {
            change(Result.KO);
        }
    }

    private void change(Result newResult) {
        result = newResult;
        effects.resultChanged(newResult);
    }

    /** Mixes everything that decides future behaviour, except the timers, into the hash. */
    public long fingerprint(long h) {
        return Mix.in(Mix.in(Mix.in(Mix.in(h, run.ordinal()), result.ordinal()), counter), undecided ? 1 : 0);
    }
}
