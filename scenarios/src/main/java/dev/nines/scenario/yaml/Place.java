package dev.nines.scenario.yaml;

/**
 * Where something stands.
 *
 * @param line from 1
 * @param column from 1, in code points
 * @param length in code points, on that line
 */
public record Place(int line, int column, int length) {}
