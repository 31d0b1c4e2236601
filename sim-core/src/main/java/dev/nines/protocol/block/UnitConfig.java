package dev.nines.protocol.block;

/**
 * @param index given by whoever builds the plant
 * @param repairable false: what has failed stays so
 * @param foundByTests false: a failure is known at once
 */
public record UnitConfig(String name, int index, boolean repairable, boolean foundByTests) {}
