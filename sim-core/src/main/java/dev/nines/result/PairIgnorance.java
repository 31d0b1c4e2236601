package dev.nines.result;

import java.util.List;

/**
 * Which of two designs is better, over what is not known.
 *
 * @param metric that decides: {@code downtime-per-year}, or {@code outage.mean} over the drills when there are no years
 * @param samples how often all unknowns were drawn, each with the same value for both designs
 * @param aBetter in so many of them
 * @param equal in so many of them: less than a hundredth apart
 * @param trialsEach simulated for each draw
 * @param trialsPerPoint simulated for each value of a single unknown
 * @param breakEvens per unknown: where alone it changes which is better
 */
public record PairIgnorance(
        String designA,
        String designB,
        String metric,
        int samples,
        int aBetter,
        int bBetter,
        int equal,
        int trialsEach,
        int trialsPerPoint,
        List<BreakEven> breakEvens) {

    public PairIgnorance {
        breakEvens = List.copyOf(breakEvens);
    }

    /**
     * What one unknown alone can do, all others in their middle.
     *
     * @param unknown its name
     * @param written as in the file
     * @param value the break-even as it would be written; empty: from end to end the same design is better
     * @param low lower end of its 95 % interval by sampling, as it would be written; the end of the range where the
     *     interval goes beyond it; empty: not known
     * @param high the upper end
     * @param betterBelow the name of the design that is better at lower values; the same as above without a break-even
     * @param betterAbove the other
     */
    public record BreakEven(
            String unknown,
            String written,
            String value,
            String low,
            String high,
            String betterBelow,
            String betterAbove) {
        public boolean flips() {
            return !value.isEmpty();
        }

        public boolean hasInterval() {
            return !low.isEmpty();
        }
    }
}
