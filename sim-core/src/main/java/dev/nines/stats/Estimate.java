package dev.nines.stats;

/**
 * A number with its uncertainty. What cannot be given is {@code NaN} and {@code reason} says why; a value or an end
 * of the interval may be infinite.
 *
 * @param value the point estimate
 * @param low lower end of the 95 % interval
 * @param high upper end of the 95 % interval
 * @param method how the interval was made; empty when there is none
 * @param n observations (trials, or outages for quantiles of outages)
 * @param reason why the value or its interval is missing; empty when nothing is
 * @param bound what is known instead
 * @param coverage exact probability that the interval covers, where it is known and not 95 %: order statistics
 * @param p two-sided p-value of the hypothesis that the number is zero, by the same method; NaN when nobody asked
 */
public record Estimate(
        double value,
        double low,
        double high,
        String method,
        long n,
        String reason,
        Bound bound,
        double coverage,
        double p) {

    /** Without an exact coverage and without a test of zero. */
    public Estimate(double value, double low, double high, String method, long n, String reason, Bound bound) {
        this(value, low, high, method, n, reason, bound, Double.NaN, Double.NaN);
    }

    public static Estimate of(double value, double low, double high, String method, long n) {
        return new Estimate(value, low, high, method, n, "", Bound.NONE);
    }

    /** A value for which no honest interval exists. */
    public static Estimate withoutInterval(double value, long n, String reason, Bound bound) {
        return new Estimate(value, Double.NaN, Double.NaN, "", n, reason, bound);
    }

    public static Estimate missing(long n, String reason, Bound bound) {
        return new Estimate(Double.NaN, Double.NaN, Double.NaN, "", n, reason, bound);
    }

    public boolean hasValue() {
        return !Double.isNaN(value);
    }

    public boolean hasInterval() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    /** The same in another unit. */
    public Estimate times(double positiveFactor) {
        return new Estimate(
                value * positiveFactor,
                low * positiveFactor,
                high * positiveFactor,
                method,
                n,
                reason,
                bound.times(positiveFactor),
                coverage,
                p);
    }

    /** One divided by this number, which is not negative; its interval has no upper end when this one reaches zero. */
    public Estimate inverse() {
        return new Estimate(1 / value, 1 / high, 1 / low, method, n, reason, bound.inverse());
    }

    /** The same with its interval cut to what is possible. */
    public Estimate clampedTo(double least, double most) {
        double newLow = clamp(low, least, most);
        double newHigh = clamp(high, least, most);
        return new Estimate(value, newLow, newHigh, method, n, reason, bound, coverage, p);
    }

    /** The same with the result of a test of zero. */
    public Estimate withP(double twoSided) {
        return new Estimate(value, low, high, method, n, reason, bound, coverage, Math.min(1, twoSided));
    }

    /** The same, the exact coverage of its interval being known. */
    public Estimate covering(double exactly) {
        return new Estimate(value, low, high, method, n, reason, bound, exactly, p);
    }

    /** Another name for how the interval was made. */
    Estimate by(String otherMethod) {
        return new Estimate(value, low, high, hasInterval() ? otherMethod : "", n, reason, bound, coverage, p);
    }

    private static double clamp(double x, double least, double most) {
        return Double.isNaN(x) ? x : Math.max(least, Math.min(most, x));
    }
}
