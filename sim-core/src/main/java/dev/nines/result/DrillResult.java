package dev.nines.result;

/**
 * One drill as one service saw it.
 *
 * @param count trials
 * @param unnoticed of those, without any outage
 * @param infinite of those, with an outage that nothing pending can end
 * @param censored of those, with an outage that was still open when watching stopped
 * @param outageSeconds sum of the outages of one trial, zeros included
 * @param downtimeSeconds mean over the trials of failed share × time
 * @param failedShare failed probes ÷ probes, during outages
 */
public record DrillResult(
        long count,
        long unnoticed,
        long infinite,
        long censored,
        Distribution outageSeconds,
        Value downtimeSeconds,
        PhaseMedians phases,
        Spread lostTransactions,
        Spread lostSeconds,
        Value failedShare) {}
