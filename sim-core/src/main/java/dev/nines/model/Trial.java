package dev.nines.model;

import dev.nines.fault.Fault;
import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Law;
import dev.nines.kernel.RandomStream;
import dev.nines.kernel.Trace;
import dev.nines.measure.Attribution;
import dev.nines.measure.FaultEffect;
import dev.nines.measure.Losses;
import dev.nines.measure.ServiceRecord;
import dev.nines.measure.TrialRecord;
import dev.nines.measure.TrialRecord.DrillRecord;
import dev.nines.measure.TrialRecord.YearRecord;
import dev.nines.model.spec.BlockSpec;
import dev.nines.model.spec.ContentSyncSpec;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.FaultLawSpec;
import dev.nines.model.spec.HeartbeatSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.model.spec.UnitSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One trial of a design: each of its drills in a world of its own, and its years. */
public final class Trial {
    /** Time for the design to come up before anything is injected or counted. */
    private static final long SETTLE_NANOS = 600_000_000_000L;
    /** Intervals of a content job until its first copy has certainly come to an end. */
    private static final int CONTENT_INTERVALS = 2;

    /** A clock that does not tick just now is looked at again so much later. */
    private static final long TICK_LOOK_NANOS = 1_000_000L;

    private static final long LONG_CALM_NANOS = 600_000_000_000L;
    /** A meter knows that an outage is over when a second of answers has been followed by another one. */
    private static final long SEEN_NANOS = 2_000_000_000L;

    private static final long LOOK_NANOS = 10_000_000_000L;
    /** A drill ends at the latest this long after its last repair. */
    private static final long PATIENCE_NANOS = 24 * 3_600_000_000_000L;

    private static final long PATIENCE_OF_PARTS_NANOS = 3650 * PATIENCE_NANOS;

    private final Design design;
    private final long seed;
    private final int number;
    private final TrialOptions options;
    private final long settleNanos;
    private long events;
    private final Set<String> refusals = new LinkedHashSet<>();

    /**
     * @param seed of the run; designs that are compared get the same
     * @param number of the trial, from 0
     */
    public Trial(Design design, long seed, int number, TrialOptions options) {
        this.design = design;
        this.seed = RandomStream.trialSeed(seed, number);
        this.number = number;
        this.options = options;
        settleNanos = settleNanos(design);
    }

    private static long settleNanos(Design design) {
        long settle = SETTLE_NANOS;
        for (ServiceSpec service : design.services()) {
            if (service instanceof ContentSyncSpec content) {
                settle = Math.max(settle, CONTENT_INTERVALS * content.intervalNanos());
            }
            if (service instanceof HeartbeatSpec heartbeat) {
                settle = Math.max(settle, forgotten(heartbeat));
            }
        }
        return settle;
    }

    /** When a failure detector has forgotten the gaps that it made up and those of the start. */
    private static long forgotten(HeartbeatSpec heartbeat) {
        return (heartbeat.detector().window() + 10L) * heartbeat.intervalNanos();
    }

    /** Every drill once, then the years if there is a horizon. */
    public TrialRecord run() {
        List<DrillRecord> drills = new ArrayList<>();
        for (DrillSpec drill : design.drills()) {
            drills.add(drill(drill, Trace.OFF));
        }
        YearRecord year = design.run().horizonNanos() > 0 ? year(Trace.OFF) : null;
        return new TrialRecord(number, drills, year, events, List.copyOf(refusals));
    }

    /** One drill, with a trace. */
    public DrillRecord drill(DrillSpec drill, Trace trace) {
        return drill(drill, faultNanos(drill), trace);
    }

    /**
     * One drill whose fault strikes at a phase of a clock of the design, so that it can stand beside one measured fault. What
     * else is random stays so: the phases of other clocks, and of the probes.
     *
     * @param ageNanos since the clock's last tick; what is longer than its period counts as just before the next tick
     * @throws IllegalArgumentException if the clock does not tick in this design
     */
    public DrillRecord drillAt(DrillSpec drill, Ticks ticks, long ageNanos, Trace trace) {
        World pilot = new World(design, streamOf(drill).longAt(0), options, Trace.OFF);
        long earliest = faultNanos(drill);
        long at = earliest;
        advance(pilot, at);
        TickReader.Reading clock = TickReader.read(pilot, ticks);
        while (clock.ageNanos() < 0) {
            at += TICK_LOOK_NANOS;
            if (at > earliest + settleNanos) {
                throw new IllegalArgumentException("no tick of " + ticks);
            }
            advance(pilot, at);
            clock = TickReader.read(pilot, ticks);
        }
        long age = Math.min(ageNanos, clock.periodNanos() - 1);
        return drill(drill, at - clock.ageNanos() + age, trace);
    }

