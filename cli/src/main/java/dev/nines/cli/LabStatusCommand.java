package dev.nines.cli;

import dev.nines.chaos.lab.LabFolder;
import dev.nines.chaos.lab.LabState;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "status",
        description =
                "What runs where in the labs that are up, who owns which address, and where a lab is not its design.")
final class LabStatusCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Parameters(arity = "0..1", paramLabel = "DESIGN", description = "Default: all labs that are up.")
    private String design;

    @Override
    public Integer call() {
        Nines nines = lab.nines();
        nines.refuseSarif();
        List<LabState> labs = LabChoice.labs(LabFolder.labs(nines.terminal().environment()), design);
        if (labs.isEmpty()) {
            nines.terminal().say("no lab is up");
        }
        LabReport.print(labs, nines);
        return ExitCode.DONE.code();
    }
}
