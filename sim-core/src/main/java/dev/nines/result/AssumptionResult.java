package dev.nines.result;

/** @param source {@code guess}, {@code measured}, {@code source}, {@code documentation} or {@code scenario} */
public record AssumptionResult(String parameter, String value, String source, String from) {}
