package dev.nines.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "lab",
        description =
                "A staging system in a box: the design's hosts as namespaces of this Linux machine, running the real products.",
        subcommands = {LabUpCommand.class, LabStatusCommand.class, LabDownCommand.class})
final class LabCommand implements Runnable {
    @ParentCommand
    private Nines nines;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: up, status or down");
    }

    Nines nines() {
        return nines;
    }
}
