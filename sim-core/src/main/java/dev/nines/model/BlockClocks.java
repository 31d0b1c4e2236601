package dev.nines.model;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.Law;
import dev.nines.kernel.RandomStream;
import dev.nines.kernel.Simulation;
import dev.nines.model.spec.StandbySpec;
import dev.nines.protocol.block.CommonCause;
import dev.nines.protocol.block.Effects;
import dev.nines.protocol.block.Standby;
import dev.nines.protocol.block.Unit;
import java.util.ArrayList;
import java.util.List;

/**
 * Time for the blocks: draws lives and repairs, waits for them in the calendar and tells the blocks. The calendar cannot
 * take back what stands in it, so each clock knows its deadline, and an event that is not on it is of no account.
 */
final class BlockClocks implements Effects, EventHandler {
    private static final int UNIT = 0;
    private static final int COMMON_CAUSE = 1;
    private static final int SWITCH = 2;
    /** More than the language allows in one standby. */
    private static final int POSITIONS = 1 << 14;

    private static final long NONE = -1;

    private final Simulation sim;
    /** Nothing in it is relative, so it never keeps time from jumping, and nobody compares its states. */
    private final Group group;

    private final List<UnitClock> units = new ArrayList<>();
    private final List<CommonCauseClock> commonCauses = new ArrayList<>();
    private final List<SwitchClock> switches = new ArrayList<>();
    private boolean failing;
    /** Tests happen at this time plus multiples of their interval. */
    private long firstTestNanos;

    /** A unit's life, then its repair or its wait for a test: one after the other. */
    private static final class UnitClock {
        final Unit unit;
        final Law life;
        final Law repair;
        final RandomStream lives;
        final RandomStream repairs;
        final long testEveryNanos;
        long deadlineNanos = NONE;
        /** What is left of the life, at rate 1, while it does not age. */
        long leftNanos = NONE;

        double rate;

        UnitClock(Unit unit, Law life, Law repair, RandomStream lives, RandomStream repairs, long testEveryNanos) {
            this.unit = unit;
            this.life = life;
            this.repair = repair;
            this.lives = lives;
            this.repairs = repairs;
            this.testEveryNanos = testEveryNanos;
        }
    }

    /** The next strike, or the repair of the last one. */
    private static final class CommonCauseClock {
        final CommonCause cause;
        final Law between;
        final Law repair;
        final RandomStream strikes;
        final RandomStream repairs;
        boolean underRepair;

        CommonCauseClock(CommonCause cause, Law between, Law repair, RandomStream strikes, RandomStream repairs) {
            this.cause = cause;
            this.between = between;
            this.repair = repair;
            this.strikes = strikes;
            this.repairs = repairs;
        }
    }

    /** How long switch-overs take. */
    private static final class SwitchClock {
        final Standby standby;
        final StandbySpec spec;
        final RandomStream coverage;
        final RandomStream times;
        final RandomStream byHand;

        SwitchClock(Standby standby, StandbySpec spec, Simulation sim) {
            this.standby = standby;
            this.spec = spec;
            coverage = sim.stream(spec.name(), "coverage");
            times = sim.stream(spec.name(), "switch");
            byHand = sim.stream(spec.name(), "uncovered");
        }
    }

    BlockClocks(Simulation sim) {
        this.sim = sim;
        group = sim.idleGroup("blocks");
    }

    /** @param unit number so many, in the order of these calls */
    void add(Unit unit, String stream, Law life, Law repair, long testEveryNanos) {
        units.add(new UnitClock(
                unit, life, repair, sim.stream(stream, "failure"), sim.stream(stream, "repair"), testEveryNanos));
    }

    void add(CommonCause cause, String name, Law between, Law repair) {
        String stream = "common-cause " + name;
        commonCauses.add(new CommonCauseClock(
                cause, between, repair, sim.stream(stream, "failure"), sim.stream(stream, "repair")));
    }

    /** @param standby number so many, in the order of these calls */
    void add(Standby standby, StandbySpec spec) {
        switches.add(new SwitchClock(standby, spec, sim));
    }

    /**
     * @param ownFailures false: units fail by faults only
     * @param testsFromNanos the tests of all units happen then and after multiples of their intervals
     */
    void start(boolean ownFailures, long testsFromNanos) {
        failing = ownFailures;
        firstTestNanos = testsFromNanos;
    }

    private static long draw(Law law, RandomStream stream) {
        return law.isConstant() ? law.nanosAt(0.5) : law.nanosAt(stream.nextDouble());
    }

    // --- units ---

