package dev.nines.network;

import dev.nines.fault.Fault.Traffic;

/**
 * What happens to messages of one direction: they pass, are delayed or dropped. All rules that match apply together.
 *
 * @param from sending host, or {@link #ANY}
 * @param to receiving host, or {@link #ANY}
 * @param traffic what it applies to; {@code ALL} includes ARP and datagrams of every kind
 * @param drop true: nothing passes
 * @param lossProbability 0 … 1 of each message, independent of other rules; 1 is the same as {@code drop}
 * @param extraDelayNanos ≥ 0, added to the one-way delay
 */
public record Rule(int from, int to, Traffic traffic, boolean drop, double lossProbability, long extraDelayNanos) {
    public static final int ANY = -1;

    public Rule {
        if (!(lossProbability >= 0 && lossProbability <= 1)) {
            throw new IllegalArgumentException("loss probability " + lossProbability + " is not in 0 … 1");
        }
        if (extraDelayNanos < 0) {
            throw new IllegalArgumentException("negative delay " + extraDelayNanos);
        }
    }

    public static Rule drop(int from, int to, Traffic traffic) {
        return new Rule(from, to, traffic, true, 0, 0);
    }

    public static Rule loss(int from, int to, Traffic traffic, double probability) {
        return new Rule(from, to, traffic, false, probability, 0);
    }

    public static Rule delay(int from, int to, Traffic traffic, long extraNanos) {
        return new Rule(from, to, traffic, false, 0, extraNanos);
    }
}
