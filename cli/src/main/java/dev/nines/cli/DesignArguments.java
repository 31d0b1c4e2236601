package dev.nines.cli;

import dev.nines.model.spec.Design;
import dev.nines.scenario.Scenario;
import dev.nines.scenario.ScenarioReader;
import dev.nines.scenario.WorkedDesigns;
import dev.nines.scenario.design.Uncertain;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.ProblemPrinter;
import dev.nines.scenario.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The designs that a command names: paths or worked designs, with {@code +VARIANT} behind. */
final class DesignArguments {
    private static final String FILE = "scenario.yaml";

    /**
     * @param variant empty: the base
     * @param source the scenario's text
     */
    record Named(Scenario scenario, String variant, Design design, String source) {
        Uncertain uncertain() {
            return scenario.uncertain(variant);
        }
    }

    private DesignArguments() {}

    /** Reads all of them before anything is said, so that all their problems are said at once. */
    static List<Named> read(List<String> arguments, Terminal terminal, GlobalOptions options) {
        List<Named> designs = new ArrayList<>();
        List<Problems> problems = new ArrayList<>();
        Set<Problem> warnings = new LinkedHashSet<>();
        for (String argument : arguments) {
            try {
                Named named = one(argument);
                designs.add(named);
                warnings.addAll(named.scenario().warnings());
            } catch (Problems e) {
                problems.add(e);
            }
        }
        if (!problems.isEmpty()) {
            throw Problems.merge(problems);
        }
        if (!warnings.isEmpty() && !options.quiet()) {
            boolean colour = terminal.colourOfMessages(options.noColor());
            terminal.err().print(new ProblemPrinter(colour).print(List.copyOf(warnings)));
        }
        return designs;
    }

    /** All variants of one file. */
    static List<Named> variants(Named base) {
        List<Named> all = new ArrayList<>(List.of(base));
        for (String variant : base.scenario().variants()) {
            all.add(new Named(base.scenario(), variant, base.scenario().design(variant), base.source()));
        }
        return all;
    }

    private static Named one(String argument) {
        if (argument.isBlank()) {
            throw new BadInput("a scenario needs a name: the one given is empty");
        }
        int plus = argument.lastIndexOf('+');
        return plus > 0 && !Files.exists(Path.of(argument))
                ? named(argument.substring(0, plus), argument.substring(plus + 1))
                : named(argument, "");
    }

    private static Named named(String file, String variant) {
        Scenario scenario = ScenarioReader.read(file);
        return new Named(scenario, variant, scenario.design(variant), source(file));
    }

    /** The text that was read, so that a result can be replayed when the file has changed. */
    private static String source(String file) {
        Path path = Path.of(file);
        if (!Files.exists(path)) {
            return WorkedDesigns.text(file, FILE).orElseThrow(() -> new IllegalStateException("no text of " + file));
        }
        try {
            return Files.readString(Files.isDirectory(path) ? path.resolve(FILE) : path);
        } catch (IOException e) {
            throw new BadInput("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Where a name stands among the designs: a design's name, or its letter. */
    static int indexOf(String name, List<Named> designs) {
        List<String> names =
                designs.stream().map(named -> named.design().name()).toList();
        int index = names.indexOf(name);
        if (index >= 0) {
            return index;
        }
        if (name.length() == 1 && name.charAt(0) >= 'A' && name.charAt(0) < 'A' + names.size()) {
            return name.charAt(0) - 'A';
        }
        throw new IllegalArgumentException("no design `" + name + "` in this comparison; " + Nearest.help(name, names));
    }
}
