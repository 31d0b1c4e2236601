package dev.nines.scenario;

import dev.nines.model.spec.Design;
import dev.nines.scenario.design.Uncertain;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A scenario file that was read without errors.
 *
 * @param name the worked design's name, or the file's name without {@code .yaml} (its folder's for scenario.yaml)
 * @param file as the user named it
 * @param question which the scenario answers; may be empty
 * @param uncertain the base, then the variants in file order, with what is not known about them
 * @param files texts of the files that it names, by their names
 * @param warnings sorted by position
 */
public record Scenario(
        String name,
        String file,
        String title,
        String question,
        List<Uncertain> uncertain,
        Map<String, String> files,
        List<Problem> warnings) {

    public Scenario {
        uncertain = List.copyOf(uncertain);
        files = Collections.unmodifiableMap(new TreeMap<>(files));
        warnings = List.copyOf(warnings);
    }

    /** The base, then the variants in file order, every unknown in its middle. */
    public List<Design> designs() {
        return uncertain.stream().map(Uncertain::middle).toList();
    }

    /** The design without any variant's changes. */
    public Design base() {
        return uncertain.get(0).middle();
    }

    /** The names of the variants, in file order. */
    public List<String> variants() {
        return designs().stream()
                .skip(1)
                .map(d -> d.name().substring(name.length() + 1))
                .toList();
    }

    /**
     * @param variant empty: the base
     * @throws Problems when there is no such variant
     */
    public Design design(String variant) {
        return uncertain(variant).middle();
    }

    /**
     * As {@link #design}, with what is not known about it.
     *
     * @throws Problems when there is no such variant
     */
    public Uncertain uncertain(String variant) {
        if (variant.isEmpty()) {
            return uncertain.get(0);
        }
        int index = variants().indexOf(variant);
        if (index >= 0) {
            return uncertain.get(index + 1);
        }
        String help = variants().isEmpty() ? "it has no variants" : Nearest.help(variant, variants());
        throw new Problems(List.of(Problem.ofFile(Code.UNKNOWN_DESIGN, file, "no variant `" + variant + "`", help)));
    }
}
