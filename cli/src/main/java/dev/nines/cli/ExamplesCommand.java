package dev.nines.cli;

import dev.nines.scenario.WorkedDesigns;
import dev.nines.scenario.problem.Nearest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "examples",
        description = "Lists the worked designs and the question each answers; with a name, prints it.")
final class ExamplesCommand implements Callable<Integer> {
    static final List<String> FILES = List.of("scenario.yaml", "README.md");

    @ParentCommand
    private Nines nines;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A worked design.")
    private String name;

    @Option(names = "--copy", description = "Copies the worked design into a folder of its name, to be changed.")
    private boolean copy;

    @Override
    public Integer call() {
        if (name == null) {
            if (copy) {
                throw new ParameterException(spec.commandLine(), "--copy needs the name of a worked design");
            }
            list();
            return ExitCode.DONE.code();
        }
        String scenario = text(FILES.get(0))
                .orElseThrow(() ->
                        new BadInput("no worked design `" + name + "`; " + Nearest.help(name, WorkedDesigns.names())));
        if (copy) {
            copyTo(Path.of(name));
        } else {
            nines.terminal().print(scenario);
        }
        return ExitCode.DONE.code();
    }

    private Optional<String> text(String file) {
        return WorkedDesigns.text(name, file);
    }

    private void copyTo(Path folder) {
        for (String file : FILES) {
            text(file).ifPresent(text -> NewFile.write(folder.resolve(file), text));
        }
        nines.terminal().print(folder.resolve(FILES.get(0)) + "\n");
    }

    private void list() {
        StringBuilder out = new StringBuilder();
        for (WorkedDesigns.Entry entry : WorkedDesigns.all()) {
            String question = entry.question().isEmpty() ? entry.title() : entry.question();
            out.append(entry.name()).append("\n  ").append(question).append('\n');
            if (!entry.variants().isEmpty()) {
                out.append("  variants: ")
                        .append(String.join(", ", entry.variants()))
                        .append('\n');
            }
        }
        nines.terminal().print(out.toString());
    }
}
