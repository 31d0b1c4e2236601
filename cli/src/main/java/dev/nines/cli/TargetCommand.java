package dev.nines.cli;

import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.target.Targets;
import dev.nines.report.Ascii;
import java.io.Console;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "target",
        description = "Machines that agree to faults: what must be on them, and how it goes away again.",
        subcommands = {TargetPrepareCommand.class, TargetInspectCommand.class, TargetRemoveCommand.class})
final class TargetCommand implements Runnable {
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

    Targets targets() {
        return new Targets(state().ssh());
    }

    void line(String text) {
        nines.terminal().print(nines.terminal().unicode() ? text + "\n" : Ascii.of(text + "\n"));
    }

    /** Asks on the terminal; where nobody sits, only {@code --yes} is a yes. */
    void confirm(boolean yes, String question) {
        if (yes) {
            return;
        }
        Console console = nines.terminal().outIsTerminal() ? System.console() : null;
        if (console == null) {
            throw new Refusal("nothing was changed\n   = fix: read the above and say --yes");
        }
        String answer = console.readLine("%s [y/N] ", question);
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            throw new Refusal("nothing was changed");
        }
    }
}
