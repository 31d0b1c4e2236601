package dev.nines.measure;

/** A safety property that did not hold: {@code vip-single-owner}, {@code single-writer}, {@code acked-write-lost}. */
public record Violation(String name, long timeNanos, String text) {}
