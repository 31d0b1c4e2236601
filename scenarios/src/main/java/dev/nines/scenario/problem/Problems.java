package dev.nines.scenario.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A scenario could not be used. Carries everything that is wrong with it, sorted, each thing once. */
public final class Problems extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> all;

    public Problems(List<Problem> problems) {
        super(null, null, false, false);
        all = sorted(problems);
    }

    /** Errors and warnings in the order file, line, column. */
    public List<Problem> all() {
        return all;
    }

    /** The problems of several files in one. */
    public static Problems merge(List<Problems> several) {
        List<Problem> merged = new ArrayList<>();
        several.forEach(p -> merged.addAll(p.all));
        return new Problems(merged);
    }

    @Override
    public String getMessage() {
        return new ProblemPrinter(false).print(all);
    }

    /** Sorted by place, each thing once. */
    public static List<Problem> sorted(List<Problem> problems) {
        return List.copyOf(new TreeSet<>(problems));
    }
}
