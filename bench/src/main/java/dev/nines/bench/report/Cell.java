package dev.nines.bench.report;

import java.util.Map;
import java.util.TreeMap;

/**
 * One benchmark method with the parameters it ran with.
 *
 * @param benchmark simple class name, a dot, the method
 * @param parameters by name; empty: the method has none
 */
public record Cell(String benchmark, Map<String, String> parameters) {
    public Cell {
        parameters = java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** @param pairs {@code name=value} */
    public static Cell of(String benchmark, String... pairs) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return new Cell(benchmark, parameters);
    }

    /** The class that holds the method. */
    public String benchmarkClass() {
        return benchmark.substring(0, benchmark.indexOf('.'));
    }

    public String method() {
        return benchmark.substring(benchmark.indexOf('.') + 1);
    }

    /** Whose time it is: the parameter {@code engine}, else the method. */
    public String who() {
        return parameters.getOrDefault("engine", method());
    }

    /** The same parameters, another method of the same class. */
    public Cell sibling(String method) {
        return new Cell(benchmarkClass() + "." + method, parameters);
    }

    @Override
    public String toString() {
        return parameters.isEmpty() ? benchmark : benchmark + parameters;
    }
}
