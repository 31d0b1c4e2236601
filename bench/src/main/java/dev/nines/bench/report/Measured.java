package dev.nines.bench.report;

import java.util.List;

/**
 * What one cell took.
 *
 * @param samples nanoseconds per operation, one value per iteration of every fork
 * @param bytesPerOperation allocated, or kept where the reach is about what is kept; NaN: not measured
 */
public record Measured(Cell cell, List<Double> samples, double bytesPerOperation) {
    public Measured {
        samples = List.copyOf(samples);
    }

    public double median() {
        List<Double> sorted = samples.stream().sorted().toList();
        int n = sorted.size();
        return n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
    }
}
