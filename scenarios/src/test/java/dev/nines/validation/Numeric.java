package dev.nines.validation;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Integrals and roots to about eleven digits. */
final class Numeric {
    private static final double[] NODE = {
        0.9914553711208126,
        0.9491079123427585,
        0.8648644233597691,
        0.7415311855993945,
        0.5860872354676911,
        0.4058451513773972,
        0.2077849550078985,
        0
    };
    private static final double[] KRONROD = {
        0.0229353220105292, 0.0630920926299786, 0.1047900103222502, 0.1406532597155259,
        0.1690047266392679, 0.1903505780647854, 0.2044329400752989, 0.2094821410847278
    };
    private static final double[] GAUSS = {
        0.1294849661688697, 0.2797053914892767, 0.3818300505051189, 0.4179591836734694
    };
    private static final int DEEPEST = 45;
    /** Of the whole; the exact error of the rule is far below its estimate. */
    private static final double TOLERANCE = 1e-12;
    /** Beyond the last break point: a factor of 10¹². */
    private static final int DOUBLINGS = 40;

    private Numeric() {}

    /** Adaptive rule of Gauss and Kronrod (7, 15). */
    static double integral(DoubleUnaryOperator f, double from, double to) {
        return from == to ? 0 : adaptive(f, from, to, TOLERANCE * Math.abs(rule(f, from, to)[0]), 0);
    }

    /** From 0 to infinity, piece by piece between the break points and then by doubling, until nothing is added. */
    static double tail(DoubleUnaryOperator f, double... breaks) {
        double[] ends = Arrays.copyOf(breaks, breaks.length + DOUBLINGS);
        for (int i = breaks.length; i < ends.length; i++) {
            ends[i] = 2 * ends[i - 1];
        }
        double size = 0;
        double from = 0;
        for (double to : ends) {
            size += Math.abs(rule(f, from, to)[0]);
            from = to;
        }
        double sum = 0;
        from = 0;
        for (double to : ends) {
            sum += adaptive(f, from, to, TOLERANCE * size, 0);
            from = to;
        }
        return sum;
    }

    private static double adaptive(DoubleUnaryOperator f, double from, double to, double tolerance, int depth) {
        double[] both = rule(f, from, to);
        if (Math.abs(both[0] - both[1]) <= tolerance || depth == DEEPEST) {
            return both[0];
        }
        double middle = (from + to) / 2;
        return adaptive(f, from, middle, tolerance, depth + 1) + adaptive(f, middle, to, tolerance, depth + 1);
    }

    /** The estimates with 15 and with 7 points. */
    private static double[] rule(DoubleUnaryOperator f, double from, double to) {
        double middle = (from + to) / 2;
        double half = (to - from) / 2;
        double kronrod = KRONROD[7] * f.applyAsDouble(middle);
        double gauss = GAUSS[3] * f.applyAsDouble(middle);
        for (int i = 0; i < 7; i++) {
            double both = f.applyAsDouble(middle - half * NODE[i]) + f.applyAsDouble(middle + half * NODE[i]);
            kronrod += KRONROD[i] * both;
            gauss += i % 2 == 1 ? GAUSS[i / 2] * both : 0;
        }
        return new double[] {kronrod * half, gauss * half};
    }

    /** Where an increasing function reaches {@code value}. */
    static double root(DoubleUnaryOperator increasing, double value, double low, double high) {
        double from = low;
        double to = high;
        for (int i = 0; i < 200; i++) {
            double middle = (from + to) / 2;
            if (increasing.applyAsDouble(middle) < value) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return (from + to) / 2;
    }
}
