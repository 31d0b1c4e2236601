package dev.nines.stats;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Several differences of one table: the more are tested, the more seem to differ by chance. Holm's step-down procedure
 * (1979) keeps the chance that any verdict of the table is wrong at 5 %, whatever depends on what.
 */
public final class Holm {
    private Holm() {}

    /**
     * @param p two-sided p-values of one table; NaN: not a test, neither counted nor adjusted
     * @return the p-values that may be held against 5 %: the largest so far of (tests not yet passed) × p, in order of p
     */
    public static double[] adjusted(double[] p) {
        Integer[] order = tests(p);
        double[] adjusted = new double[p.length];
        Arrays.fill(adjusted, Double.NaN);
        double least = 0;
        for (int i = 0; i < order.length; i++) {
            least = Math.max(least, Math.min(1, (order.length - i) * p[order[i]]));
            adjusted[order[i]] = least;
        }
        return adjusted;
    }

    /**
     * The level that each p-value had to reach in its turn: 5 % ÷ (tests not yet passed). NaN where there was no test.
     *
     * @param p as for {@link #adjusted}
     */
    public static double[] levels(double[] p) {
        Integer[] order = tests(p);
        double[] levels = new double[p.length];
        Arrays.fill(levels, Double.NaN);
        for (int i = 0; i < order.length; i++) {
            levels[order[i]] = 0.05 / (order.length - i);
        }
        return levels;
    }

    /** Places of the tests, the smallest p-value first; equal ones in order of place. */
    private static Integer[] tests(double[] p) {
        Integer[] places = new Integer[p.length];
        int tests = 0;
        for (int i = 0; i < p.length; i++) {
            if (!Double.isNaN(p[i])) {
                places[tests++] = i;
            }
        }
        Integer[] order = Arrays.copyOf(places, tests);
        Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
        return order;
    }
}
