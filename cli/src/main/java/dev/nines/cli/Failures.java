package dev.nines.cli;

import dev.nines.chaos.journal.Unwritable;
import dev.nines.chaos.lab.LabRefused;
import dev.nines.report.Ascii;
import dev.nines.result.UnwritableFolder;
import dev.nines.scenario.problem.ProblemPrinter;
import dev.nines.scenario.problem.Problems;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What went wrong becomes one clear message and an exit code. */
final class Failures {
    private final Terminal terminal;
    private final List<String> arguments;

    Failures(Terminal terminal, List<String> arguments) {
        this.terminal = terminal;
        this.arguments = arguments;
    }

    ExitCode report(Throwable failure, GlobalOptions options) {
        if (failure instanceof Problems problems) {
            String text = new ProblemPrinter(terminal.colourOfMessages(options.noColor())).print(problems.all());
            terminal.err().print(terminal.unicode() ? text : Ascii.of(text));
            return ExitCode.INPUT;
        }
        if (failure instanceof UnwritableFolder unwritable) {
            error(unwritable.getMessage());
            terminal.say("   = help: " + unwritable.help());
            return ExitCode.INPUT;
        }
        if (failure instanceof BadInput) {
            error(failure.getMessage());
            return ExitCode.INPUT;
        }
        if (failure instanceof Refusal || failure instanceof Unwritable || failure instanceof LabRefused) {
            error(failure.getMessage());
            return ExitCode.REFUSED;
        }
        return bug(failure, options);
    }

    private void error(String message) {
        terminal.say("error: " + message);
    }

    /** Everything that a bug report needs. */
    private ExitCode bug(Throwable failure, GlobalOptions options) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        String seed = options.seed().isPresent() ? String.valueOf(options.seed().getAsLong()) : "of the scenario";
        terminal.say("bug in Nines: " + failure);
        terminal.say("   = this is not your mistake. Please report it with the scenario file and these lines:");
        terminal.say("   nines " + Version.text() + ", Java " + System.getProperty("java.version") + ", "
                + System.getProperty("os.name") + ", seed " + seed);
        terminal.say("   nines " + String.join(" ", arguments));
        terminal.err().print(trace.toString().indent(3));
        return ExitCode.BUG;
    }
}
