package dev.nines.result;

/** A value that an objective is held against, and what its bound means when it has no interval. */
record Measure(Value value, Kind kind) {

    enum Kind {
        /** The available share: missing with a lower bound when no downtime was seen. */
        AVAILABLE,
        /** An estimate of something bad; its bound is the worst that is compatible with the trials. */
        BOUNDED_BY_WORST,
        /** An estimate; its bound is the best that is compatible with the trials: the value is at least that. */
        AT_LEAST_BOUND,
        /** Counted, or the largest of all trials: every single trial has a say. */
        LARGEST,
        /** The smallest of all trials. */
        SMALLEST
    }

    static Measure available(Value value) {
        return new Measure(value, Kind.AVAILABLE);
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

    /** True when the trials showed none of what is bad. */
    boolean nothingSeen() {
        boolean missing = !value.hasValue() && value.n() > 0 && value.bound().isKnown();
        return switch (kind) {
            case AVAILABLE -> missing;
            case BOUNDED_BY_WORST -> missing || (value.value() == 0 && !value.hasInterval());
            case AT_LEAST_BOUND -> value.value() == 0 && !value.hasInterval();
            case LARGEST, SMALLEST -> value.value() == 0;
        };
    }
}
