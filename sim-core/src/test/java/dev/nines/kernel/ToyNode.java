package dev.nines.kernel;

import java.util.List;

/**
 * A heartbeat machine small enough to see through: it beats, its peer watches; without beats the peer suspects it and
 * retries for as long as the silence lasts. Dead, watched, suspecting and retrying are all steady.
 */
final class ToyNode implements EventHandler, Group.Fingerprinted {
    static final int BEAT = 0;
    static final int MESSAGE = 1;
    static final int WATCHDOG = 2;
    static final int RETRY = 3;
    static final int CRASH = 4;
    static final int REPAIR = 5;

    record Settings(long beatNanos, long delayNanos, long patienceNanos, long retryNanos, int cycle) {}

    record Entry(long time, int node, int op, long detail) {}

    final int id;
    final Group group;
    final Settings settings;
    final long phaseNanos;
    private final Simulation simulation;
    private final List<Entry> log;
    private final int beat;
    private final int watchdog;
    private final int retry;
    private ToyNode peer = this;
    private boolean up = true;
    private boolean suspects;
    private int turn;
    private long heardAt;

    ToyNode(Simulation simulation, Group group, int id, Settings settings, long phaseNanos, List<Entry> log) {
        this.simulation = simulation;
        this.group = group;
        this.id = id;
        this.settings = settings;
        this.phaseNanos = phaseNanos;
        this.log = log;
        beat = simulation.timer(group, this, BEAT, 0);
        watchdog = simulation.timer(group, this, WATCHDOG, 0);
        retry = simulation.timer(group, this, RETRY, 0);
        group.add(this);
    }

    void start(ToyNode watchedBy) {
        peer = watchedBy;
        simulation.enter(group);
        simulation.arm(beat, phaseNanos);
        simulation.arm(watchdog, phaseNanos + settings.patienceNanos);
    }

    @Override
    public void onEvent(int op, int arg) {
        if (op != MESSAGE || up) {
            log.add(new Entry(simulation.now(), id, op, op == BEAT ? age() : arg));
        }
        switch (op) {
            case BEAT -> onBeat();
            case MESSAGE -> onMessage();
            case WATCHDOG -> {
                suspects = true;
                simulation.arm(retry, settings.retryNanos);
            }
            case RETRY -> simulation.arm(retry, settings.retryNanos);
            case CRASH -> onCrash();
            case REPAIR -> onRepair();
            default -> throw new IllegalStateException("op " + op);
        }
    }

    private void onBeat() {
        turn = (turn + 1) % settings.cycle;
        int copies = turn == 0 ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            simulation.after(settings.delayNanos, peer, MESSAGE, id);
        }
        simulation.arm(beat, settings.beatNanos);
    }

    private void onMessage() {
        if (up) {
            suspects = false;
            heardAt = group.now();
            simulation.disarm(retry);
            simulation.arm(watchdog, settings.patienceNanos);
        }
    }

    private void onCrash() {
        up = false;
        simulation.disarm(beat);
        simulation.disarm(watchdog);
        simulation.disarm(retry);
    }

    private void onRepair() {
        up = true;
        suspects = false;
        simulation.disarm(retry);
        simulation.arm(beat, settings.beatNanos);
        simulation.arm(watchdog, settings.patienceNanos);
    }

    private long age() {
        return Math.min(group.now() - heardAt, settings.patienceNanos);
    }

    @Override
    public long fingerprint(long hash) {
        return Group.mix(Group.mix(hash, (up ? 1 : 0) + (suspects ? 2 : 0) + 4L * turn), age());
    }

    /** Everything that a later reader could find out about this node. */
    String state() {
        return id + " up=" + up + " suspects=" + suspects + " turn=" + turn + " age=" + age() + " beat="
                + simulation.remaining(beat) + " watchdog=" + simulation.remaining(watchdog) + " retry="
                + simulation.remaining(retry);
    }
}
