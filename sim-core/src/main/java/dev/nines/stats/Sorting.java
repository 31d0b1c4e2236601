package dev.nines.stats;

import java.util.Arrays;
import java.util.Comparator;

/** Order of values without moving them. */
final class Sorting {
    private Sorting() {}

    /** Indexes in ascending order of value; equal values in order of index. */
    static int[] order(double[] values) {
        Integer[] boxed = new Integer[values.length];
        for (int i = 0; i < boxed.length; i++) {
            boxed[i] = i;
        }
        Arrays.sort(boxed, Comparator.comparingDouble(i -> values[i]));
        int[] order = new int[boxed.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = boxed[i];
        }
        return order;
    }
}
