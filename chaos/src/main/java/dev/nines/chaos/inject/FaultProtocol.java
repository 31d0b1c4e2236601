package dev.nines.chaos.inject;

import dev.nines.chaos.inject.Report.Ending;
import dev.nines.chaos.journal.Entry;
import dev.nines.chaos.journal.Journal;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.journal.Unwritable;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Brings faults into effect, holds them and takes them out again, whatever happens in between. Each fault: capabilities and state
 * before → intent in the journal → lease armed, applied, stamped and verified on the target → held, its lease renewed → undone and
 * verified against the state before → clean in the journal. Faults are undone in the reverse order.
 *
 * <p>An instance is for one run. While it runs, an end of this process (^C, SIGTERM) waits until everything is undone; if the
 * process is killed, the leases on the targets undo it.
 */
public final class FaultProtocol {
    private static final long TICK_NANOS = 100_000_000L;
    private static final long UNDO_PATIENCE_SECONDS = 300;

    /**
     * @param run names what is left on targets: lower-case letters and digits, at most 20
     * @param environment as the allow-files of the targets must say
     * @param ttlSeconds after which targets heal without us
     * @param irreversible the user knows of {@link Injection#irreversible} and has confirmed it with the plan's hash
     */
    public record Settings(String run, String environment, int ttlSeconds, boolean irreversible) {
        /** Nothing irreversible. */
        public Settings(String run, String environment, int ttlSeconds) {
            this(run, environment, ttlSeconds, false);
        }

        public Settings {
            Injection.Form.range("ttl", ttlSeconds, 2, 3600);
        }
    }

    /** Is told what happens, for people. */
    public interface Watcher {
        /** @param entry as it now stands in the journal */
        void journaled(Entry entry);

        /** @param reason why faults are undone before their time */
        void undoing(String reason);
    }

    private final Settings settings;
    private final StateFolder folder;
    private final Map<String, Target> targets;
    private final Watcher watcher;
    private final PowerTools tools;
    private final Map<String, Helper> helpers = new LinkedHashMap<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean interrupted;
    private Ending ending = Ending.DONE;
    private String reason = "";

    /** @param targets by name, all that injections name */
    public FaultProtocol(Settings settings, StateFolder folder, Map<String, Target> targets, Watcher watcher) {
        this(settings, folder, targets, watcher, PowerTools.ofThisMachine());
    }

    FaultProtocol(
            Settings settings, StateFolder folder, Map<String, Target> targets, Watcher watcher, PowerTools tools) {
        this.tools = tools;
        this.settings = settings;
        this.folder = folder;
        this.targets = new TreeMap<>(targets);
        this.watcher = watcher;
        this.targets.forEach((name, target) -> helpers.put(name, new Helper(target)));
    }

    /** Ends the hold and undoes; for a stop condition on another thread, and for ^C. */
    public void interrupt() {
        interrupted = true;
    }

    /**
     * Runs to the end; returns when every fault is out of effect, or says which could not be undone. Refuses without having
     * changed anything if another controller is at work, the stop file exists, an earlier run is not clean, or the journal
     * cannot be written.
     */
    public Report run(List<Injection> injections, Hold hold) {
        Thread hook = new Thread(this::endOfProcess, "undo");
        try (var lock = folder.lock().orElse(null)) {
            String refusal = lock == null ? "another controller is at work" : refusal(injections);
            if (!refusal.isEmpty()) {
                return new Report(Ending.REFUSED, refusal, List.of(), List.of());
            }
            Runtime.getRuntime().addShutdownHook(hook);
            return journaled(injections, hold);
        } catch (Unwritable e) {
            return new Report(Ending.REFUSED, e.getMessage(), List.of(), List.of());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            finished.countDown();
            remove(hook);
        }
    }

    private String refusal(List<Injection> injections) {
        for (Injection injection : injections) {
            if (injection instanceof PowerOff && !settings.irreversible()) {
                return injection.irreversible().orElseThrow() + "; this was not confirmed";
            }
        }
        if (folder.halted()) {
            return "halted: remove " + folder.stopFile() + " to go on";
        }
        var left = folder.unclean();
        return left.isEmpty() ? "" : "run " + left.get(0).run() + " may have left a fault; nines chaos revert --all";
    }

