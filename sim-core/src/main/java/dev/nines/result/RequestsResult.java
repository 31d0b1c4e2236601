package dev.nines.result;

/**
 * Requests of real clients, of the years when there are any, otherwise of the drills.
 *
 * @param extrapolated true when the totals contain rate × time
 * @param latencyP50 seconds, of the good requests that were simulated
 */
public record RequestsResult(long total, long failed, boolean extrapolated, Value latencyP50, Value latencyP99) {}
