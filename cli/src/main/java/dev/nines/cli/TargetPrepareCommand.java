package dev.nines.cli;

import dev.nines.chaos.prepare.AllowText;
import dev.nines.chaos.prepare.Look;
import dev.nines.chaos.prepare.Managed;
import dev.nines.chaos.prepare.Preparation;
import dev.nines.chaos.prepare.Preparation.Done;
import dev.nines.chaos.prepare.Preparation.Wanted;
import dev.nines.chaos.target.TargetGone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "prepare",
        description =
                "Puts the helper, its line in sudo's rules and the allow-file on machines; says first what it will do.",
        footer = {
            "",
            "All of it is written or nothing; what is there as it should be stays. With --verbose, also prints every text in",
            "full. Exit code 5: refused, nothing was changed; 1: written, but the login of faults cannot use it."
        })
final class TargetPrepareCommand implements Callable<Integer> {
    private static final int HASH_DIGITS = 12;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private TargetCommand target;

    @Mixin
    private TargetChoice choice;

    @Option(
            names = "--allow",
            paramLabel = "FILE",
            description =
                    "The allow-file, in place of what the components of the inventory need; replaces one that is there.")
    private Path allow;

    @Option(names = "--environment", paramLabel = "NAME", description = "Of a user@host, as inventories will say it.")
    private String environment;

    @Option(names = "--yes", description = "Do it without asking.")
    private boolean yes;

    private record Step(TargetChoice.Chosen chosen, Preparation preparation, Look look) {}

    @Override
    public Integer call() {
        target.nines().refuseSarif();
        try {
            List<Step> steps = look();
            steps.forEach(this::print);
            boolean changes = steps.stream()
                    .anyMatch(step -> !step.preparation.changes(step.look).isEmpty());
            if (changes) {
                target.confirm(yes, "Do this?");
            }
            ExitCode worst = ExitCode.DONE;
            for (Step step : steps) {
                worst = worst.worse(install(step));
            }
            return worst.code();
        } catch (TargetGone e) {
            throw new Refusal(e.getMessage());
        }
    }

    /** All machines are looked at before the first is changed. */
    private List<Step> look() {
        List<Step> steps = new ArrayList<>();
        for (TargetChoice.Chosen chosen : choice.chosen(target)) {
            Wanted wanted = new Wanted(chosen.place().user(), allowText(chosen), allow != null);
            Preparation preparation = new Preparation(chosen.administrator(), wanted);
            Look look = preparation.look();
            Optional<String> refusal = preparation.refusal(look);
            if (refusal.isPresent()) {
                throw new Refusal(chosen.name() + ": " + refusal.get());
            }
            steps.add(new Step(chosen, preparation, look));
        }
        return steps;
    }

    private String allowText(TargetChoice.Chosen chosen) {
        if (allow != null) {
            return ownText();
        }
        if (chosen.inventory().isPresent()) {
            return AllowText.of(chosen.inventory().get(), chosen.name());
        }
        if (environment == null) {
            throw new ParameterException(
                    spec.commandLine(), "--environment or --allow says what this machine agrees to");
        }
        String text = AllowText.of(environment);
        AllowText.problem(text).ifPresent(problem -> {
            throw new ParameterException(spec.commandLine(), "--environment " + environment + " is no name");
        });
        return text;
    }

    private String ownText() {
        String text;
        try {
            text = Files.readString(allow);
        } catch (IOException e) {
            throw new BadInput("cannot read " + allow + ": " + e.getMessage(), e);
        }
        AllowText.problem(text).ifPresent(problem -> {
            throw new BadInput(allow + ":" + problem, new IllegalArgumentException(problem));
        });
        return text.endsWith("\n") ? text : text + "\n";
    }

    private void print(Step step) {
        target.line(step.chosen.name() + "  " + step.chosen.login() + ", " + step.look.name());
        List<Managed> changes = step.preparation.changes(step.look);
        for (Managed file : changes) {
            target.line("  write  " + file.path() + "  root:root " + file.mode() + "  " + file.purpose() + " (sha256 "
                    + file.hash().substring(0, HASH_DIGITS) + "…)");
            if (!file.word().equals("helper") || target.nines().options().verbose()) {
                file.text().lines().forEach(line -> target.line("         | " + line));
            }
        }
        if (changes.isEmpty()) {
            target.line("  ✓ everything is there as it should be");
            return;
        }
        step.preparation.commands(changes).forEach(command -> target.line("  run    " + command));
        if (target.nines().options().verbose()) {
            Preparation.script().lines().forEach(line -> target.line("         | " + line));
        }
    }

    private ExitCode install(Step step) {
        String name = step.chosen.name();
        if (!step.preparation.changes(step.look).isEmpty()) {
            Done done = step.preparation.install(step.look);
            if (!done.ok()) {
                target.nines().terminal().say("error: " + name + ": " + done.problem() + "; everything is as before");
                return ExitCode.REFUSED;
            }
            done.lines().forEach(line -> target.line("  ✓ " + name + ": " + line));
        }
        Optional<String> problem = Preparation.proof(step.chosen.faults());
        if (problem.isPresent()) {
            target.nines().terminal().say("error: " + name + ": " + problem.get());
            return ExitCode.MISSED;
        }
        target.line("  ✓ " + name + ": " + step.chosen.place().user() + " has run the helper");
        if (step.chosen.inventory().isEmpty()) {
            target.line("  inventory: {ssh: \"" + step.chosen.login() + "\", host-key: \""
                    + step.chosen.place().hostKey() + "\"}");
        }
        return ExitCode.DONE;
    }
}
