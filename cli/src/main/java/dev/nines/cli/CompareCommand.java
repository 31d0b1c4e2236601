package dev.nines.cli;

import dev.nines.result.CompareResult;
import dev.nines.result.RunResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "compare",
        description = "Lays designs side by side that share their luck: same faults, same clients.",
        footer = {"", "Exit code 0 unless --require names designs; then as for run."})
final class CompareCommand implements Callable<Integer> {
    @ParentCommand
    private Nines nines;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "SCENARIO",
            description = "Files or names of worked designs, +VARIANT; one alone is compared with its variants.")
    private List<String> scenarios;

    @Option(names = "--against", paramLabel = "NAME", description = "The design to compare with. Default: the first.")
    private String against;

    @Option(
            names = "--require",
            paramLabel = "NAME",
            split = ",",
            description = "Designs whose objectives must hold for exit code 0.")
    private List<String> required = new ArrayList<>();

    @Override
    public Integer call() {
        nines.refuseSarif();
        List<DesignArguments.Named> designs = designs();
        int base = against == null ? 0 : index("--against", against, designs);
        List<Integer> mustHold =
                required.stream().map(name -> index("--require", name, designs)).toList();
        CompareResult result = new Experiment(nines.context(), nines.options()).run(designs, base, mustHold);
        if (nines.interrupted()) {
            return ExitCode.INTERRUPTED.code();
        }
        List<RunResult> judged =
                mustHold.stream().map(index -> result.designs().get(index)).toList();
        return ExitCode.of(judged).code();
    }

    private List<DesignArguments.Named> designs() {
        List<DesignArguments.Named> designs = DesignArguments.read(scenarios, nines.terminal(), nines.options());
        if (designs.size() == 1 && designs.get(0).variant().isEmpty()) {
            designs = DesignArguments.variants(designs.get(0));
        }
        if (designs.size() < 2) {
            throw usage("compare needs two designs, or one that has variants");
        }
        Set<String> names = new HashSet<>();
        for (DesignArguments.Named named : designs) {
            if (!names.add(named.design().name())) {
                throw usage(twice(named.design().name()));
            }
        }
        return designs;
    }

    private String twice(String name) {
        boolean sameArgument = scenarios.size() != Set.copyOf(scenarios).size();
        return sameArgument
                ? "`" + name + "` is named twice: a design is compared with others"
                : "two designs are called `" + name + "`: give one file or folder another name";
    }

    private int index(String option, String name, List<DesignArguments.Named> designs) {
        try {
            return DesignArguments.indexOf(name, designs);
        } catch (IllegalArgumentException e) {
            throw usage(option + ": " + e.getMessage());
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
