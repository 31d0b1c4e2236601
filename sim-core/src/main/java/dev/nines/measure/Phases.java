package dev.nines.measure;

/** Where the time of an outage went, in nanoseconds; the four add up to its length (critical path). */
public record Phases(long detectNanos, long decideNanos, long actNanos, long convergeNanos) {}
