package dev.nines.model;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.Simulation;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One process of a service on a host. A crash drops the protocol machines that it holds, a start builds new ones from
 * configuration and durable state (DESIGN section 2, driver contract 6).
 */
@SuppressWarnings("JavaLangClash") // what operators call it; java.lang.Process is never meant here
abstract class Process implements EventHandler {
    enum State {
        DOWN,
        STARTING,
        RUNNING,
        HUNG
    }

    private static final int STARTED = 0;
    private static final int SUPERVISED = 1;

    final World world;
    final Simulation sim;
    final HostModel host;
    final String service;
    private final int startTimer;
    private final int supervisorTimer;
    private State state = State.DOWN;
    /** Faults that keep it down, hung or slow; it returns when the last is repaired. */
    private int holds;

    private int hangs;
    private double slowness = 1;
    /** What a stopped process will find when it continues. */
    private final Queue<Runnable> mail = new ArrayDeque<>();

    Process(World world, HostModel host, String service) {
        this.world = world;
        this.sim = world.sim;
        this.host = host;
        this.service = service;
        Group group = world.hostsGroup;
        startTimer = sim.timer(group, (op, arg) -> started(), STARTED, 0);
        supervisorTimer = sim.timer(group, (op, arg) -> start(), SUPERVISED, 0);
        host.processes.add(this);
        group.add(h -> Group.mix(h, state.ordinal() + 8L * holds + 64L * hangs));
    }

    final String name() {
        return service + "@" + host.name;
    }

    final State state() {
        return state;
    }

    /** Alive and answering. */
    final boolean running() {
        return state == State.RUNNING;
    }

    /** Alive and answering, and messages between it and clients get through. */
    final boolean inReach() {
        return running() && world.network.reachable(world.clientHost, host.index);
    }

    /** Alive, perhaps stopped by a signal: what {@code killall -0} sees. */
    final boolean exists() {
        return state == State.RUNNING || state == State.HUNG;
    }

    final boolean hung() {
        return state == State.HUNG;
    }

    /** A stopped process does this when it continues. */
    final void later(Runnable work) {
        mail.add(work);
    }

    final double slowness() {
        return slowness;
    }

    /** From process start to readiness, in nanoseconds. */
    abstract long startNanos();

    /** A supervisor starts it again this long after a kill; −1: nobody does. */
    long autoRestartNanos() {
        return -1;
    }

    abstract void onStarted();

    /** The process is gone. */
    abstract void onKilled(Death death);

    abstract void onHung();

    abstract void onThawed();

    /** The host's interface has lost or regained its carrier. */
    void onCarrier(boolean up) {
        // most processes do not look
    }

    /** How a process ends. */
    enum Death {
        /** The host lost power: nothing was sent, the host's network state is gone. */
        POWER,
        /** SIGKILL: the kernel resets its connections. */
        KILL,
        /** SIGTERM: it says goodbye. */
        TERM
    }

    final void start() {
        if (state != State.DOWN || holds > 0 || !host.up()) {
            return;
        }
        state = State.STARTING;
        long delay = startNanos();
        if (delay == 0) {
            started();
        } else {
            sim.arm(startTimer, delay);
        }
    }

    private void started() {
        state = State.RUNNING;
        world.say(name(), "started");
        onStarted();
        world.note();
        if (hangs > 0) {
            hang();
        }
    }

    /** The process ends; without {@code hold} its supervisor may start it again. */
    final void end(Death death, boolean hold) {
        if (hold) {
            holds++;
        }
        sim.disarm(startTimer);
        sim.disarm(supervisorTimer);
        if (state != State.DOWN) {
            boolean alive = exists();
            state = State.DOWN;
            mail.clear();
            world.say(name(), "gone (" + death + ")");
            if (alive) {
                onKilled(death);
            }
            world.note();
        }
        if (hold && death == Death.KILL && autoRestartNanos() >= 0) {
            holds--;
            sim.arm(supervisorTimer, autoRestartNanos());
        }
    }

    /** A fault that kept it down is repaired. */
    final void release() {
        if (holds > 0 && --holds == 0) {
            start();
        }
    }

    final void hang() {
        hangs++;
        if (state == State.RUNNING) {
            state = State.HUNG;
            world.say(name(), "stopped by a signal");
            onHung();
            world.note();
        }
    }

    final void thaw() {
        if (hangs > 0 && --hangs == 0 && state == State.HUNG) {
            state = State.RUNNING;
            world.say(name(), "continues");
            onThawed();
            while (running() && !mail.isEmpty()) {
                mail.remove().run();
            }
            world.note();
        }
    }

    final void slow(double factor) {
        slowness *= factor;
        world.note();
    }

    @Override
    public void onEvent(int op, int arg) {
        throw new IllegalStateException(name() + " has no event " + op);
    }
}
