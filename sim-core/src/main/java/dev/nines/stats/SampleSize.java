package dev.nines.stats;

/** About how many trials a question needs: widths of intervals shrink with the square root of the number of trials. */
public final class SampleSize {
    private SampleSize() {}

    /** Half the width of the interval ÷ the value; infinite where there is no interval or the value is zero. */
    public static double relativeHalfWidth(Estimate e) {
        double relative = (e.high() - e.low()) / 2 / e.value();
        return e.hasInterval() && Double.isFinite(relative) ? relative : Double.POSITIVE_INFINITY;
    }

    /**
     * Trials until half the width of the interval is this share of the value.
     *
     * @return infinite when nothing can be said
     */
    public static double forPrecision(Estimate e, int trials, double share) {
        double times = relativeHalfWidth(e) / share;
        return Math.ceil(trials * Math.max(1, times * times));
    }

    /**
     * Trials until the interval lies on one side of a limit, if the estimate stayed.
     *
     * @param trials that gave this interval
     * @return infinite when it never will, or nothing can be said
     */
    public static double forLimit(Estimate e, int trials, double limit) {
        if (!e.hasInterval() || e.value() == limit) {
            return Double.POSITIVE_INFINITY;
        }
        double distance = Math.abs(limit - e.value());
        double half = e.value() < limit ? e.high() - e.value() : e.value() - e.low();
        double times = half / distance;
        return Double.isFinite(times) ? Math.ceil(trials * Math.max(1, times * times)) : Double.POSITIVE_INFINITY;
    }

    /** Trials without any hit after which the upper bound of {@link Proportion} is not above a limit. */
    public static double forNoneAtMost(double limit) {
        return limit >= 1 ? 1 : Math.ceil(StrictMath.log(0.025) / StrictMath.log1p(-limit));
    }
}
