package dev.nines.stats;

import java.util.function.DoubleUnaryOperator;

/**
 * What is known, with 95 % confidence, about a number that has no interval.
 *
 * @param kind what the bound says
 * @param value in the unit of the number, or a share of trials; {@code NaN}: nothing is known
 */
public record Bound(Kind kind, double value) {
    public static final Bound NONE = new Bound(Kind.UNKNOWN, Double.NaN);

    /** Which way a bound holds. */
    public enum Kind {
        UNKNOWN(""),
        /** The number is not below the bound: a quantile of too few runs, an outage whose end was not seen. */
        AT_LEAST("at-least"),
        /** The number is not above the bound: a share or a rate of what was never seen. */
        AT_MOST("at-most"),
        /** Nothing was seen; at most this share of all trials has any. */
        AT_MOST_OF_TRIALS("at-most-of-trials");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As results spell it; empty when there is no bound. */
        public String word() {
            return word;
        }
    }

    public Bound {
        if ((kind == Kind.UNKNOWN) != Double.isNaN(value)) {
            throw new IllegalArgumentException("a bound has a kind and a value: " + kind + ", " + value);
        }
    }

    /** No bound when the value is {@code NaN}. */
    public static Bound atLeast(double value) {
        return of(Kind.AT_LEAST, value);
    }

    /** No bound when the value is {@code NaN}. */
    public static Bound atMost(double value) {
        return of(Kind.AT_MOST, value);
    }

    public static Bound atMostOfTrials(double share) {
        return of(Kind.AT_MOST_OF_TRIALS, share);
    }

    private static Bound of(Kind kind, double value) {
        return Double.isNaN(value) ? NONE : new Bound(kind, value);
    }

    public boolean isKnown() {
        return kind != Kind.UNKNOWN;
    }

    /** It bounds the number itself, not how many trials have any. */
    public boolean isOfTheNumber() {
        return kind == Kind.AT_LEAST || kind == Kind.AT_MOST;
    }

    /** The same bound of the number times a positive factor; a share of trials stays what it is. */
    public Bound times(double positiveFactor) {
        return isOfTheNumber() ? new Bound(kind, value * positiveFactor) : this;
    }

    /** The bound of 1 − the number. */
    public Bound complement() {
        return switch (kind) {
            case AT_LEAST -> atMost(1 - value);
            case AT_MOST -> atLeast(1 - value);
            case UNKNOWN, AT_MOST_OF_TRIALS -> this;
        };
    }

    /** The bound of 1 ÷ the number, which is positive. */
    public Bound inverse() {
        return switch (kind) {
            case AT_LEAST -> atMost(1 / value);
            case AT_MOST -> atLeast(1 / value);
            case UNKNOWN, AT_MOST_OF_TRIALS -> this;
        };
    }

    /** The bound with its value rounded. */
    public Bound rounded(DoubleUnaryOperator rounding) {
        return of(kind, rounding.applyAsDouble(value));
    }
}
