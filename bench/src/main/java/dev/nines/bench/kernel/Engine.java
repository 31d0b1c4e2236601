package dev.nines.bench.kernel;

/** An event engine with a load on it. */
@FunctionalInterface
interface Engine {
    /** So many units happen: events, heartbeats or customers. The result depends on all of them. */
    long run(int units);
}
