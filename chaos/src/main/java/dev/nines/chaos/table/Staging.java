package dev.nines.chaos.table;

import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.lab.Lab;
import dev.nines.chaos.lab.LabFolder;
import dev.nines.chaos.lab.LabLeft;
import dev.nines.chaos.lab.LabPlan;
import dev.nines.chaos.lab.LabState;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.InventoryReader;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.Targets;
import dev.nines.model.spec.Design;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A lab of one design in a state folder of its own, so that several can be up side by side. */
final class Staging implements AutoCloseable {
    private static final int ENDS = 4;

    private final LabState lab;
    private final Path labs;
    private final Design design;
    private final StateFolder state;
    private final Inventory inventory;
    private final Map<String, Target> targets = new LinkedHashMap<>();

    private Staging(LabState lab, Path root, Design design) {
        this.lab = lab;
        this.design = design;
        labs = labs(root);
        state = new StateFolder(root);
        inventory = InventoryReader.read(LabFolder.inventory(labs, design.name()));
        Targets known = new Targets(state.ssh());
        inventory.targets().forEach((name, place) -> targets.put(name, known.at(name, place)));
    }

    private static Path labs(Path root) {
        return LabFolder.labs(Map.of("NINES_STATE", root.toString()));
    }

    /**
     * Brings the lab up.
     *
     * @param root of its state
     */
    static Staging up(Design design, Path root, Consumer<String> said) {
        LabState lab = Lab.up(LabPlan.of(design), labs(root), false, said);
        return new Staging(lab, root, design);
    }

    /** Ends labs that a killed campaign has left in a state folder. */
    static void sweep(Path root) {
        LabFolder.running(labs(root)).forEach(lab -> Lab.down(lab, labs(root)));
    }

    Design design() {
        return design;
    }

    Inventory inventory() {
        return inventory;
    }

    StateFolder state() {
        return state;
    }

    Target target(String name) {
        return targets.get(name);
    }

    Map<String, String> versions() {
        return lab.versions();
    }

    /** On a busy machine the kernel takes its time to end a lab. */
    @Override
    public void close() {
        for (int i = 1; i < ENDS; i++) {
            try {
                Lab.down(lab, labs);
                return;
            } catch (LabLeft e) {
                // asked again, which waits again
            }
        }
        Lab.down(lab, labs);
    }
}
