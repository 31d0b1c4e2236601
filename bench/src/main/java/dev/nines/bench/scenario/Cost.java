package dev.nines.bench.scenario;

/**
 * What the trials of one design cost. Rates are of processor time of one thread.
 *
 * @param load who calls: {@code nobody}, {@code probes} or {@code clients}
 * @param skip whether steady stretches are jumped over
 * @param horizonYears of one trial
 * @param twoThreads how many times more trials two threads finish in the same time than one; NaN: not measured
 */
public record Cost(
        String design,
        String load,
        boolean skip,
        double horizonYears,
        double trialsPerSecond,
        double eventsPerSecond,
        double yearsPerSecond,
        double kibPerTrial,
        double twoThreads) {}
