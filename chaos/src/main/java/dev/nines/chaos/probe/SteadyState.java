package dev.nines.chaos.probe;

/**
 * Whether a service may be disturbed.
 *
 * @param reason why not; empty if it may
 */
public record SteadyState(boolean steady, String reason) {}
