package dev.nines.model;

import dev.nines.kernel.Stationary;
import java.util.function.BooleanSupplier;

/**
 * Checks, pings and replication that go on as ever while no message gets lost: chance moves the times of their messages,
 * by so little that none of their time-outs can come of it, and so they never act by themselves.
 */
final class Routine implements Stationary {
    /** Ways between hosts from the first message of a call to its end, and as many for what nobody has thought of. */
    private static final int WAYS = 16;

    private final World world;
    private final Times times;
    private final boolean ownChance;
    private final BooleanSupplier settled;
    private String refusal = "";

    /**
     * @param cycleNanos after which it does the same again
     * @param drifts a cycle begins when the former has ended, so that chance moves its phase; false: it begins on time
     * @param waitNanos its shortest time-out
     * @param memoryNanos when nothing has changed for so long, nothing that changed before will show any more
     * @param warmUpNanos longer than the longest timer while all is well
     */
    record Times(long cycleNanos, boolean drifts, long waitNanos, long memoryNanos, long warmUpNanos) {}

    /**
     * @param ownChance its intervals are random
     * @param settled whether it is in a state that it keeps
     */
    Routine(World world, Times times, boolean ownChance, BooleanSupplier settled) {
        this.world = world;
        this.times = times;
        this.ownChance = ownChance;
        this.settled = settled;
    }

    @Override
    public String refusal() {
        return refusal;
    }

    private boolean refuse(String why) {
        refusal = "draws random numbers in steady state, and " + why;
        return false;
    }

    @Override
    public boolean calm() {
        refusal = "";
        if (world.network.lossy()) {
            return refuse("lost messages may make it act by itself");
        }
        if (WAYS * world.network.longestDelayNanos() > times.waitNanos()) {
            return refuse("its time-outs are not much longer than delays may be");
        }
        return (ownChance || world.network.delaysVary())
                && world.sim.now() - world.windows.lastNote() >= times.memoryNanos()
                && settled.getAsBoolean();
    }

    @Override
    public long nextActNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public long warmUpNanos() {
        return times.warmUpNanos();
    }

    @Override
    public long leapNanos(long spanNanos) {
        long cycle = times.cycleNanos();
        long back = times.drifts() ? (long) (world.phaseAtReentry(spanNanos) * cycle) : spanNanos % cycle;
        return Math.max(0, spanNanos - back);
    }

    @Override
    public void leapt(long nanos) {
        // nothing was drawn for what is left out
    }

    @Override
    public void released() {
        // nor is anything bound
    }
}