    @Override
    public void beginLife(Unit unit, double rate) {
        if (failing) {
            UnitClock clock = units.get(unit.index());
            age(clock, rate, draw(clock.life, clock.lives));
        }
    }

    @Override
    public void changeRate(Unit unit, double rate) {
        UnitClock clock = units.get(unit.index());
        if (clock.deadlineNanos != NONE) {
            age(clock, rate, (long) ((clock.deadlineNanos - sim.now()) * clock.rate));
        } else if (clock.leftNanos != NONE) {
            age(clock, rate, clock.leftNanos);
        }
    }

    private void age(UnitClock clock, double rate, long leftNanos) {
        stop(clock);
        clock.rate = rate;
        double delay = rate == 0 ? Double.POSITIVE_INFINITY : leftNanos / rate;
        if (Law.isNever(leftNanos) || Law.isNever((long) delay)) {
            clock.leftNanos = leftNanos;
        } else {
            arm(clock, sim.now() + (long) delay);
        }
    }

    private void arm(UnitClock clock, long atNanos) {
        clock.deadlineNanos = atNanos;
        sim.at(group, atNanos, this, UNIT, clock.unit.index());
    }

    private static void stop(UnitClock clock) {
        clock.deadlineNanos = NONE;
        clock.leftNanos = NONE;
    }

    @Override
    public void stopLife(Unit unit) {
        stop(units.get(unit.index()));
    }

    @Override
    public void beginRepair(Unit unit) {
        UnitClock clock = units.get(unit.index());
        stop(clock);
        long repair = draw(clock.repair, clock.repairs);
        if (!Law.isNever(repair)) {
            arm(clock, sim.now() + repair);
        }
    }

    @Override
    public void stopRepair(Unit unit) {
        stop(units.get(unit.index()));
    }

    @Override
    public void awaitTest(Unit unit) {
        UnitClock clock = units.get(unit.index());
        stop(clock);
        long sinceTest = Math.floorMod(sim.now() - firstTestNanos, clock.testEveryNanos);
        arm(clock, sim.now() + clock.testEveryNanos - sinceTest);
    }

    @Override
    public void stopAwaitingTest(Unit unit) {
        stop(units.get(unit.index()));
    }

    private void onUnit(UnitClock clock) {
        if (clock.deadlineNanos != sim.now()) {
            return;
        }
        stop(clock);
        switch (clock.unit.state()) {
            case WORKING -> clock.unit.failed();
            case LATENT -> clock.unit.tested();
            case UNDER_REPAIR -> clock.unit.repaired();
            default -> throw new IllegalStateException(clock.unit.name() + " is due " + clock.unit.state());
        }
    }

    // --- common causes ---

    @Override
    public void awaitStrike(CommonCause cause) {
        CommonCauseClock clock = clockOf(cause);
        clock.underRepair = false;
        if (failing) {
            await(clock, draw(clock.between, clock.strikes));
        }
    }

    @Override
    public void beginRepair(CommonCause cause) {
        CommonCauseClock clock = clockOf(cause);
        clock.underRepair = true;
        await(clock, draw(clock.repair, clock.repairs));
    }

    private CommonCauseClock clockOf(CommonCause cause) {
        return commonCauses.get(cause.index());
    }

    private void await(CommonCauseClock clock, long delayNanos) {
        if (!Law.isNever(delayNanos)) {
            sim.at(group, sim.now() + delayNanos, this, COMMON_CAUSE, clock.cause.index());
        }
    }

    // --- standbys ---

    @Override
    public boolean beginSwitchOver(Standby standby, int position, boolean failback) {
        SwitchClock clock = switches.get(standby.index());
        StandbySpec spec = clock.spec;
        boolean covered = failback || spec.coverage() == 1 || clock.coverage.nextDouble() < spec.coverage();
        long nanos = covered ? draw(spec.switchOver(), clock.times) : draw(spec.uncovered(), clock.byHand);
        if (nanos > 0 && !Law.isNever(nanos)) {
            sim.at(group, sim.now() + nanos, this, SWITCH, standby.index() * POSITIONS + position);
        }
        return nanos == 0;
    }

    // --- the calendar ---

    @Override
    public void onEvent(int op, int arg) {
        switch (op) {
            case UNIT -> onUnit(units.get(arg));
            case COMMON_CAUSE -> {
                CommonCauseClock clock = commonCauses.get(arg);
                if (clock.underRepair) {
                    clock.cause.repaired();
                } else {
                    clock.cause.strike();
                }
            }
            case SWITCH -> switches.get(arg / POSITIONS).standby.switched(arg % POSITIONS);
            default -> throw new IllegalStateException("event " + op + " of blocks");
        }
    }
}
