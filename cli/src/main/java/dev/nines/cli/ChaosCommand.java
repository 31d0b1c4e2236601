package dev.nines.cli;

import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.lab.Lab;
import dev.nines.chaos.lab.LabFolder;
import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.plan.Plans;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.InventoryReader;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "chaos",
        description = "Faults on a real staging system: what is in effect, and how all of it is undone.",
        subcommands = {
            ChaosPlanCommand.class,
            ChaosApproveCommand.class,
            ChaosRehearseCommand.class,
            ChaosRunCommand.class,
            ChaosRevertCommand.class,
            ChaosStatusCommand.class,
            ChaosHaltCommand.class,
            ChaosTableCommand.class
        })
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

    /** @throws BadInput if the file is no plan */
    static Plan plan(Path file) {
        try {
            return Plans.read(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new BadInput("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** All targets of an inventory. */
    List<Target> targets(Path inventory) {
        return List.copyOf(targets(InventoryReader.read(inventory)).values());
    }

    /** All targets of an inventory, or of every lab that is up. */
    List<Target> targetsOn(String inventory) {
        if (!inventory.equals("lab")) {
            return targets(Path.of(inventory));
        }
        Path labs = LabFolder.labs(nines.terminal().environment());
        return LabFolder.running(labs).stream()
                .flatMap(lab -> targets(LabFolder.inventory(labs, lab.design())).stream())
                .toList();
    }

    /** By name. */
    Map<String, Target> targets(Inventory inventory) {
        Targets targets = new Targets(state().ssh());
        Map<String, Target> all = new LinkedHashMap<>();
        inventory.targets().forEach((name, place) -> all.put(name, targets.at(name, place)));
        return all;
    }

    /** Of a file, or of the lab of a design, which must be up. */
    Inventory inventory(String on, String design) {
        if (!on.equals("lab")) {
            return InventoryReader.read(Path.of(on));
        }
        Path labs = LabFolder.labs(nines.terminal().environment());
        if (Lab.find(labs, design).isEmpty()) {
            throw new Refusal("no lab of " + design + " is up\n   = fix: nines lab up " + design);
        }
        return InventoryReader.read(LabFolder.inventory(labs, design));
    }

    void line(String text) {
        nines.terminal().print(nines.terminal().unicode() ? text + "\n" : dev.nines.report.Ascii.of(text + "\n"));
    }
}
