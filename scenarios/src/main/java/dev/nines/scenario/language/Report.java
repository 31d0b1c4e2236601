package dev.nines.scenario.language;

import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.yaml.Place;
import dev.nines.scenario.yaml.Source;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one source: the first thousand things, since a file of noise has no end of them. */
public final class Report {
    private static final int PROBLEMS_MAX = 1000;

    private final Source source;
    private final List<Problem> problems = new ArrayList<>();

    public Report(Source source) {
        this.source = source;
    }

    /** Another report about the same source. */
    Report(Report other) {
        this(other.source);
    }

    /** A problem of another file that this one names. */
    public void add(Problem problem) {
        if (problems.size() < PROBLEMS_MAX) {
            problems.add(problem);
        }
    }

    public void add(Code code, Place place, String message, String label, String help) {
        if (problems.size() < PROBLEMS_MAX || (!code.isWarning() && !hasErrors())) {
            problems.add(place.elsewhere().orElse(source).problem(code, place, message, label, help));
        }
    }

    void add(Place place, Rejected rejected) {
        add(rejected.code(), place, rejected.getMessage(), rejected.label(), rejected.help());
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(p -> !p.isWarning());
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }
}
