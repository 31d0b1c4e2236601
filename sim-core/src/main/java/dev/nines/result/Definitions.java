package dev.nines.result;

/** The definitions that the numbers rest on. */
public record Definitions(
        double probeIntervalSeconds, double outageThreshold, double probeTimeoutSeconds, int addresses) {}
