package dev.nines.result;

/** A yearly figure: its mean over all simulated time, its quantiles over trials. */
public record PerYear(Value mean, Value p50, Value p95, Value p99) {

    public static PerYear missing(String reason) {
        Value none = Value.missing(reason);
        return new PerYear(none, none, none, none);
    }
}
