package dev.nines.chaos.probe;

/**
 * A recovery machine was seen to act.
 *
 * @param machine such as {@code vip@lb2} or {@code web1 in front@lb1}
 * @param what it did, for people
 * @param nanos when, since 1970 by the clock of the client's host
 * @param uncertaintyNanos how wrong that may be, either way
 */
public record Sighting(String machine, String what, long nanos, long uncertaintyNanos) {}
