package dev.nines.result;

import dev.nines.stats.Quantiles;

/** A distribution of outage lengths, in seconds: {@code outageSeconds}. */
public record Distribution(Value min, Value p50, Value p90, Value p95, Value p99, Value max, Value mean) {

    /** Observations that a quantile needs before it has a 95 % interval: 299 for p99. */
    public static int neededFor(double p) {
        return Quantiles.needed(p);
    }

    public static Distribution missing(String reason) {
        Value none = Value.missing(reason);
        return new Distribution(none, none, none, none, none, none, none);
    }
}
