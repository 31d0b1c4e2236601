package dev.nines.chaos.calibrate;

import dev.nines.kernel.Law;
import dev.nines.kernel.RandomStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Times, some of which were not seen to their end, and how long was looked.
 */
final class Lifetimes {
    /** More times than that in one window say no more about a law. */
    private static final int RENEWALS_MAX = 10_000;

    private final double[] seconds;
    private final boolean[] ended;
    private final double[] windows;
    private final boolean renewed;

    /**
     * @param seconds each above 0
     * @param ended false: it lasted longer, nobody knows how long
     * @param windows how long was looked, in seconds
     * @param renewed true: in each window one time follows the other; false: each window holds one
     */
    Lifetimes(double[] seconds, boolean[] ended, double[] windows, boolean renewed) {
        this.seconds = seconds.clone();
        this.ended = ended.clone();
        this.windows = windows.clone();
        this.renewed = renewed;
    }

    /** Collects them. */
    static final class Builder {
        private final List<Double> seconds = new ArrayList<>();
        private final List<Boolean> ended = new ArrayList<>();
        private final List<Double> windows = new ArrayList<>();

        void add(double time, boolean end) {
            seconds.add(time);
            ended.add(end);
        }

        void window(double time) {
            windows.add(time);
        }

        Lifetimes build(boolean renewed) {
            boolean[] ends = new boolean[ended.size()];
            IntStream.range(0, ends.length).forEach(i -> ends[i] = ended.get(i));
            return new Lifetimes(array(seconds), ends, array(windows), renewed);
        }

        private static double[] array(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /** All of them, seen to their end or not. */
    int size() {
        return seconds.length;
    }

    double seconds(int i) {
        return seconds[i];
    }

    boolean ended(int i) {
        return ended[i];
    }

    /** How many were seen to their end. */
    int count() {
        int count = 0;
        for (boolean end : ended) {
            count += end ? 1 : 0;
        }
        return count;
    }

    double totalSeconds() {
        double total = 0;
        for (double time : seconds) {
            total += time;
        }
        return total;
    }

    /** Other times by a law, looked at for as long. */
    Lifetimes drawn(Law law, RandomStream random) {
        Builder drawn = new Builder();
        for (double window : windows) {
            drawn.window(window);
            double left = window;
            for (int i = 0; i < RENEWALS_MAX && left > 0; i++) {
                double time = Math.max(1e-9, law.nanosAt(random.nextDouble()) * 1e-9);
                drawn.add(Math.min(time, left), time < left);
                left = renewed ? left - time : 0;
            }
        }
        return drawn.build(renewed);
    }

    /** The greatest distance between a distribution function and Kaplan and Meier's estimate of what these times come from. */
    double distance(DoubleUnaryOperator distribution) {
        int[] order = IntStream.range(0, seconds.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> seconds[i]).thenComparing(i -> ended[i] ? 0 : 1))
                .mapToInt(Integer::intValue)
                .toArray();
        double longer = 1;
        double greatest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            if (ended[order[rank]]) {
                double expected = distribution.applyAsDouble(seconds[order[rank]]);
                greatest = Math.max(greatest, Math.abs(expected - (1 - longer)));
                longer *= 1 - 1.0 / (order.length - rank);
                greatest = Math.max(greatest, Math.abs(expected - (1 - longer)));
            }
        }
        return greatest;
    }

    /** The distribution function of a law; of most laws only quantiles are known, so that they are searched. */
    static DoubleUnaryOperator distribution(Law law) {
        if (law instanceof Law.Exponential exponential) {
            return time -> -Math.expm1(-time * 1e9 / exponential.meanNanos());
        }
        return time -> {
            double low = 0;
            double high = 1;
            for (int i = 0; i < 40; i++) {
                double middle = 0.5 * (low + high);
                boolean below = law.nanosAt(middle) * 1e-9 <= time;
                low = below ? middle : low;
                high = below ? high : middle;
            }
            return 0.5 * (low + high);
        };
    }
}
