package dev.nines.result;

/** Median and maximum over the trials: {@code lostTransactions}, {@code lostSeconds}. */
public record Spread(Value p50, Value max) {}
