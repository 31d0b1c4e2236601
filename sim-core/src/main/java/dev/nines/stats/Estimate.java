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
 */
public record Estimate(double value, double low, double high, String method, long n, String reason, Bound bound) {

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
                bound.times(positiveFactor));
    }

    /** The same with its interval cut to what is possible. */
    public Estimate clampedTo(double least, double most) {
        return new Estimate(value, clamp(low, least, most), clamp(high, least, most), method, n, reason, bound);
    }

    private static double clamp(double x, double least, double most) {
        return Double.isNaN(x) ? x : Math.max(least, Math.min(most, x));
    }
}
