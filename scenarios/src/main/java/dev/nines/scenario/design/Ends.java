package dev.nines.scenario.design;

import dev.nines.scenario.design.Uncertain.Compiled;
import dev.nines.scenario.language.Span;
import dev.nines.scenario.language.Unknown;
import dev.nines.scenario.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Whether a file is right wherever its unknowns stand: each at both ends, and all pairs of ends within one service or
 * fault, since that is where keys must agree.
 */
final class Ends {
    private final Function<Map<String, Double>, Compiled> compiler;
    private final List<Unknown> unknowns;
    private final List<Problem> found = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private Ends(Function<Map<String, Double>, Compiled> compiler, List<Unknown> unknowns) {
        this.compiler = compiler;
        this.unknowns = unknowns;
    }

    /** @return errors that are not there in the middle, each with the values at which it comes */
    static List<Problem> check(Function<Map<String, Double>, Compiled> compiler, List<Unknown> unknowns) {
        Ends ends = new Ends(compiler, unknowns);
        for (int i = 0; i < unknowns.size(); i++) {
            String one = unknowns.get(i).name();
            ends.check(Map.of(one, 0.0));
            ends.check(Map.of(one, 1.0));
            for (int j = 0; j < i; j++) {
                String other = unknowns.get(j).name();
                if (!one.equals(other) && owner(unknowns.get(i)).equals(owner(unknowns.get(j)))) {
                    ends.check(Map.of(one, 0.0, other, 0.0));
                    ends.check(Map.of(one, 0.0, other, 1.0));
                    ends.check(Map.of(one, 1.0, other, 0.0));
                    ends.check(Map.of(one, 1.0, other, 1.0));
                }
            }
        }
        return ends.found;
    }

    /** {@code services.vip}, {@code faults.2}. */
    private static String owner(Unknown unknown) {
        String[] steps = unknown.parameter().split("\\.", 3);
        return steps.length < 2 ? steps[0] : steps[0] + "." + steps[1];
    }

    private void check(Map<String, Double> positions) {
        for (Problem problem : compiler.apply(positions).problems()) {
            String where = problem.code() + " " + problem.file() + ":" + problem.line() + ":" + problem.column();
            if (!problem.isWarning() && seen.add(where)) {
                found.add(at(problem, values(unknowns, positions)));
            }
        }
    }

    /** {@code `faults[crash any host].every` at 10s}: which values are not those of the middle. */
    static String values(List<Unknown> unknowns, Map<String, Double> positions) {
        List<String> values = new ArrayList<>();
        Map<String, Double> left = new TreeMap<>(positions);
        for (Unknown unknown : unknowns) {
            Double position = left.remove(unknown.name());
            if (position != null) {
                values.add("`" + unknown.name() + "` at " + unknown.span().at(position, Span.DRAWN));
            }
        }
        return String.join(" and ", values);
    }

    static Problem at(Problem p, String values) {
        return new Problem(
                p.code(),
                p.file(),
                p.line(),
                p.column(),
                p.length(),
                "with " + values + ": " + p.message(),
                p.label(),
                p.help(),
                p.excerpt());
    }
}
