package dev.nines.result;

/** Median seconds of each phase over the trials in which a recovery machine acted: {@code phases}. */
public record PhaseMedians(Value detect, Value decide, Value act, Value converge) {}
