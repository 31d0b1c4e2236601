package dev.nines.cli;

import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.InventoryReader;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.Targets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "chaos",
        description = "Faults on a real staging system: what is in effect, and how all of it is undone.",
        subcommands = {ChaosRevertCommand.class, ChaosStatusCommand.class, ChaosHaltCommand.class})
final class ChaosCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Nines nines;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    Nines nines() {
        return nines;
    }

    StateFolder state() {
        return StateFolder.standard(nines.terminal().environment(), System.getProperty("user.home"));
    }

    /** All targets of an inventory. */
    List<Target> targets(Path inventory) {
        Inventory read = InventoryReader.read(inventory);
        Targets targets = new Targets(state().ssh());
        List<Target> all = new ArrayList<>();
        read.targets().forEach((name, place) -> all.add(targets.at(name, place)));
        return all;
    }

    void line(String text) {
        nines.terminal().print(nines.terminal().unicode() ? text + "\n" : dev.nines.report.Ascii.of(text + "\n"));
    }
}
