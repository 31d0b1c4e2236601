package dev.nines.report;

import java.util.List;

/**
 * A number of a service that a table shows.
 *
 * @param path in the service's block of the result
 */
record Measure(String label, String path, Unit unit) {
    static final List<Measure> YEARS = List.of(
            new Measure("availability", "years.availability", Unit.SHARE),
            new Measure("downtime / year", "years.downtimePerYearSeconds.mean", Unit.SECONDS),
            new Measure("outages / year", "years.outagesPerYear", Unit.COUNT),
            new Measure("outage p50", "years.outageSeconds.p50", Unit.SECONDS),
            new Measure("outage p99", "years.outageSeconds.p99", Unit.SECONDS),
            new Measure("degraded / year", "years.degradedPerYearSeconds.mean", Unit.SECONDS),
            new Measure("unprotected / year", "years.unprotectedPerYearSeconds.mean", Unit.SECONDS),
            new Measure("planned / year", "years.plannedPerYearSeconds.mean", Unit.SECONDS),
            new Measure("lost transactions / year", "years.lostTransactionsPerYear", Unit.COUNT));

    static List<Measure> ofDrill(String drill) {
        String prefix = "drills." + drill + ".";
        return List.of(
                new Measure(drill + ": outage p50", prefix + "outageSeconds.p50", Unit.SECONDS),
                new Measure(drill + ": outage p99", prefix + "outageSeconds.p99", Unit.SECONDS),
                new Measure(drill + ": lost tx, most", prefix + "lostTransactions.max", Unit.COUNT));
    }
}
