package dev.nines.result;

/**
 * How well a measure is known in the end.
 *
 * @param target half the 95 % interval ÷ the value, as it was asked for
 * @param reached the same as it is; missing when there is no interval
 * @param outages seen; {@link PrecisionTarget#LEAST_OUTAGES} are needed
 * @param trialsToReach about how many trials would do; missing when it is reached or nothing can be said
 */
public record PrecisionResult(String measure, double target, Value reached, long outages, Value trialsToReach) {

    /** Known as well as was asked for. */
    public boolean isReached() {
        return outages >= PrecisionTarget.LEAST_OUTAGES && reached.hasValue() && reached.value() <= target;
    }
}