    private RandomStream streamOf(DrillSpec drill) {
        return new RandomStream(seed, "drill", drill.name());
    }

    private long faultNanos(DrillSpec drill) {
        return settleNanos + (long) (streamOf(drill).doubleAt(1) * PhaseRange.rangeNanos(design));
    }

    private DrillRecord drill(DrillSpec drill, long fault, Trace trace) {
        RandomStream own = streamOf(drill);
        World world = new World(design, own.longAt(0), options, trace);
        FaultInjector injector = new FaultInjector(world);
        world.windows.onCalm(injector::recovered);
        advance(world, fault - world.windows.warmUpNanos());
        world.blocks.start(false, fault - testPhaseNanos(own));
        begin(world);
        Calendar calendar = new Calendar(world, injector);
        long last = 0;
        for (DrillSpec.Step step : drill.steps()) {
            calendar.step(fault + step.atNanos(), step);
            last = Math.max(last, step.atNanos() + Math.max(0, step.repairNanos()));
        }
        boolean over = settle(world, fault + last + patienceNanos());
        List<String> faults = injector.causes();
        DrillRecord record = new DrillRecord(
                drill.name(),
                faults,
                fault,
                finish(world, injector, over, over),
                world.detections(),
                world.violations());
        events += world.sim.events();
        refusals.addAll(world.refusals());
        return record;
    }

    /** How long ago the last tests of units were when the fault strikes. */
    private long testPhaseNanos(RandomStream own) {
        long longest = 0;
        for (ServiceSpec service : design.services()) {
            if (service instanceof UnitSpec unit) {
                longest = Math.max(longest, unit.testEveryNanos());
            }
        }
        return longest == 0 ? 0 : (long) (own.doubleAt(2) * longest);
    }

    /** Parts are repaired by their own laws, in weeks if need be, and nothing else happens meanwhile. */
    private long patienceNanos() {
        boolean onlyParts = design.services().stream().allMatch(BlockSpec.class::isInstance);
        return onlyParts ? PATIENCE_OF_PARTS_NANOS : PATIENCE_NANOS;
    }

    /** The years, with a trace. */
    public YearRecord year(Trace trace) {
        World world = new World(design, new RandomStream(seed, "years", "").longAt(0), options, trace);
        FaultInjector injector = new FaultInjector(world);
        world.windows.onCalm(injector::recovered);
        advance(world, settleNanos);
        world.blocks.start(true, settleNanos);
        Calendar calendar = new Calendar(world, injector);
        long begin = settleNanos + design.run().warmUpNanos();
        if (begin > settleNanos) {
            calendar.renewAll(design.faults());
            advance(world, begin);
            injector.watchingBegins();
            begin(world);
        } else {
            begin(world);
            calendar.renewAll(design.faults());
        }
        world.watchDetectors();
        advance(world, begin + design.run().horizonNanos());
        boolean over = world.windows.closed() && world.sim.steady() && !calendar.pending();
        YearRecord record = new YearRecord(
                design.run().horizonNanos(),
                finish(world, injector, over, false),
                world.detections(),
                world.violations(),
                injector.servedInHealth());
        events += world.sim.events();
        refusals.addAll(world.refusals());
        return record;
    }

    private static void begin(World world) {
        world.phases.clear(); // what machines marked while the design came up is nobody's outage
        world.windows.watch();
        for (MeasuredService service : world.measured()) {
            service.begin();
        }
        world.blocks.begin();
    }

    /** @param partsOver nothing is pending for the parts without a product either */
    private static List<ServiceRecord> finish(
            World world, FaultInjector injector, boolean infinite, boolean partsOver) {
        List<FaultEffect> effects = new ArrayList<>(injector.effects());
        effects.addAll(world.blocks.effects());
        Attribution attribution = new Attribution(effects);
        Losses losses = world.losses();
        List<ServiceRecord> records = new ArrayList<>();
        for (MeasuredService service : world.measured()) {
            records.add(service.finish(infinite, attribution, losses));
        }
        records.addAll(world.blocks.finish(partsOver));
        return records;
    }

    private void advance(World world, long until) {
        while (world.sim.step(until)) {
            world.windows.afterEvent();
            if (options.skip() && world.windows.closed()) {
                world.sim.skip(until);
            }
        }
    }

