package dev.nines.model;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Simulation;

/**
 * When clients are simulated request by request: in windows around changes. A window opens {@link #WARM_UP_NANOS}
 * before a fault or repair, or at once when a machine changes its state; it closes when nothing has changed for a while
 * and every request is answered, or when failing has been steady for longer than any timer of the client's kernel. What
 * the last seconds showed is then extrapolated, and groups that repeat themselves may jump.
 */
final class Windows implements EventHandler {
    /** From opening to the change that it was opened for. */
    static final long WARM_UP_NANOS = 2_000_000_000L;

    private static final long CHECK_NANOS = 250_000_000L;
    /** Calm needed before closing while requests are answered. */
    private static final long CALM_NANOS = 2_000_000_000L;
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
    private State state = State.CLOSED;
    private boolean watching;
    private Runnable onCalm = () -> {};
    private long lastNote;
    private long drainingSince;
    /** The window closes although some requests fail: they do so steadily. */
    private boolean steadilyFailing;

    Windows(World world, boolean mayClose) {
        this.world = world;
        this.sim = world.sim;
        this.mayClose = mayClose;
        checkTimer = sim.timer(world.clientsGroup, this, CHECK, 0);
        sim.observe(true);
    }

    /** Told whenever nothing has changed for a while. */
    void onCalm(Runnable listener) {
        onCalm = listener;
    }

    /** From now on what clients see counts. */
    void watch() {
        watching = true;
        open();
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
        sim.at(world.hostsGroup, Math.max(sim.now(), changeNanos - WARM_UP_NANOS), this, OPEN, 0);
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
            lastNote = sim.now() + WARM_UP_NANOS;
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
        sim.arm(checkTimer, CHECK_NANOS);
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
            sim.arm(checkTimer, CHECK_NANOS);
        }
    }

    private boolean calm() {
        long now = sim.now();
        long quiet = now - lastNote;
        if (quiet < CALM_NANOS) {
            return false;
        }
        for (Service service : world.services()) {
            if (service.busy()) {
                return false;
            }
        }
        // Where messages get lost by chance, two seconds without failure are luck, and no measure of what follows.
        steadilyFailing = failingSince(now - CALM_NANOS) || world.network.lossy();
        return !steadilyFailing || quiet >= CALM_WHILE_FAILING_NANOS;
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
        if (state == State.DRAINING && sim.idle(world.clientsGroup)) {
            if (!steadilyFailing && failingSince(drainingSince)) {
                open();
            } else {
                state = State.CLOSED;
                sim.observe(true);
            }
        }
    }
}
