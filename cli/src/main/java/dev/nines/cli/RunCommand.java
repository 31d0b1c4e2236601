package dev.nines.cli;

import dev.nines.result.CompareResult;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "run",
        description = "Runs a design: its drills, its years of faults, its objectives.",
        footer = {"", "Exit codes: 0 objectives met, 1 one was missed, 4 more trials are needed, 3 the file is invalid."
        })
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    private Nines nines;

    @Parameters(index = "0", paramLabel = "SCENARIO", description = "A file, or the name of a worked design; +VARIANT.")
    private String scenario;

    @Override
    public Integer call() {
        nines.refuseSarif();
        List<DesignArguments.Named> designs =
                DesignArguments.read(List.of(scenario), nines.terminal(), nines.options());
        CompareResult result = new Experiment(nines.context(), nines.options()).run(designs, 0, List.of(0));
        return nines.interrupted()
                ? ExitCode.INTERRUPTED.code()
                : ExitCode.of(result.designs()).code();
    }
}
