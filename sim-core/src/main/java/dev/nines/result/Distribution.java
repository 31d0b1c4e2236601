package dev.nines.result;

/** A distribution of outage lengths, in seconds: {@code outageSeconds}. */
public record Distribution(Value min, Value p50, Value p90, Value p95, Value p99, Value max, Value mean) {

    public static Distribution missing(String reason) {
        Value none = Value.missing(reason);
        return new Distribution(none, none, none, none, none, none, none);
    }
}
