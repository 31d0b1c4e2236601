package dev.nines.chaos.calibrate;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/**
 * Which multiples of a value a test allows: a grid from a quarter to four times, finer around the best if nothing on the grid is
 * allowed, and halved where allowed turns into refused. The true value may lie between an allowed one and its refused neighbour,
 * so the interval ends at the neighbour.
 */
final class AllowedValues {
    /** A p below it refuses. */
    static final double LEVEL = 0.05;

    private static final double STEP = 1.1;
    private static final int STEPS = 15;
    private static final int HALVINGS = 3;
    private static final int REFINEMENTS = 8;

    /**
     * What a test says of one multiple.
     *
     * @param p 0: the scenario refuses such a value
     */
    record Verdict(double distance, double p) {}

    private final DoubleFunction<Verdict> test;
    private final TreeMap<Double, Verdict> tried = new TreeMap<>();

    private AllowedValues(DoubleFunction<Verdict> test) {
        this.test = test;
    }

    /**
     * From the last refused below to the first refused above, or to the end of what was tried.
     *
     * @param best multiple of the least distance
     * @param open an end is allowed itself, so nobody knows how far it goes on
     */
    record Range(double low, double best, double high, boolean open, boolean any) {}

    static Range of(DoubleFunction<Verdict> test) {
        AllowedValues values = new AllowedValues(test);
        for (int i = -STEPS; i <= STEPS; i++) {
            values.attempt(Math.pow(STEP, i));
        }
        if (!values.any()) {
            values.refine();
        }
        return values.any() ? values.range() : new Range(0, values.best(), 0, false, false);
    }

    private Verdict attempt(double factor) {
        return tried.computeIfAbsent(factor, test::apply);
    }

    private static boolean allowed(Verdict verdict) {
        return verdict.p() >= LEVEL;
    }

    private boolean any() {
        return tried.values().stream().anyMatch(AllowedValues::allowed);
    }

    private double best() {
        return tried.entrySet().stream()
                .min(Map.Entry.comparingByValue(java.util.Comparator.comparingDouble(Verdict::distance)))
                .orElseThrow()
                .getKey();
    }

    /** Between the best and its neighbours, again and again. */
    private void refine() {
        for (int i = 0; i < REFINEMENTS && !any(); i++) {
            double best = best();
            Double below = tried.lowerKey(best);
            Double above = tried.higherKey(best);
            if (below != null) {
                attempt(Math.sqrt(below * best));
            }
            if (above != null) {
                attempt(Math.sqrt(above * best));
            }
        }
    }

    private Range range() {
        double first = tried.entrySet().stream()
                .filter(entry -> allowed(entry.getValue()))
                .findFirst()
                .orElseThrow()
                .getKey();
        double last = tried.descendingMap().entrySet().stream()
                .filter(entry -> allowed(entry.getValue()))
                .findFirst()
                .orElseThrow()
                .getKey();
        Double below = tried.lowerKey(first);
        Double above = tried.higherKey(last);
        double low = below == null ? first : edge(below, first);
        double high = above == null ? last : edge(above, last);
        return new Range(low, best(), high, below == null || above == null, true);
    }

    /** The refused end of what is left when the stretch between both is halved some times. */
    private double edge(double refused, double allowed) {
        double out = refused;
        double in = allowed;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(out * in);
            if (allowed(attempt(middle))) {
                in = middle;
            } else {
                out = middle;
            }
        }
        return out;
    }
}
