package dev.nines.cli;

import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.target.Targets;
import dev.nines.report.Ascii;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
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
        String answer = ask(question + " [y/N] ")
                .orElseThrow(() -> new Refusal("nothing was changed\n   = fix: read the above and say --yes"));
        if (!answer.toLowerCase(Locale.ROOT).startsWith("y")) {
            throw new Refusal("nothing was changed");
        }
    }

    /** What somebody at the terminal answers; empty: nobody is there. */
    Optional<String> ask(String question) {
        if (!nines.terminal().outIsTerminal()) {
            return Optional.empty();
        }
        nines.terminal().print(question);
        try {
            return Optional.ofNullable(Keyboard.READER.readLine()).map(String::strip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One for the process: a reader takes more from the input than the line that it gives. */
    private static final class Keyboard {
        static final BufferedReader READER =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }
}
