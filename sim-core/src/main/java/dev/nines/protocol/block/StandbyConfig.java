package dev.nines.protocol.block;

/**
 * @param active how many units are wanted at work
 * @param dormancy how fast a waiting unit ages, as a share of a working one: 0 cold … 1 hot
 * @param failback a preferred unit takes over again when it is back
 */
public record StandbyConfig(String name, int index, int active, double dormancy, boolean failback) {}
