package dev.nines.chaos.run;

import dev.nines.chaos.inject.Effect;
import dev.nines.chaos.inject.FaultProtocol;
import dev.nines.chaos.inject.Hold;
import dev.nines.chaos.inject.Injection;
import dev.nines.chaos.inject.PowerOff;
import dev.nines.chaos.inject.Report;
import dev.nines.chaos.inject.Report.Ending;
import dev.nines.chaos.journal.Entry;
import dev.nines.chaos.plan.NotPossible;
import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.plan.Planner;
import dev.nines.chaos.probe.ClockOffset;
import dev.nines.chaos.probe.MeasuredProbe;
import dev.nines.chaos.probe.ProbeGone;
import dev.nines.chaos.probe.ProbeSession;
import dev.nines.chaos.probe.ReadBack;
import dev.nines.chaos.probe.Repetition;
import dev.nines.chaos.probe.Sensitivity;
import dev.nines.chaos.probe.SteadyState;
import dev.nines.chaos.target.LocalTarget;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import dev.nines.kernel.RandomStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Does every drill of a plan so many times, and measures. An instance is for one run. */
public final class Campaign {
    private static final long LIMIT_NANOS = 60_000_000_000L;
    private static final long SILENT_NANOS = 5_000_000_000L;
    private static final long NAP_NANOS = 20_000_000L;

    /**
     * How it is done.
     *
     * @param name of the run, at most ten letters and digits
     * @param seed of the phases
     * @param calmNanos without a failed probe before the first fault
     * @param client the target that probes are sent from
     */
    public record Settings(String name, int repetitions, long seed, long calmNanos, String client) {}

    /** Is told what happens, in order. */
    public interface Watcher {
        void steady(List<String> services, long calmNanos);

        void sensitive(String service);

        void waiting(int repetition, String drill, long nanos);

        void step(Entry entry);

        void undoing(String reason);

        void measured(Measurement measurement);
    }

    /**
     * How it ended.
     *
     * @param ending the worst; {@code INVALID} also for a single repetition
     * @param fixes commands for faults that were left
     * @param runs names of the journals, in order
     */
    public record Outcome(
            Ending ending, String reason, List<Measurement> measurements, List<String> fixes, List<String> runs) {}

    private final Scene scene;
    private final Plan plan;
    private final Function<String, Target> targets;
    private final Settings settings;
    private final Stops stops;
    private final Ledger ledger;
    private final Watcher watcher;
    private final BooleanSupplier cancelled;
    private final Tempo tempo;
    private final Map<String, ClockOffset> clocks = new HashMap<>();
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<String> fixes = new ArrayList<>();
    private final List<String> runs = new ArrayList<>();
    private Ending ending = Ending.DONE;
    private String reason = "";

    /**
     * @param stops what ends the run; closed by whoever made it
     * @param cancelled asked while nothing is in effect: end now?
     */
    public Campaign(
            Scene scene, Settings settings, Stops stops, Ledger ledger, Watcher watcher, BooleanSupplier cancelled) {
        this.scene = scene;
        plan = scene.plan();
        targets = scene.targets();
        this.settings = settings;
        this.stops = stops;
        this.ledger = ledger;
        this.watcher = watcher;
        this.cancelled = cancelled;
        tempo = Tempo.of(scene.design());
    }

    /** To the end, or until something forbids to go on; nothing is in effect then but what {@code fixes} name. */
    public Outcome run(ProbeSession session) {
        try {
            if (mayBegin(session)) {
                stops.start(session);
                try (Watches watches = Watches.start(scene.design(), scene.inventory(), targets, this::clock)) {
                    repeat(session, watches);
                }
            }
        } catch (ProbeGone | TargetGone | NotPossible e) {
            worse(cancelled.getAsBoolean() ? Ending.INTERRUPTED : Ending.INVALID, String.valueOf(e.getMessage()));
        }
        if (cancelled.getAsBoolean()) {
            worse(Ending.INTERRUPTED, "interrupted");
        }
        return new Outcome(ending, reason, List.copyOf(measurements), List.copyOf(fixes), List.copyOf(runs));
    }

    private void worse(Ending than, String why) {
        if (than.compareTo(ending) > 0) {
            ending = than;
            reason = why;
        }
    }

