package dev.nines.scenario.language;

/**
 * One thing in a file that nobody knows: a range, or a guess with a factor.
 *
 * @param name what is drawn: unknowns of equal name, in one file or in two, stand at the same position of their spans
 * @param parameter {@code faults.0.every}: where it stands in the file
 * @param written {@code 30min x5} or {@code 10s..30s}
 */
public record Unknown(String name, String parameter, String written, Span span) {}
