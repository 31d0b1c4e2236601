package dev.nines.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A growing column of numbers: eight bytes each, in blocks, so that none are kept in reserve. While all of them are equal
 * it is one number.
 */
final class DoubleColumn {
    private static final int BLOCK = 512;

    /** What all values are while there are no blocks. */
    private double only;

    private final List<double[]> blocks = new ArrayList<>(0);
    private int size;

    void add(double value) {
        if (size == 0) {
            only = value;
        } else if (!blocks.isEmpty() || Double.compare(value, only) != 0) {
            while (blocks.size() * BLOCK <= size) {
                addBlock();
            }
            blocks.get(size / BLOCK)[size % BLOCK] = value;
        }
        size++;
    }

    private void addBlock() {
        double[] block = new double[BLOCK];
        Arrays.fill(block, only); // what was equal so far; what is beyond the end is overwritten
        blocks.add(block);
    }

    double get(int i) {
        return blocks.isEmpty() ? only : blocks.get(i / BLOCK)[i % BLOCK];
    }

    int size() {
        return size;
    }

    double[] toArray() {
        double[] copy = new double[size];
        for (int i = 0; i < size; i++) {
            copy[i] = get(i);
        }
        return copy;
    }

    double[] sorted() {
        double[] copy = toArray();
        Arrays.sort(copy);
        return copy;
    }

    double max() {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            max = Math.max(max, get(i));
        }
        return max;
    }

    double sum() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += get(i);
        }
        return sum;
    }
}
