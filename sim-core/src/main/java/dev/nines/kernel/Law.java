package dev.nines.kernel;

import java.util.Arrays;

/**
 * A law of durations, in nanoseconds. One uniform number gives one variate by inverse transform on {@link StrictMath},
 * so that the same seed gives the same variate on every machine.
 */
public sealed interface Law {
    /**
     * The variate that belongs to the uniform number {@code u} in (0, 1): from 0 to {@code Long.MAX_VALUE / 2}
     * nanoseconds (146 years), so that it can be added to any time of a trial.
     */
    long nanosAt(double u);

    /** The mean in nanoseconds, or infinity. */
    double meanNanos();

    /** True when every variate is the same. */
    default boolean isConstant() {
        return this instanceof Constant;
    }

    static Law constant(long nanos) {
        return new Constant(nanos);
    }

    /** What does not happen. */
    static Law never() {
        return new Never();
    }

    /** True of a variate that is too long for anybody to see its end: of any law, the longest is one. */
    static boolean isNever(long nanos) {
        return nanos >= Normal.LONGEST_NANOS;
    }

    record Never() implements Law {
        @Override
        public long nanosAt(double u) {
            return Normal.LONGEST_NANOS;
        }

        @Override
        public double meanNanos() {
            return Double.POSITIVE_INFINITY;
        }
    }

    record Constant(long nanos) implements Law {
        @Override
        public long nanosAt(double u) {
            return Normal.bounded(nanos);
        }

        @Override
        public double meanNanos() {
            return nanos;
        }
    }

    record Uniform(long fromNanos, long toNanos) implements Law {
        @Override
        public long nanosAt(double u) {
            long from = Normal.bounded(fromNanos);
            return from + (long) (u * (Normal.bounded(toNanos) - from));
        }

        @Override
        public double meanNanos() {
            return 0.5 * ((double) fromNanos + toNanos);
        }
    }

    record Exponential(double meanNanos) implements Law {
        @Override
        public long nanosAt(double u) {
            return Normal.toNanos(-meanNanos * StrictMath.log(1 - u));
        }
    }

    /** Lognormal by its median and its 95th percentile, as people know their repair times. */
    record Lognormal(double medianNanos, double p95Nanos) implements Law {
        private static final double Z95 = 1.6448536269514722;

        private double sigma() {
            return StrictMath.log(p95Nanos / medianNanos) / Z95;
        }

        @Override
        public long nanosAt(double u) {
            return Normal.toNanos(medianNanos * StrictMath.exp(sigma() * Normal.quantile(u)));
        }

        @Override
        public double meanNanos() {
            double sigma = sigma();
            return medianNanos * StrictMath.exp(0.5 * sigma * sigma);
        }
    }

    record Weibull(double scaleNanos, double shape) implements Law {
        @Override
        public long nanosAt(double u) {
            return Normal.toNanos(scaleNanos * StrictMath.pow(-StrictMath.log(1 - u), 1 / shape));
        }

        @Override
        public double meanNanos() {
            return scaleNanos * StrictMath.exp(Normal.logGamma(1 + 1 / shape));
        }
    }

    /** Sums of exponential times, for a whole shape; Erlang's law. */
    record Gamma(double meanNanos, double shape) implements Law {
        @Override
        public long nanosAt(double u) {
            return Normal.toNanos(meanNanos / shape * dev.nines.kernel.Gamma.quantile(u, shape));
        }
    }

    /** Never shorter than the scale, with a tail like a power; with a shape of 1 and less its mean is infinite. */
    record Pareto(double scaleNanos, double shape) implements Law {
        @Override
        public long nanosAt(double u) {
            return Normal.toNanos(scaleNanos * StrictMath.exp(-StrictMath.log(1 - u) / shape));
        }

        @Override
        public double meanNanos() {
            return shape > 1 ? scaleNanos * shape / (shape - 1) : Double.POSITIVE_INFINITY;
        }
    }

    /**
     * One of two exponential times, each of which makes up half of the mean (balanced means).
     *
     * @param cv standard deviation ÷ mean, at least 1
     */
    record Hyperexponential(double meanNanos, double cv) implements Law {
        private static final int STEPS_MAX = 100;

        @Override
        public long nanosAt(double u) {
            double spread = StrictMath.sqrt((cv * cv - 1) / (cv * cv + 1));
            double often = 0.5 * (1 + spread);
            double seldom = 0.5 * (1 - spread);
            double goal = StrictMath.log(1 - u);
            // The logarithm of the survival function is convex: from the left, Newton's method never goes too far.
            double x = 0;
            double step = 1;
            for (int i = 0; i < STEPS_MAX && step > 1e-14 * x; i++) {
                double a = often * StrictMath.exp(-2 * often * x);
                double b = seldom * StrictMath.exp(-2 * seldom * x);
                step = (StrictMath.log(a + b) - goal) * (a + b) / (2 * (often * a + seldom * b));
                x += step;
            }
            return Normal.toNanos(meanNanos * x);
        }
    }

    /** What was measured: every value of a sample equally often. Nothing longer than the longest ever comes. */
    final class Empirical implements Law {
        private final long[] sortedNanos;

        /** @param nanos one or more durations, in any order; not negative */
        public Empirical(long[] nanos) {
            if (nanos.length == 0) {
                throw new IllegalArgumentException("a sample without a value");
            }
            sortedNanos = nanos.clone();
            Arrays.sort(sortedNanos);
        }

        /** With every value so many times as long. */
        public Empirical times(double factor) {
            return new Empirical(Arrays.stream(sortedNanos)
                    .map(nanos -> Normal.toNanos(nanos * factor))
                    .toArray());
        }

        public int size() {
            return sortedNanos.length;
        }

        @Override
        public long nanosAt(double u) {
            return Normal.bounded(sortedNanos[(int) (u * sortedNanos.length)]);
        }

        @Override
        public double meanNanos() {
            double sum = 0;
            for (long nanos : sortedNanos) {
                sum += nanos;
            }
            return sum / sortedNanos.length;
        }

        @Override
        public boolean isConstant() {
            return sortedNanos[0] == sortedNanos[sortedNanos.length - 1];
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Empirical that && Arrays.equals(sortedNanos, that.sortedNanos);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(sortedNanos);
        }
    }
}
