package dev.nines.model;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Simulation;

/**
 * When clients are simulated request by request: in windows around changes. A window opens {@link #warmUpNanos}
 * before a fault or repair, or at once when a machine changes its state; it closes when nothing has changed for a while,
 * every kind of request has been answered well since and none waits for long, or when failing has been steady for longer
 * than any timer of the client's kernel. What the last seconds showed is then extrapolated, and groups that repeat
 * themselves may jump.
 */
final class Windows implements EventHandler {
    /** Looks at the calm at the end of each eighth of it. */
    private static final int CHECKS = 8;
    /** Warm-up and calm in times of the pace. */
    private static final int PACES = 2;
    /** Calm after which nobody asks for an answered request of each kind: some are too rare. */
    private static final long LONG_CALM_NANOS = 2_000_000_000L;
    /**
     * Calm needed while some fail: reachable time 45 s + delay 5 s + probes 3 s of a neighbour table, and then the
     * seconds that stand for what follows.
     */
    private static final long CALM_WHILE_FAILING_NANOS = 66_000_000_000L;

    private static final int CHECK = 0;
    private static final int OPEN = 1;

    private enum State {
        CLOSED,
        OPEN,
        DRAINING
    }

    private final World world;
    private final Simulation sim;
    private final boolean mayClose;
    private final int checkTimer;
    private final long paceNanos;
    /** Calm needed before closing while requests are answered. */
    private final long calmNanos;

    private State state = State.CLOSED;
    private boolean watching;
    private Runnable onCalm = () -> {};
    private long lastNote;
    private long openUntil;
    private long drainingSince;
    /** The window closes although some requests fail: they do so steadily. */
    private boolean steadilyFailing;

    Windows(World world, boolean mayClose) {
        this.world = world;
        this.sim = world.sim;
        this.mayClose = mayClose;
        paceNanos = Pace.nanos(world.design);
        calmNanos = PACES * paceNanos;
        checkTimer = sim.timer(world.clientsGroup, this, CHECK, 0);
        sim.observe(true);
    }

    /** Told whenever nothing has changed for a while. */
    void onCalm(Runnable listener) {
        onCalm = listener;
    }

    /** From now on what clients see counts. The first window lasts long enough to be a sample of the steady state. */
    void watch() {
        watching = true;
        openUntil = sim.now() + LONG_CALM_NANOS;
        open();
    }

    /** From opening to the change that a window was opened for. */
    long warmUpNanos() {
        return PACES * paceNanos;
    }

    /** How long nothing has failed when a window closes on a service that works. */
    long calmNanos() {
        return calmNanos;
    }

    /** A request that waits for longer is not going well: a silence is noticed before time-outs make failures of it. */
    long longWaitNanos() {
        return paceNanos;
    }

    /** When something changed last. */
    long lastNote() {
        return lastNote;
    }

    /** Nothing has changed for longer than any recovery that clients could still see takes. */
    boolean calmForLong() {
        return sim.now() - lastNote >= CALM_WHILE_FAILING_NANOS;
    }

    boolean watching() {
        return watching;
    }

    boolean closed() {
        return state == State.CLOSED;
    }

    /** Opens a window ahead of a change in the calendar. */
    void openBefore(long changeNanos) {
        sim.at(world.hostsGroup, Math.max(sim.now(), changeNanos - warmUpNanos()), this, OPEN, 0);
    }

    void onNote() {
        lastNote = sim.now();
        if (watching) {
            open();
        }
    }

    @Override
    public void onEvent(int op, int arg) {
        if (op == OPEN) {
            lastNote = sim.now() + warmUpNanos();
            if (watching) {
                open();
            }
        } else {
            check();
        }
    }

    private void open() {
        if (state == State.OPEN) {
            return;
        }
        boolean drained = state == State.CLOSED;
        state = State.OPEN;
        sim.observe(false);
        if (drained) {
            world.network.clientResumes(world.clientHost);
        }
        sim.arm(checkTimer, calmNanos / CHECKS);
        for (MeasuredService service : world.measured()) {
            service.resume();
        }
    }

    private void check() {
        boolean calm = calm();
        if (calm) {
            onCalm.run();
        }
        if (calm && (mayClose || sim.nextCalendarTime(world.clientsGroup) == Long.MAX_VALUE)) {
            state = State.DRAINING;
            drainingSince = sim.now();
            for (MeasuredService service : world.measured()) {
                service.pause();
            }
        } else {
            sim.arm(checkTimer, calmNanos / CHECKS);
        }
    }

    private boolean calm() {
        long now = sim.now();
        long quiet = now - lastNote;
        if (now < openUntil || quiet < calmNanos || (quiet < LONG_CALM_NANOS && !answeredSince(lastNote))) {
            return false;
        }
        for (Service service : world.services()) {
            if (service.busy()) {
                return false;
            }
        }
        // Where messages get lost by chance, two seconds without failure are luck, and no measure of what follows.
        steadilyFailing = failingSince(now - calmNanos) || world.network.lossy();
        return !steadilyFailing || quiet >= CALM_WHILE_FAILING_NANOS;
    }

    private boolean answeredSince(long nanos) {
        boolean answered = true;
        for (MeasuredService service : world.measured()) {
            answered &= service.answeredSince(nanos);
        }
        return answered;
    }

    /** A kernel may go on for a quarter of an hour about a request that nobody waits for any more. */
    private boolean drained() {
        for (int i = 0; i < world.measured().size(); i++) {
            if (!world.measured().get(i).drained()) {
                return false;
            }
        }
        return true;
    }

    private boolean failingSince(long nanos) {
        boolean failing = false;
        for (MeasuredService service : world.measured()) {
            failing |= service.failingSince(nanos);
        }
        return failing;
    }

    /** After each event: have the last answers come? */
    void afterEvent() {
        if (state == State.DRAINING && drained()) {
            if (!steadilyFailing && failingSince(drainingSince)) {
                open();
            } else {
                state = State.CLOSED;
                sim.observe(true);
            }
        }
    }
}
