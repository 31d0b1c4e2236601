package dev.nines.cli;

import dev.nines.chaos.inject.Reverter;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.Targets;
import dev.nines.scenario.problem.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "revert",
        description = "Undoes what runs have left behind, and verifies it; exit code 6 if something stays.",
        footer = {"", "Journals tell what was done; --scan needs none: it finds our marks on the targets."})
final class ChaosRevertCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private ChaosCommand chaos;

    @Option(names = "--all", description = "Every run whose journal is not clean; the default without --scan.")
    private boolean all;

    @Option(names = "--scan", description = "Every target of --on, by marks alone.")
    private boolean scan;

    @Option(names = "--dry-run", description = "Only say what would be undone.")
    private boolean dryRun;

    @Option(
            names = "--on",
            paramLabel = "INVENTORY",
            description = "The file that names the targets, or lab: the hosts of every lab that is up.")
    private String inventory;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            split = ",",
            description = "Only these targets. Default: all that the journals or --on name.")
    private List<String> only = List.of();

    @Override
    public Integer call() {
        if (scan && inventory == null) {
            throw new ParameterException(spec.commandLine(), "--scan needs --on INVENTORY");
        }
        List<Target> targets = inventory == null ? List.of() : wanted(chaos.targetsOn(inventory));
        StateFolder state = chaos.state();
        try (var lock = state.lock().orElse(null)) {
            if (lock == null) {
                throw new Refusal("another controller is at work; `nines chaos halt` makes it undo its faults and end");
            }
            return revert(state, targets).code();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Target> wanted(List<Target> targets) {
        List<String> names = targets.stream().map(Target::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "no target `" + name + "` in " + inventory + "; " + Nearest.help(name, names));
            }
        }
        return targets.stream()
                .filter(target -> only.isEmpty() || only.contains(target.name()))
                .toList();
    }

    private ExitCode revert(StateFolder state, List<Target> targets) {
        Reverter reverter = new Reverter(state, new Targets(state.ssh()), dryRun, chaos::line);
        reverter.only(target -> only.isEmpty() || only.contains(target));
        int left = state.unclean().size();
        if (all || !scan) {
            reverter.journals();
            if (left == 0) {
                chaos.line("every journal is clean");
            }
        }
        if (scan) {
            targets.forEach(reverter::scan);
        }
        String on = inventory == null ? "INVENTORY" : inventory;
        List<String> fixes = new ArrayList<>(reverter.fixes());
        if (reverter.wouldTakeAway() > 0) {
            fixes.add("nines chaos revert --scan --on " + on
                    + (only.isEmpty() ? "" : " --target " + String.join(",", only)));
        }
        fixes.forEach(fix -> chaos.nines().terminal().say("fix: " + fix.replace("INVENTORY", on)));
        return fixes.isEmpty() ? ExitCode.DONE : ExitCode.FAULT_LEFT;
    }
}
