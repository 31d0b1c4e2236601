package dev.nines.model.spec;

/** @param horizonNanos of one trial's years; 0: drills only */
public record RunSpec(long horizonNanos, int trials, long seed) {}
