package dev.nines.result;

import java.util.Optional;

/**
 * A safety property and the trials that broke it.
 *
 * @param expected true when the file lists it under {@code expect:}
 * @param upperBound of the share of trials that break it, with 95 % confidence
 * @param replay the command that shows the first one
 */
public record ViolationResult(String name, long trials, boolean expected, Value upperBound, Optional<String> replay) {}
