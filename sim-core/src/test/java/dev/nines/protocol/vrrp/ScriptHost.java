package dev.nines.protocol.vrrp;

import dev.nines.protocol.vrrp.TrackedScript.Result;
import dev.nines.protocol.vrrp.TrackedScript.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** The node that one tracked script runs on. */
final class ScriptHost implements TrackedScript.Effects {

    final TrackedScript script;
    boolean exitOk = true;
    boolean hangs;
    boolean ignoresSignals;
    long runTimeNanos;
    long lastResultNanos = -1;
    int run;
    Consumer<Result> listener = result -> {};
    private final Lab lab;
    private final Map<Timer, Long> timers = new EnumMap<>(Timer.class);
    private long generation;

    ScriptHost(Lab lab, TrackedScriptConfig config) {
        this.lab = lab;
        this.script = new TrackedScript(config, this);
    }

    @Override
    public void arm(Timer timer, long delayNanos) {
        long mine = ++generation;
        timers.put(timer, mine);
        lab.after(delayNanos, () -> {
            if (timers.remove(timer, mine)) {
                script.onTimer(timer);
            }
        });
    }

    @Override
    public void disarm(Timer timer) {
        timers.remove(timer);
    }

    @Override
    public void startRun() {
        lab.log("run");
        int mine = ++run;
        if (!hangs) {
            boolean ok = exitOk;
            lab.after(runTimeNanos, () -> finish(mine, ok));
        }
    }

    private void finish(int which, boolean ok) {
        if (which == run && script.running()) {
            script.onRunFinished(ok);
        }
    }

    @Override
    public void terminateRun() {
        lab.log("TERM");
        dieOfSignal();
    }

    @Override
    public void killRun() {
        lab.log("KILL");
        dieOfSignal();
    }

    private void dieOfSignal() {
        int mine = run;
        if (!ignoresSignals) {
            lab.after(0, () -> finish(mine, false));
        }
    }

    @Override
    public void resultChanged(Result result) {
        lab.log("result " + result);
        lastResultNanos = lab.now();
        listener.accept(result);
    }
}
