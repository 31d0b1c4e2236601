package dev.nines.result;

import java.util.List;

/**
 * The bad year: downtime of single years of 365 days, counted from the beginning of each trial's horizon.
 *
 * @param years of all trials; a rest of the horizon that is no whole year is left out
 * @param max seconds of the worst of them
 * @param beyond the share of years with more downtime than two to six nines allow, the least first
 */
public record YearlyDowntime(long years, Value max, List<Beyond> beyond) {

    /**
     * @param seconds of downtime in a year
     * @param share of years with more
     */
    public record Beyond(double seconds, Value share) {}

    public YearlyDowntime {
        beyond = List.copyOf(beyond);
    }

    public static YearlyDowntime missing(String reason) {
        return new YearlyDowntime(0, Value.missing(reason), List.of());
    }
}
