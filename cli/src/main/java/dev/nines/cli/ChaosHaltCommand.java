package dev.nines.cli;

import dev.nines.chaos.journal.StateFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "halt",
        description =
                "Stops the run that is under way, which undoes its faults, and blocks new ones until a file is removed.",
        footer = {"", "On a target, `touch /run/nines/STOP` does the same without Nines."})
final class ChaosHaltCommand implements Callable<Integer> {
    @ParentCommand
    private ChaosCommand chaos;

    @Override
    public Integer call() {
        StateFolder state = chaos.state();
        state.halt();
        chaos.line("halted; to go on: rm " + state.stopFile());
        return ExitCode.DONE.code();
    }
}
