package dev.nines.cli;

import dev.nines.chaos.prepare.AllowText;
import dev.nines.chaos.prepare.Look;
import dev.nines.chaos.prepare.Preparation;
import dev.nines.chaos.prepare.SupportedSystem;
import dev.nines.chaos.target.TargetGone;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "inspect",
        description = "Compares what is on machines with what prepare would put there; changes nothing.",
        footer = {
            "",
            "Owner, mode, content and version are compared. A login that may only run the helper cannot read sudo's rules;",
            "--as root can. Exit code 1: something is not as it should be."
        })
final class TargetInspectCommand implements Callable<Integer> {
    @ParentCommand
    private TargetCommand target;

    @Mixin
    private TargetChoice choice;

    @Override
    public Integer call() {
        target.nines().refuseSarif();
        boolean all = true;
        try {
            for (TargetChoice.Chosen chosen : choice.chosen(target)) {
                all &= inspect(chosen);
            }
        } catch (TargetGone e) {
            throw new Refusal(e.getMessage());
        }
        return (all ? ExitCode.DONE : ExitCode.MISSED).code();
    }

    private boolean inspect(TargetChoice.Chosen chosen) {
        String allow = chosen.inventory()
                .map(inventory -> AllowText.of(inventory, chosen.name()))
                .orElse("");
        Preparation preparation = new Preparation(
                chosen.administrator(), new Preparation.Wanted(chosen.place().user(), allow, false));
        Look look = preparation.look();
        boolean supported = SupportedSystem.of(look.id(), look.version()).isPresent();
        target.line(chosen.name() + "  " + chosen.login());
        target.line("  " + (supported ? "✓ " : "✗ ") + look.name() + (supported ? "" : ": not supported"));
        preparation.comparison(look).forEach(line -> target.line("  " + line));
        if (!look.missing().isEmpty()) {
            target.line("  ✗ programs: no " + String.join(", ", look.missing()));
        }
        if (look.production()) {
            target.line("  ✗ /etc/nines/PRODUCTION is there: no faults on it");
        }
        return works(chosen)
                && supported
                && preparation.isPrepared(look)
                && look.missing().isEmpty()
                && !look.production();
    }

    private boolean works(TargetChoice.Chosen chosen) {
        String problem;
        try {
            problem = Preparation.proof(chosen.faults()).orElse("");
        } catch (TargetGone e) {
            problem = String.valueOf(e.getMessage());
        }
        String user = chosen.place().user();
        target.line(
                problem.isEmpty()
                        ? "  ✓ " + user + " has run the helper"
                        : "  ✗ " + user + " cannot run it: " + problem);
        return problem.isEmpty();
    }
}
