/** Estimators, 95 % intervals, paired comparison, verdicts. No I/O; equal numbers give equal answers everywhere. */
package dev.nines.stats;
