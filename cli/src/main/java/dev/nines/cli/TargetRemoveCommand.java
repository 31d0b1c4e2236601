package dev.nines.cli;

import dev.nines.chaos.prepare.Look;
import dev.nines.chaos.prepare.Preparation;
import dev.nines.chaos.prepare.Preparation.Done;
import dev.nines.chaos.rehearse.Rehearsals;
import dev.nines.chaos.target.TargetGone;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "remove",
        description =
                "Undoes every fault on machines, takes away what prepare put there, and proves that nothing is left.",
        footer = {
            "",
            "Looked for: files, sudo's line, leases, processes, nft tables, queueing disciplines, units, state. Exit code 6: a",
            "fault cannot be undone, everything stays; 1: something else is left, by its name; 5: refused, nothing was changed."
        })
final class TargetRemoveCommand implements Callable<Integer> {
    @ParentCommand
    private TargetCommand target;

    @Mixin
    private TargetChoice choice;

    @Option(names = "--yes", description = "Do it without asking.")
    private boolean yes;

    private record Step(TargetChoice.Chosen chosen, Preparation preparation, Look look) {}

    @Override
    public Integer call() {
        target.nines().refuseSarif();
        try {
            List<Step> steps = new ArrayList<>();
            for (TargetChoice.Chosen chosen : choice.chosen(target)) {
                steps.add(look(chosen));
            }
            if (steps.stream().anyMatch(step -> !step.look.left().isEmpty())) {
                target.confirm(yes, "Do this?");
            }
            ExitCode worst = ExitCode.DONE;
            for (Step step : steps) {
                worst = worst.worse(remove(step));
            }
            return worst.code();
        } catch (TargetGone e) {
            throw new Refusal(e.getMessage());
        }
    }

    private Step look(TargetChoice.Chosen chosen) {
        Preparation preparation = new Preparation(
                chosen.administrator(), new Preparation.Wanted(chosen.place().user(), "", false));
        Look look = preparation.look();
        if (!look.root()) {
            throw new Refusal(
                    chosen.name() + ": its login is neither root nor may `sudo -n sh`; --as names one that is");
        }
        target.line(chosen.name() + "  " + chosen.login() + ", " + look.name());
        if (look.left().isEmpty()) {
            target.line("  ✓ nothing is there");
        } else {
            target.line("  run    the helper's undo, of every fault");
            look.left().forEach(what -> target.line("  remove " + what));
        }
        return new Step(chosen, preparation, look);
    }

    private ExitCode remove(Step step) {
        new Rehearsals(target.state()).forget(step.chosen.place());
        if (step.look.left().isEmpty()) {
            return ExitCode.DONE;
        }
        String name = step.chosen.name();
        Done done = step.preparation.remove();
        done.lines().forEach(line -> target.line("  - " + name + ": " + line + ", which an administrator wrote"));
        if (!done.ok()) {
            target.nines().terminal().say("error: " + name + ": " + done.problem());
            return done.faultLeft() ? ExitCode.FAULT_LEFT : ExitCode.MISSED;
        }
        target.line("  ✓ " + name + ": looked again, nothing is left");
        return ExitCode.DONE;
    }
}