    private Report journaled(List<Injection> injections, Hold hold) {
        Map<String, String> places = new TreeMap<>();
        targets.forEach((name, target) -> places.put(name, target.location().text()));
        try (Journal journal = folder.begin(settings.run(), places)) {
            List<Fault> faults = new ArrayList<>();
            try {
                if (applyAll(injections, journal, faults)) {
                    holdAll(faults, hold);
                }
            } catch (RuntimeException | Error e) {
                worse(Ending.INVALID, String.valueOf(e.getMessage()));
                undoAll(faults);
                throw e;
            }
            return undoAll(faults);
        }
    }

    /** An end of the process waits for the undo; another ^C meanwhile changes nothing. */
    private void endOfProcess() {
        interrupted = true;
        watcher.undoing("interrupted; if this process is killed now, targets heal within " + settings.ttlSeconds()
                + " s, and nines chaos revert --all makes sure");
        try {
            finished.await(UNDO_PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending: the hook has seen that we are done
        }
    }

    private void worse(Ending than, String why) {
        if (than.compareTo(ending) > 0) {
            ending = than;
            reason = why;
        }
    }

    private boolean mayGoOn() {
        if (interrupted) {
            worse(Ending.INTERRUPTED, "interrupted");
        } else if (folder.halted()) {
            worse(Ending.STOPPED, "halted by " + folder.stopFile());
        }
        return ending == Ending.DONE;
    }

    private boolean applyAll(List<Injection> injections, Journal journal, List<Fault> faults) {
        for (Injection injection : injections) {
            Helper helper = helpers.get(injection.target());
            if (helper == null) {
                throw new IllegalArgumentException("no target " + injection.target());
            }
            if (!mayGoOn()) {
                return false;
            }
            Hand hand = injection instanceof PowerOff off ? new PowerHand(off.supply(), helper, tools) : helper;
            Fault fault = new Fault(settings, faults.size() + 1, injection, hand, new Booking(journal, watcher));
            if (!fault.look()) {
                worse(Ending.REFUSED, injection.target() + ": " + fault.problem());
                return false;
            }
            if (!fault.intend()) {
                worse(Ending.REFUSED, fault.problem());
                return false;
            }
            faults.add(fault); // from here on it is undone, whatever became of it
            fault.apply();
            if (!fault.inEffect()) {
                worse(fault.refused() ? Ending.REFUSED : Ending.INVALID, injection.target() + ": " + fault.problem());
                return false;
            }
        }
        return mayGoOn();
    }

    private void holdAll(List<Fault> faults, Hold hold) {
        long renewNanos = settings.ttlSeconds() * 1_000_000_000L / 3;
        long start = System.nanoTime();
        long renewed = start;
        while (mayGoOn()) {
            long now = System.nanoTime();
            Hold.Verdict verdict = hold.ask(now - start);
            if (verdict != Hold.Verdict.GO_ON) {
                if (verdict == Hold.Verdict.STOP) {
                    worse(Ending.STOPPED, "a stop condition is no longer met");
                }
                return;
            }
            if (now - renewed >= renewNanos) {
                renewed = now;
                faults.forEach(this::renew);
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    private void renew(Fault fault) {
        try {
            if (!fault.renew()) {
                worse(Ending.INVALID, fault.problem());
            }
        } catch (TargetGone e) {
            worse(Ending.INVALID, e.getMessage());
        }
    }

    /** Last in, first out; the failure of one does not keep the others. */
    private Report undoAll(List<Fault> faults) {
        if (ending != Ending.DONE && !faults.isEmpty()) {
            watcher.undoing(reason);
        }
        List<String> fixes = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        for (int i = faults.size() - 1; i >= 0; i--) {
            Fault fault = faults.get(i);
            if (!fault.undo()) {
                worse(Ending.LEFT, fault.problem());
                fixes.add(fault.fix());
            }
            if (fault.wasApplied()) {
                effects.add(0, fault.effect());
            }
        }
        return new Report(ending, reason, effects, fixes);
    }
}
