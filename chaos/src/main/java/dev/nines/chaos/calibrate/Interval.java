package dev.nines.chaos.calibrate;

/** A value with the ends of its 95 % interval; an end that data do not limit is 0 or infinite. */
record Interval(double value, double low, double high) {
    boolean holds(double other) {
        return other >= low && other <= high;
    }
}