    private boolean mayBegin(ProbeSession session) {
        Optional<String> no = stops.before();
        if (no.isPresent()) {
            worse(Ending.REFUSED, "a stop condition is not met: " + no.get());
            return false;
        }
        for (MeasuredProbe probe : session.probes()) {
            SteadyState steady = probe.awaitSteady(settings.calmNanos(), settings.calmNanos() + LIMIT_NANOS);
            if (!steady.steady()) {
                worse(Ending.REFUSED, "no steady state: " + steady.reason());
                return false;
            }
        }
        watcher.steady(
                session.probes().stream().map(probe -> probe.spec().name()).toList(), settings.calmNanos());
        for (MeasuredProbe probe : services(session)) {
            if (!sees(probe) || !settled(session)) {
                return false;
            }
        }
        return readable(session);
    }

    /** What writes suffered from the cuts of their own traffic is no loss of a drill; and what cannot be read now never will be. */
    private boolean readable(ProbeSession session) {
        Optional<ReadBack> before = ledger.read(session);
        boolean unknown = before.isPresent() && before.get().losses().isEmpty();
        if (unknown) {
            worse(Ending.REFUSED, "writes cannot be read back: " + before.get().reason());
        }
        return !unknown;
    }

    private boolean sees(MeasuredProbe probe) {
        FaultProtocol protocol = protocol(List.of(settings.client()));
        SensitivityCheck.Result result = SensitivityCheck.of(protocol, settings.client(), probe);
        if (result.report() != null) {
            fixes.addAll(result.report().fixes());
            worse(result.report().ending(), result.report().reason());
        }
        if (ending == Ending.DONE && result.sensitivity() != Sensitivity.SEES) {
            worse(Ending.INVALID, "probe " + probe.spec().name() + " is blind: " + result.sensitivity());
        }
        if (ending == Ending.DONE) {
            watcher.sensitive(probe.spec().name());
        }
        return ending == Ending.DONE;
    }

    /** Probes of services: streams beside them measure no outage. */
    private List<MeasuredProbe> services(ProbeSession session) {
        return plan.services().stream().map(session::probe).toList();
    }

    private void repeat(ProbeSession session, Watches watches) {
        for (int repetition = 0; repetition < settings.repetitions(); repetition++) {
            for (Plan.Drill drill : plan.drills()) {
                if (cancelled.getAsBoolean() || !mayGoOn()) {
                    return;
                }
                once(session, watches, repetition, drill);
                if (ending.compareTo(Ending.INVALID) > 0) {
                    return;
                }
            }
        }
    }

    /** Nothing is in effect when it is asked. */
    private boolean mayGoOn() {
        stops.window(Instant.now()).ifPresent(why -> worse(Ending.STOPPED, why));
        stops.reason().ifPresent(why -> worse(Ending.STOPPED, why));
        return ending != Ending.STOPPED;
    }

    /** The same seed gives the same phases, whatever drills stand beside this one. */
    private long phaseNanos(int repetition, String drill) {
        RandomStream stream = new RandomStream(settings.seed(), "phase", drill);
        return (long) (stream.doubleAt(repetition) * tempo.phaseRangeNanos());
    }

    private void once(ProbeSession session, Watches watches, int repetition, Plan.Drill drill) {
        long waitNanos = phaseNanos(repetition, drill.name());
        watcher.waiting(repetition, drill.name(), waitNanos);
        long begin = session.probes().get(0).newestDueNanos();
        session.probes().forEach(MeasuredProbe::begin);
        watches.begin();
        if (!nap(waitNanos) || !mayGoOn()) {
            return;
        }
        Planner.Resolved resolved = scene.planner().resolve(Guards.drillOf(scene.design(), drill.name()));
        List<String> hit = scene.planner().actions(resolved.injections()).stream()
                .map(Plan.Action::target)
                .distinct()
                .toList();
        Report report = protocol(hit).run(resolved.injections(), held -> verdict(session, held));
        fixes.addAll(report.fixes());
        worse(report.ending(), drill.name() + ": " + why(report));
        if (report.effects().isEmpty() || report.ending().compareTo(Ending.INVALID) > 0) {
            return;
        }
        boolean settled = settled(session);
        String invalid = report.ending() == Ending.INVALID ? report.reason() : "";
        Measurement last = measurement(session, watches, repetition, drill, waitNanos, begin, report, invalid);
        measurements.add(last);
        watcher.measured(last);
        if (!last.counts()) {
            worse(Ending.INVALID, drill.name() + ", repetition " + (repetition + 1) + ": " + last.invalid());
        }
        if (!settled) {
            throw new ProbeGone("services did not come back within " + LIMIT_NANOS / 1_000_000_000L + " s after "
                    + drill.name() + " was undone");
        }
    }

    private String why(Report report) {
        return report.ending() == Ending.STOPPED ? stops.reason().orElse(report.reason()) : report.reason();
    }

