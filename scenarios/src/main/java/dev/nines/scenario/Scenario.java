package dev.nines.scenario;

import dev.nines.model.spec.Design;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import java.util.List;

/**
 * A scenario file that was read without errors.
 *
 * @param name the worked design's name, or the file's name without {@code .yaml} (its folder's for scenario.yaml)
 * @param file as the user named it
 * @param question which the scenario answers; may be empty
 * @param designs the base, then the variants in file order
 * @param warnings sorted by position
 */
public record Scenario(
        String name, String file, String title, String question, List<Design> designs, List<Problem> warnings) {

    public Scenario {
        designs = List.copyOf(designs);
        warnings = List.copyOf(warnings);
    }

    /** The design without any variant's changes. */
    public Design base() {
        return designs.get(0);
    }

    /** The names of the variants, in file order. */
    public List<String> variants() {
        return designs.stream()
                .skip(1)
                .map(d -> d.name().substring(name.length() + 1))
                .toList();
    }

    /**
     * @param variant empty: the base
     * @throws Problems when there is no such variant
     */
    public Design design(String variant) {
        if (variant.isEmpty()) {
            return base();
        }
        int index = variants().indexOf(variant);
        if (index >= 0) {
            return designs.get(index + 1);
        }
        String help = variants().isEmpty() ? "it has no variants" : Nearest.help(variant, variants());
        throw new Problems(List.of(Problem.ofFile(Code.UNKNOWN_DESIGN, file, "no variant `" + variant + "`", help)));
    }
}
