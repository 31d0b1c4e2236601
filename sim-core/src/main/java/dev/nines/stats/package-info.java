/** Estimators, 95 % intervals, paired comparison, verdicts. No I/O; the same numbers give the same answer everywhere. */
package dev.nines.stats;
