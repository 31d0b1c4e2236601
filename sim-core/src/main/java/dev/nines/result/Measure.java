package dev.nines.result;

/** A value that an objective is held against, and what its bound means when it has no interval. */
record Measure(Value value, Kind kind) {

    enum Kind {
        /** An estimate; its bound is the worst that is compatible with the trials. */
        BOUNDED_BY_WORST,
        /** An estimate; its bound is the best that is compatible with the trials: the value is at least that. */
        AT_LEAST_BOUND,
        /** Counted, or the largest of all trials: every single trial has a say. */
        LARGEST,
        /** The smallest of all trials. */
        SMALLEST
    }

    static Measure worst(Value value) {
        return new Measure(value, Kind.BOUNDED_BY_WORST);
    }

    static Measure atLeast(Value value) {
        return new Measure(value, Kind.AT_LEAST_BOUND);
    }

    static Measure largest(Value value) {
        return new Measure(value, Kind.LARGEST);
    }

    static Measure smallest(Value value) {
        return new Measure(value, Kind.SMALLEST);
    }
}