    /**
     * Until nothing more can happen: nothing is due, and every machine repeats itself. Where stray loss or random delays
     * keep machines from repeating themselves, it is enough that nobody starts or is copied, that no machine has changed
     * its state for ten minutes, and that none of their timers needs as long again.
     *
     * @return true when it is so: what is out stays out
     */
    private boolean settle(World world, long limit) {
        long look = 0;
        boolean repeats = false;
        while (world.sim.step(limit)) {
            world.windows.afterEvent();
            if (world.windows.closed()) {
                boolean nothingDue = world.sim.nextCalendarTime(world.clientsGroup) == Long.MAX_VALUE;
                repeats = nothingDue && world.sim.steady();
                if (repeats && world.sim.now() - world.windows.lastNote() >= SEEN_NANOS) {
                    return true;
                }
                if (nothingDue && world.sim.now() >= look) {
                    look = world.sim.now() + LOOK_NANOS;
                    if (calmForLong(world)) {
                        return true;
                    }
                }
                if (options.skip()) {
                    long longCalm = world.windows.lastNote() + LONG_CALM_NANOS;
                    world.sim.skip(nothingDue && world.sim.now() < longCalm ? Math.min(limit, longCalm) : limit);
                }
            }
        }
        return repeats;
    }

    private static boolean calmForLong(World world) {
        long quiet = world.sim.now() - world.windows.lastNote();
        return quiet >= LONG_CALM_NANOS
                && world.sim.idle(world.hostsGroup)
                && world.sim.longestRemaining(world.clientsGroup) < quiet;
    }

    /** Faults and repairs by the calendar. */
    private static final class Calendar implements EventHandler {
        private static final int INJECT = 0;
        private static final int REPAIR = 1;

        private final World world;
        private final FaultInjector injector;
        private final List<DrillSpec.Step> steps = new ArrayList<>();
        private final List<FaultLawSpec> laws = new ArrayList<>();
        private final List<RandomStream> failures = new ArrayList<>();
        private final List<RandomStream> repairs = new ArrayList<>();
        /** Per entry: its place in the laws, or −1 for a step; and the fault that it has injected. */
        private final List<Integer> lawOf = new ArrayList<>();

        private final List<Integer> injected = new ArrayList<>();
        private int due;

        Calendar(World world, FaultInjector injector) {
            this.world = world;
            this.injector = injector;
        }

        boolean pending() {
            return due > 0;
        }

        void step(long at, DrillSpec.Step step) {
            steps.add(step);
            lawOf.add(-1);
            injected.add(-1);
            schedule(at, INJECT, steps.size() - 1);
        }

        void renewAll(List<FaultLawSpec> all) {
            all.forEach(this::renew);
        }

        private void renew(FaultLawSpec law) {
            String name = law.fault().verb() + " " + law.fault().target();
            steps.add(null);
            lawOf.add(laws.size());
            injected.add(-1);
            laws.add(law);
            failures.add(world.sim.stream(name, "failure"));
            repairs.add(world.sim.stream(name, "repair"));
            firstFailure(steps.size() - 1);
        }

        /** A fixed period begins at a random phase: nobody maintains all hosts in one instant. */
        private void firstFailure(int entry) {
            int law = lawOf.get(entry);
            Law every = laws.get(law).every();
            if (every.isConstant()) {
                long phase = (long) (failures.get(law).nextDouble() * every.nanosAt(0));
                schedule(world.sim.now() + phase, INJECT, entry);
            } else {
                nextFailure(entry);
            }
        }

        private void nextFailure(int entry) {
            int law = lawOf.get(entry);
            long after = draw(laws.get(law).every(), failures.get(law));
            if (!Law.isNever(after)) {
                schedule(world.sim.now() + after, INJECT, entry);
            }
        }

        private long draw(Law law, RandomStream stream) {
            return law.nanosAt(stream.nextDouble());
        }

        private void schedule(long at, int op, int entry) {
            due++;
            world.windows.openBefore(at);
            world.sim.at(world.hostsGroup, at, this, op, entry);
        }

        @Override
        public void onEvent(int op, int entry) {
            due--;
            int law = lawOf.get(entry);
            if (op == REPAIR) {
                injector.repair(injected.get(entry));
                if (law >= 0) {
                    nextFailure(entry);
                }
                return;
            }
            if (law < 0) {
                DrillSpec.Step step = steps.get(entry);
                injected.set(entry, injector.inject(step.fault(), step.planned(), step.repairsItself()));
                if (step.repairNanos() >= 0) {
                    schedule(world.sim.now() + step.repairNanos(), REPAIR, entry);
                }
            } else {
                FaultLawSpec spec = laws.get(law);
                injected.set(entry, injector.inject(spec.fault(), spec.planned()));
                if (spec.repair() != null) {
                    schedule(world.sim.now() + draw(spec.repair(), repairs.get(law)), REPAIR, entry);
                } else if (spec.fault() instanceof Fault.Restart) {
                    nextFailure(entry); // it has repaired itself
                }
            }
        }
    }
}
