package dev.nines.chaos.plan;

/**
 * How many requests of clients are sent beside the probes.
 *
 * @param ofScenario the rates of the scenario's clients
 * @param perSecond else this rate, to each service that clients call; 0: none
 */
public record Load(boolean ofScenario, int perSecond) {
    /** Over all services: a prober that shares two processors with its lab keeps this rate. */
    public static final int PER_SECOND_MOST = 1000;

    public static final Load NONE = new Load(false, 0);

    boolean none() {
        return !ofScenario && perSecond == 0;
    }
}
