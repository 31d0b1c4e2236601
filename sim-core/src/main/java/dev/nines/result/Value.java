package dev.nines.result;

import dev.nines.stats.Bound;
import dev.nines.stats.Estimate;
import dev.nines.stats.Rounding;

/**
 * A number of the result, as the JSON has it: rounded to nine significant digits.
 *
 * <p>{@code NaN} stands for what is missing ({@code null} in the JSON, with a reason), infinity for {@code "infinite"}.
 *
 * @param low lower end of the 95 % interval
 * @param method how the interval was made; empty when there is none
 * @param n observations; 0 when it was not estimated from any
 * @param reason why the value or its interval is missing; empty when nothing is
 * @param bound what is known instead
 * @param coverage exact probability that the interval covers, where it is known and not 95 %: order statistics
 */
public record Value(
        double value, double low, double high, String method, long n, String reason, Bound bound, double coverage) {

    /** Of no exact coverage. */
    public Value(double value, double low, double high, String method, long n, String reason, Bound bound) {
        this(value, low, high, method, n, reason, bound, Double.NaN);
    }

    public static Value of(Estimate e) {
        return new Value(
                Rounding.nine(e.value()),
                Rounding.nine(e.low()),
                Rounding.nine(e.high()),
                e.method(),
                e.n(),
                e.reason(),
                e.bound().rounded(Rounding::nine),
                Rounding.nine(e.coverage()));
    }

    /** A number that was observed, not estimated. */
    public static Value observed(double value) {
        return new Value(Rounding.nine(value), Double.NaN, Double.NaN, "", 0, "", Bound.NONE);
    }

    public static Value missing(String reason) {
        return new Value(Double.NaN, Double.NaN, Double.NaN, "", 0, reason, Bound.NONE);
    }

    /** 1 − this: keeps nine digits of the share that is missing, so that 0.99999999996 does not become 1. */
    public Value complement() {
        return new Value(
                one(value),
                one(high),
                one(low),
                method,
                n,
                reason,
                bound.complement().rounded(x -> Rounding.digits(x, 15)),
                coverage);
    }

    public boolean hasValue() {
        return !Double.isNaN(value);
    }

    public boolean hasInterval() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    public boolean isInfinite() {
        return Double.isInfinite(value);
    }

    private static double one(double x) {
        return Rounding.digits(1 - x, 15);
    }
}
