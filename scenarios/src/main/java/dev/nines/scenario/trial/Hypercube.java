package dev.nines.scenario.trial;

import dev.nines.kernel.RandomStream;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Positions of unknowns: a Latin hypercube. Each unknown meets every one of {@code count} equal parts of its span once,
 * in an order of its own that its name and the seed give; one more unknown shifts nobody else's.
 */
final class Hypercube {
    private final Map<String, double[]> columns = new TreeMap<>();

    Hypercube(Collection<String> names, int count, long seed) {
        for (String name : names) {
            columns.put(name, column(name, count, seed));
        }
    }

    private static double[] column(String name, int count, long seed) {
        RandomStream stream = new RandomStream(seed, name, "unknown");
        double[] column = new double[count];
        for (int i = 0; i < count; i++) {
            int j = stream.nextInt(i + 1); // inside-out shuffle (Durstenfeld)
            column[i] = column[j];
            column[j] = i;
        }
        for (int i = 0; i < count; i++) {
            column[i] = (column[i] + stream.nextDouble()) / count;
        }
        return column;
    }

    Map<String, Double> at(int sample) {
        Map<String, Double> positions = new TreeMap<>();
        columns.forEach((name, column) -> positions.put(name, column[sample]));
        return positions;
    }

    double at(int sample, String name) {
        return columns.get(name)[sample];
    }
}
