package dev.nines.validation;

import java.util.Arrays;
import java.util.function.Predicate;

/** Chains of independent exponential units with a repairer each; state = bit set of those that are down. */
final class Units {
    private Units() {}

    static Ctmc independent(double[] lambda, double[] mu) {
        int n = lambda.length;
        Ctmc chain = new Ctmc(1 << n);
        for (int state = 0; state < 1 << n; state++) {
            for (int i = 0; i < n; i++) {
                boolean down = (state >> i & 1) == 1;
                chain.go(state, state ^ 1 << i, down ? mu[i] : lambda[i]);
            }
        }
        return chain;
    }

    /** The mean share of {@code time} from all-up in which {@code down} holds of the units that are down. */
    static double share(double[] lambda, double[] mu, double time, Predicate<boolean[]> down) {
        double[] spent = independent(lambda, mu).from(0, time).spent();
        double sum = 0;
        for (int state = 0; state < spent.length; state++) {
            boolean[] failed = new boolean[lambda.length];
            for (int i = 0; i < failed.length; i++) {
                failed[i] = (state >> i & 1) == 1;
            }
            sum += down.test(failed) ? spent[state] : 0;
        }
        return sum / time;
    }

    static int count(boolean[] failed) {
        int n = 0;
        for (boolean f : failed) {
            n += f ? 1 : 0;
        }
        return n;
    }

    static double[] same(int n, double value) {
        double[] all = new double[n];
        Arrays.fill(all, value);
        return all;
    }

    static double[] perMean(double... means) {
        return Arrays.stream(means).map(m -> 1 / m).toArray();
    }

    /** {@code n} equal units and {@code crews} repairers; state = number of units down. */
    static Ctmc shared(int n, double lambda, double mu, int crews) {
        Ctmc chain = new Ctmc(n + 1);
        for (int down = 0; down < n; down++) {
            chain.go(down, down + 1, (n - down) * lambda);
            chain.go(down + 1, down, Math.min(down + 1, crews) * mu);
        }
        return chain;
    }

    /** States of {@code from} and more units down. */
    static int[] from(int from, int n) {
        int[] states = new int[n - from + 1];
        Arrays.setAll(states, i -> from + i);
        return states;
    }
}
