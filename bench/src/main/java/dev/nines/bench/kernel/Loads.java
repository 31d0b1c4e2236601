package dev.nines.bench.kernel;

/** What an engine is measured with. One that lacks something says so. */
interface Loads {
    /** Each event schedules its successor after an exponential delay. */
    default Engine hold(int pending) {
        throw lacks("the hold model");
    }

    /** Each heartbeat of a node cancels a time-out and schedules both again. */
    default Engine timers(int nodes) {
        throw lacks("timers");
    }

    /** M/M/1. */
    default Engine queue() {
        throw lacks("a queue");
    }

    /** Any of the pending events is cancelled and scheduled again. */
    default Engine cancel(int pending) {
        throw lacks("events that are cancelled at random");
    }

    private IllegalArgumentException lacks(String what) {
        return new IllegalArgumentException(getClass().getSimpleName() + " has no load of " + what);
    }
}
