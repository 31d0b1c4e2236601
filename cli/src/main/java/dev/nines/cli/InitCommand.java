package dev.nines.cli;

import dev.nines.scenario.Init;
import dev.nines.scenario.WorkedDesigns;
import dev.nines.scenario.problem.Nearest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "init", description = "Writes a small scenario with a comment on every field, to be changed.")
final class InitCommand implements Callable<Integer> {
    @ParentCommand
    private Nines nines;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = "scenario.yaml",
            description = "Where to. Default: ${DEFAULT-VALUE}.")
    private Path file;

    @Option(names = "--from", paramLabel = "NAME", description = "A worked design to start from.")
    private String from;

    @Override
    public Integer call() {
        NewFile.write(file, from == null ? Init.text() : workedDesign());
        nines.terminal().print(file + "\n");
        if (!nines.options().quiet()) {
            nines.terminal().say("next: nines check " + file + ", then nines run " + file);
        }
        return ExitCode.DONE.code();
    }

    private String workedDesign() {
        return WorkedDesigns.text(from, ExamplesCommand.FILES.get(0))
                .orElseThrow(() ->
                        new BadInput("no worked design `" + from + "`; " + Nearest.help(from, WorkedDesigns.names())));
    }
}
