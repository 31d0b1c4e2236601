package dev.nines.result;

import dev.nines.stats.Verdict;

/** @param text as written in the file */
public record ObjectiveResult(String text, String service, Value value, Verdict verdict) {}
