package dev.nines.result;

import java.util.Optional;

/**
 * Years of random faults as one service saw them. Planned work is in {@code planned} alone.
 *
 * @param horizonSeconds of one trial; 0: no years were simulated and every value is missing
 * @param downtime {@code downtimePerYearSeconds}: failed share × time
 * @param outageTime {@code outageTimePerYearSeconds}: sum of outage lengths
 * @param infinite outages in all trials that nothing pending can end
 * @param censored outages in all trials that were open at the horizon
 * @param firstOutageSeconds mean time from the start of the measured time to the first outage
 * @param trialsWithoutOutage share of the trials that saw none
 * @param queue present when the service is a queue
 */
public record YearsResult(
        double horizonSeconds,
        Value availability,
        Value unavailability,
        PerYear downtime,
        PerYear degraded,
        PerYear unprotected,
        PerYear planned,
        PerYear outageTime,
        Value outagesPerYear,
        Distribution outageSeconds,
        PerYear lostTransactions,
        long infinite,
        long censored,
        Value firstOutageSeconds,
        Value trialsWithoutOutage,
        Optional<QueueResult> queue) {}