    private Hold.Verdict verdict(ProbeSession session, long heldNanos) {
        if (silent(session) || !stops.green()) {
            return Hold.Verdict.STOP;
        }
        return heldNanos < plan.holdNanos() ? Hold.Verdict.GO_ON : Hold.Verdict.DONE;
    }

    /** Who does not see must not go on disturbing. */
    private static boolean silent(ProbeSession session) {
        return session.probes().stream().anyMatch(probe -> probe.silentNanos() > SILENT_NANOS);
    }

    private boolean nap(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end && !cancelled.getAsBoolean()) {
            LockSupport.parkNanos(Math.min(NAP_NANOS, Math.max(1, end - System.nanoTime())));
        }
        return !cancelled.getAsBoolean();
    }

    private boolean settled(ProbeSession session) {
        List<Long> from =
                session.probes().stream().map(MeasuredProbe::newestDueNanos).toList();
        boolean all = true;
        for (int i = 0; i < from.size(); i++) {
            all &= session.probes()
                    .get(i)
                    .awaitSettled(from.get(i), tempo.returnNanos(), tempo.returnNanos() + LIMIT_NANOS);
        }
        return all;
    }

    private Measurement measurement(
            ProbeSession session,
            Watches watches,
            int repetition,
            Plan.Drill drill,
            long waitNanos,
            long beginNanos,
            Report report,
            String invalid) {
        Effect first = report.effects().get(0);
        Effect last = report.effects().get(report.effects().size() - 1);
        ClockOffset clock = clockOf(first.injection());
        long fault = clock.toOurs((first.appliedBefore() + first.appliedAfter()) / 2);
        long uncertainty = clock.uncertaintyNanos() + (first.appliedAfter() - first.appliedBefore()) / 2;
        long heal = clockOf(last.injection()).toOurs(last.undoneBefore());
        Map<String, Repetition> seen = new LinkedHashMap<>();
        Map<String, List<MeasuredPhases>> phases = new LinkedHashMap<>();
        String why = invalid;
        for (MeasuredProbe probe : services(session)) {
            Repetition one = probe.finish(fault, uncertainty, probe.newestDueNanos());
            seen.put(probe.spec().name(), one);
            phases.put(probe.spec().name(), phases(one, watches));
            Optional<String> held = one.trustworthy() ? Optional.empty() : one.warning();
            why = why.isEmpty() ? held.orElse("") : why;
        }
        Map<String, Repetition> clients = new LinkedHashMap<>();
        for (Plan.Stream stream : plan.streams()) {
            MeasuredProbe probe = session.probe(stream.probe());
            Repetition one = probe.finish(fault, uncertainty, probe.newestDueNanos());
            if (stream.kind() == Plan.Stream.Kind.CLIENTS) {
                clients.put(stream.service(), one);
            }
        }
        return new Measurement(
                repetition,
                drill.name(),
                drill.faults(),
                waitNanos,
                beginNanos,
                fault,
                heal,
                report.effects(),
                seen,
                phases,
                clients,
                ledger.read(session),
                why);
    }

    private static List<MeasuredPhases> phases(Repetition one, Watches watches) {
        return one.outages().stream()
                .map(outage -> MeasuredPhases.of(outage, watches.seen(), one.intervalNanos(), watches.nothingSeen()))
                .toList();
    }

    /** Of whoever has stamped the fault: a host without power cannot. */
    private ClockOffset clockOf(Injection injection) {
        return injection instanceof PowerOff
                ? offset("", new LocalTarget("controller", List.of()))
                : clock(injection.target());
    }

    private ClockOffset clock(String target) {
        return offset(target, targets.apply(target));
    }

    private ClockOffset offset(String name, Target target) {
        return clocks.computeIfAbsent(
                name, key -> ClockOffset.measure(target).minus(ClockOffset.measure(targets.apply(settings.client()))));
    }

    private FaultProtocol protocol(List<String> hit) {
        String run = settings.name() + "x" + runs.size();
        runs.add(run);
        Map<String, Target> those = new LinkedHashMap<>();
        hit.forEach(name -> those.put(name, targets.apply(name)));
        return new FaultProtocol(
                // Guards.ofPlan has asked for the user's consent to what is irreversible.
                new FaultProtocol.Settings(run, plan.environment(), plan.ttlSeconds(), true),
                scene.state(),
                those,
                new FaultProtocol.Watcher() {
                    @Override
                    public void journaled(Entry entry) {
                        watcher.step(entry);
                    }

                    @Override
                    public void undoing(String why) {
                        watcher.undoing(why);
                    }
                });
    }
}
