package dev.nines.protocol.block;

/** What the blocks ask of the world: to draw times, to wait, and to tell the blocks when they are over. */
public interface Effects {
    /** A new unit begins its life, at a rate: 1 as it works, 0 while it rests; {@link Unit#failed()} ends it. */
    void beginLife(Unit unit, double rate);

    /** The life of the unit goes on at another rate. */
    void changeRate(Unit unit, double rate);

    /** The life of the unit is over before its time. */
    void stopLife(Unit unit);

    /** Somebody begins to repair the unit; {@link Unit#repaired()} ends it. */
    void beginRepair(Unit unit);

    void stopRepair(Unit unit);

    /** The unit has failed and nobody knows: {@link Unit#tested()} at its next test. */
    void awaitTest(Unit unit);

    void stopAwaitingTest(Unit unit);

    /** {@link CommonCause#strike()} after a while. */
    void awaitStrike(CommonCause cause);

    /** The common repair begins; {@link CommonCause#repaired()} ends it. */
    void beginRepair(CommonCause cause);

    /**
     * A switch-over begins, automatic or, when that fails, by hand; {@link Standby#switched(int)} ends it.
     *
     * @return true when it takes no time: then it is over already
     */
    boolean beginSwitchOver(Standby standby, int position, boolean failback);
}
