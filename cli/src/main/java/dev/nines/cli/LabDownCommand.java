package dev.nines.cli;

import dev.nines.chaos.lab.Lab;
import dev.nines.chaos.lab.LabFolder;
import dev.nines.chaos.lab.LabLeft;
import dev.nines.chaos.lab.LabState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "down", description = "Ends a lab and proves it: no process, mount, interface or file of it is left.")
final class LabDownCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Parameters(arity = "0..1", paramLabel = "DESIGN", description = "Default: the only lab that is up.")
    private String design;

    @Option(names = "--all", description = "All labs that are up.")
    private boolean all;

    @Override
    public Integer call() {
        Nines nines = lab.nines();
        Path folder = LabFolder.labs(nines.terminal().environment());
        List<LabState> labs = LabChoice.labs(folder, design);
        if (labs.size() > 1 && !all) {
            throw new Refusal("several labs are up: "
                    + String.join(", ", labs.stream().map(LabState::design).toList())
                    + "\n   = fix: name one, or --all");
        }
        if (labs.isEmpty()) {
            nines.terminal().say("no lab is up");
        }
        for (LabState state : labs) {
            try {
                Lab.down(state, folder);
            } catch (LabLeft e) {
                nines.terminal().say("error: " + e.getMessage());
                return ExitCode.FAULT_LEFT.code();
            }
            nines.terminal()
                    .say("the lab of " + state.design() + " is gone: its "
                            + state.hosts().size() + " hosts have no process, mount or interface left");
        }
        return ExitCode.DONE.code();
    }
}
