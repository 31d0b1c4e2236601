package dev.nines.cli;

import dev.nines.chaos.lab.Lab;
import dev.nines.chaos.lab.LabFolder;
import dev.nines.chaos.lab.LabPlan;
import dev.nines.chaos.lab.LabState;
import dev.nines.model.spec.Design;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "up",
        description = "Makes a lab of a design and waits until it is steady; says so if it is up.",
        footer = {
            "",
            "Needs Linux, root and the products' packages; what is missing is named with its fix (exit code 5).",
            "A failed or killed attempt leaves nothing behind. The machine's own files and daemons are never touched."
        })
final class LabUpCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Parameters(paramLabel = "DESIGN", description = "A scenario file or worked design, with +VARIANT if wanted.")
    private String argument;

    @Option(names = "--rootless", description = "Without root, in one user namespace; status lists what that changes.")
    private boolean rootless;

    @Override
    public Integer call() {
        Nines nines = lab.nines();
        nines.refuseSarif();
        Design design = DesignArguments.read(List.of(argument), nines.terminal(), nines.options())
                .get(0)
                .design();
        Path labs = LabFolder.labs(nines.terminal().environment());
        Optional<LabState> up = Lab.find(labs, design.name());
        if (up.isPresent()) {
            sameDesign(up.get(), design);
            nines.terminal().say("the lab of " + design.name() + " is up already");
        }
        LabState state = up.orElseGet(() -> Lab.up(LabPlan.of(design), labs, rootless, this::progress));
        LabReport.print(state, nines);
        return ExitCode.DONE.code();
    }

    private void progress(String step) {
        Nines nines = lab.nines();
        if (nines.options().progress()) {
            nines.terminal().say("lab: " + step);
        }
    }

    private static void sameDesign(LabState up, Design design) {
        if (!up.inputHash().equals(design.inputHash())) {
            throw new Refusal("the lab of " + design.name() + " is up, made from other text (" + up.inputHash()
                    + ", now " + design.inputHash() + ")\n   = fix: nines lab down " + design.name());
        }
    }
}
