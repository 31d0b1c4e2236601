package dev.nines.model;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.RandomStream;
import dev.nines.kernel.Simulation;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.protocol.vrrp.TrackedScript;
import dev.nines.protocol.vrrp.TrackedScript.Result;
import dev.nines.protocol.vrrp.TrackedScript.Timer;
import dev.nines.protocol.vrrp.TrackedScriptConfig;

/**
 * One vrrp_script on one node. It asks whether a process exists, as {@code killall -0} does: a stopped process passes.
 */
final class ScriptRunner implements EventHandler, TrackedScript.Effects {
    private static final int RUN_ENDS = Timer.values().length;

    private final KeepalivedNode node;
    private final KeepalivedSpec.TrackScript spec;
    private final int track;
    private final TrackedScriptConfig config;
    private final Simulation sim;
    private final int[] timers = new int[RUN_ENDS + 1];
    private final RandomStream phases;
    private TrackedScript script;
    private boolean signalled;

    ScriptRunner(KeepalivedNode node, KeepalivedSpec.TrackScript spec, int track) {
        this.node = node;
        this.spec = spec;
        this.track = track;
        sim = node.sim;
        config = new TrackedScriptConfig(
                spec.intervalNanos(), spec.timeoutNanos(), spec.rise(), spec.fall(), spec.initFail());
        String name = spec.name() + "@" + node.host.name;
        phases = sim.stream(name, "phase");
        Group group = sim.group(name);
        for (int i = 0; i < timers.length; i++) {
            timers[i] = sim.timer(group, this, i, 0);
        }
        group.add(h -> script == null ? h + 1 : script.fingerprint(h));
    }

    TrackedScriptConfig config() {
        return config;
    }

    int weight() {
        return spec.weight();
    }

    void start() {
        script = new TrackedScript(config, this);
        script.onStart();
    }

    void stop() {
        script = null;
        for (int timer : timers) {
            sim.disarm(timer);
        }
    }

    @Override
    public void onEvent(int op, int arg) {
        if (script == null) {
            return;
        }
        if (op == RUN_ENDS) {
            boolean ended = signalled;
            signalled = false;
            Process checked = node.world.service(spec.checks()).processOn(node.host);
            script.onRunFinished(!ended && checked != null && checked.exists());
        } else {
            script.onTimer(Timer.values()[op]);
        }
    }

    @Override
    public void arm(Timer timer, long delayNanos) {
        sim.arm(timers[timer.ordinal()], delayNanos);
    }

    @Override
    public void disarm(Timer timer) {
        sim.disarm(timers[timer.ordinal()]);
    }

    @Override
    public void startRun() {
        sim.arm(timers[RUN_ENDS], spec.runTimeNanos());
    }

    @Override
    public void terminateRun() {
        signalled = true;
        sim.arm(timers[RUN_ENDS], 0);
    }

    @Override
    public void killRun() {
        terminateRun();
    }

    @Override
    public void resultChanged(Result result) {
        if (node.sim.trace().on()) {
            node.world.say(spec.name() + "@" + node.host.name, result.toString());
        }
        node.trackResult(track, result);
        if (result == Result.OK) {
            drift();
        }
    }

    /**
     * Runs and adverts begin together, but real timers drift against each other by up to a millisecond a second, and each takeover
     * starts the adverts anew: hours later, when something fails, their distance may be any.
     */
    private void drift() {
        arm(Timer.INTERVAL, (long) (phases.nextDouble() * config.intervalNanos()));
    }
}
