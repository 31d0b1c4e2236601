package dev.nines.kernel;

import java.util.Arrays;

/**
 * A law of durations, in nanoseconds. One uniform number gives one variate by inverse transform on {@link StrictMath},
 * so that the same seed gives the same variate on every machine.
 */
public sealed interface Law {
    /**
     * The variate that belongs to the uniform number {@code u} in (0, 1): from 0 to {@code Long.MAX_VALUE / 4}
     * nanoseconds (73 years), so that it can be added to any time of a trial.
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
