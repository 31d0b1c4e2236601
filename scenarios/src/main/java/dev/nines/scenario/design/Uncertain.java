package dev.nines.scenario.design;

import dev.nines.model.spec.Design;
import dev.nines.scenario.language.Unknown;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A design and what is not known about it. */
public final class Uncertain {
    /** What comes of a file's text with its unknowns at some positions; no design when there are errors. */
    record Compiled(Optional<Design> design, List<Unknown> unknowns, List<Problem> problems) {}

    private final Design middle;
    private final List<Unknown> unknowns;
    private final int draws;
    private final Function<Map<String, Double>, Compiled> compiler;

    Uncertain(Design middle, List<Unknown> unknowns, int draws, Function<Map<String, Double>, Compiled> compiler) {
        this.middle = middle;
        this.unknowns = List.copyOf(unknowns);
        this.draws = draws;
        this.compiler = compiler;
    }

    /** How often the unknowns are drawn at most; 0: never. */
    public int draws() {
        return draws;
    }

    /** The design of the nominal run: every unknown in its middle. */
    public Design middle() {
        return middle;
    }

    /** In the order of the file; some may share a name. */
    public List<Unknown> unknowns() {
        return unknowns;
    }

    /**
     * The same file with unknowns elsewhere; nothing downstream knows that they are any.
     *
     * @param positions 0 (low end) … 1 (high end) by name; names that this design does not have are of no effect
     * @throws Problems when these values contradict each other
     */
    public Design at(Map<String, Double> positions) {
        Compiled compiled = compiler.apply(positions);
        return compiled.design()
                .orElseThrow(() -> new Problems(compiled.problems().stream()
                        .filter(p -> !p.isWarning())
                        .map(p -> Ends.at(p, Ends.values(unknowns, positions)))
                        .toList()));
    }
}
