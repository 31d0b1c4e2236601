package dev.nines.validation;

import java.util.Arrays;

/**
 * A small Markov chain in continuous time, solved without the simulator: its steady state by the elimination of
 * Grassmann, Taksar and Heyman (1985), its transient law by uniformisation, doubled up to the time asked for. Only sums
 * and products of numbers that are not negative are formed, so that small probabilities keep their digits.
 */
final class Ctmc {
    /** Terms of the series at the shortest time, where the expected number of jumps is at most one half. */
    private static final int TERMS = 30;

    private final double[][] rate;

    /** @param states numbered from 0 */
    Ctmc(int states) {
        rate = new double[states][states];
    }

    /** Adds to the rate of going from one state to another. */
    Ctmc go(int from, int to, double perTime) {
        if (from != to) {
            rate[from][to] += perTime;
        }
        return this;
    }

    int states() {
        return rate.length;
    }

    /** The stationary law; the chain must be irreducible. */
    double[] steady() {
        int n = rate.length;
        double[][] a = new double[n][];
        Arrays.setAll(a, i -> rate[i].clone());
        for (int k = n - 1; k > 0; k--) {
            double out = 0;
            for (int j = 0; j < k; j++) {
                out += a[k][j];
            }
            for (int i = 0; i < k; i++) {
                a[i][k] /= out;
                for (int j = 0; j < k; j++) {
                    a[i][j] += i == j ? 0 : a[i][k] * a[k][j];
                }
            }
        }
        double[] p = new double[n];
        p[0] = 1;
        double sum = 1;
        for (int k = 1; k < n; k++) {
            for (int i = 0; i < k; i++) {
                p[k] += p[i] * a[i][k];
            }
            sum += p[k];
        }
        for (int k = 0; k < n; k++) {
            p[k] /= sum;
        }
        return p;
    }

    /** What follows from {@code start} within {@code time}: the law then, and the mean time spent in each state. */
    record Transient(double[] law, double[] spent) {}

    Transient after(double[] start, double time) {
        double[][][] both = matrices(time);
        return new Transient(times(start, both[0]), times(start, both[1]));
    }

    /** As {@link #after(double[], double)} from one state. */
    Transient from(int state, double time) {
        double[] start = new double[rate.length];
        start[state] = 1;
        return after(start, time);
    }

    /** The mean share of {@code time} that is spent in these states when it begins in state 0. */
    double share(double time, int... states) {
        double[] spent = from(0, time).spent();
        return Arrays.stream(states).mapToDouble(s -> spent[s]).sum() / time;
    }

    /** The mean time until one of {@code targets} is reached from state {@code from}. */
    double meanTimeTo(int from, int... targets) {
        int n = rate.length;
        boolean[] target = new boolean[n];
        Arrays.stream(targets).forEach(t -> target[t] = true);
        double[][] a = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            a[i][i] = 1;
            for (int j = 0; j < n && !target[i]; j++) {
                a[i][i] += rate[i][j] - (i == j ? 1 : 0);
                a[i][j] -= target[j] ? 0 : rate[i][j];
            }
            a[i][n] = target[i] ? 0 : 1;
        }
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                double factor = i == k ? 0 : a[i][k] / a[k][k];
                for (int j = k; j <= n && factor != 0; j++) {
                    a[i][j] -= factor * a[k][j];
                }
            }
        }
        return a[from][n] / a[from][from];
    }

    /** exp(Q·time) and its integral from 0. */
    private double[][][] matrices(double time) {
        int n = rate.length;
        double fastest = 0;
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = Arrays.stream(rate[i]).sum();
            fastest = Math.max(fastest, out[i]);
        }
        int doublings = (int) Math.max(0, Math.ceil(Math.log(2 * fastest * time) / Math.log(2)));
        double step = time / Math.pow(2, doublings);
        double jumps = fastest * step;
        double[][] jump = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                jump[i][j] = i == j ? 1 - out[i] / fastest : rate[i][j] / fastest;
            }
        }
        double[][] power = identity(n);
        double[][] law = new double[n][n];
        double[][] spent = new double[n][n];
        double weight = Math.exp(-jumps);
        double[] tail = poissonTails(jumps);
        for (int k = 0; k < TERMS; k++) {
            add(law, power, weight);
            add(spent, power, tail[k] / fastest);
            power = product(power, jump);
            weight *= jumps / (k + 1);
        }
        for (int d = 0; d < doublings; d++) {
            double[][] second = product(law, spent);
            add(spent, second, 1);
            law = stochastic(product(law, law));
        }
        return new double[][][] {law, spent};
    }

    /** P(N &gt; k) of a Poisson number, summed from the small terms. */
    private static double[] poissonTails(double mean) {
        double[] term = new double[2 * TERMS];
        term[0] = Math.exp(-mean);
        for (int k = 1; k < term.length; k++) {
            term[k] = term[k - 1] * mean / k;
        }
        double[] tail = new double[TERMS];
        double sum = 0;
        for (int k = term.length - 1; k > 0; k--) {
            sum += term[k];
            if (k <= TERMS) {
                tail[k - 1] = sum;
            }
        }
        return tail;
    }

    private static double[][] identity(int n) {
        double[][] m = new double[n][n];
        for (int i = 0; i < n; i++) {
            m[i][i] = 1;
        }
        return m;
    }

    private static void add(double[][] to, double[][] what, double factor) {
        for (int i = 0; i < to.length; i++) {
            for (int j = 0; j < to.length; j++) {
                to[i][j] += factor * what[i][j];
            }
        }
    }

    private static double[][] stochastic(double[][] m) {
        for (double[] row : m) {
            double sum = Arrays.stream(row).sum();
            for (int j = 0; j < row.length; j++) {
                row[j] /= sum;
            }
        }
        return m;
    }

    private static double[][] product(double[][] a, double[][] b) {
        int n = a.length;
        double[][] c = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                for (int j = 0; j < n && a[i][k] != 0; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    private static double[] times(double[] row, double[][] m) {
        double[] result = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j < row.length; j++) {
                result[j] += row[i] * m[i][j];
            }
        }
        return result;
    }
}
