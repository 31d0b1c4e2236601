package dev.nines.cli;

import dev.nines.scenario.problem.Nearest;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(
        name = "nines",
        description = "How long is the service gone, and what is lost, when this part fails?",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        sortOptions = false,
        footer = {"", "First steps: nines examples; nines compare web-active-active web-active-standby"})
final class Nines implements Runnable {
    private final Context context;

    @Spec
    private CommandSpec spec;

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    private Nines(Context context) {
        this.context = context;
    }

    /** @param simulator without one, the verbs that run something are absent */
    static int execute(
            String[] arguments, Terminal terminal, Optional<Simulator> simulator, Interruption interruption) {
        Nines nines = new Nines(new Context(terminal, simulator.orElse(null), interruption));
        CommandLine line = commandLine(nines, simulator.isPresent());
        boolean noColor = List.of(arguments).contains("--no-color");
        Failures failures = new Failures(terminal, List.of(arguments));
        line.setOut(new PrintWriter(terminal.out(), true, terminal.charset()));
        line.setErr(new PrintWriter(terminal.err(), true, terminal.charset()));
        boolean colour = terminal.style(noColor).colour();
        line.setColorScheme(CommandLine.Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF));
        line.setExecutionExceptionHandler((failure, command, parsed) ->
                failures.report(failure, nines.options).code());
        line.setParameterExceptionHandler((failure, parsed) -> usage(failure, terminal));
        try {
            return line.execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError | AssertionError | ExceptionInInitializerError e) {
            return failures.report(e, nines.options).code();
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    /** The mistake, what was probably meant, and where to read more: never the whole help. */
    private static int usage(ParameterException failure, Terminal terminal) {
        CommandLine command = failure.getCommandLine();
        terminal.say("error: " + message(failure));
        if (!isUnknownVerb(failure)) {
            CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        }
        terminal.say("   = more: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.code();
    }

    private static String message(ParameterException failure) {
        if (isUnknownVerb(failure)) {
            String word = ((CommandLine.UnmatchedArgumentException) failure)
                    .getUnmatched()
                    .get(0);
            Set<String> verbs = failure.getCommandLine().getSubcommands().keySet();
            return "no command `" + word + "`; " + Nearest.help(word, verbs);
        }
        return failure.getMessage()
                .replaceFirst("' is not an int$", "' is not a whole number up to " + Integer.MAX_VALUE)
                .replaceFirst("' is not a long$", "' is not a whole number up to " + Long.MAX_VALUE);
    }

    private static boolean isUnknownVerb(ParameterException failure) {
        return failure instanceof CommandLine.UnmatchedArgumentException unmatched
                && failure.getCommandLine().getParent() == null
                && !unmatched.getUnmatched().get(0).startsWith("-");
    }

    /** All verbs and flags, to be described, not run. */
    static CommandLine described(Terminal terminal) {
        return commandLine(new Nines(new Context(terminal, null, new Interruption())), true);
    }

    private static CommandLine commandLine(Nines nines, boolean canRun) {
        CommandLine line = new CommandLine(nines);
        if (canRun) {
            line.addSubcommand(new RunCommand());
            line.addSubcommand(new CompareCommand());
        }
        line.addSubcommand(new CheckCommand());
        line.addSubcommand(new ExamplesCommand());
        line.addSubcommand(new InitCommand());
        line.addSubcommand(new ImportCommand());
        line.addSubcommand(new SchemaCommand());
        if (canRun) {
            line.addSubcommand(new ReplayCommand());
        }
        line.addSubcommand(new ChaosCommand());
        line.addSubcommand(new TargetCommand());
        line.addSubcommand(new ExplainCommand());
        line.addSubcommand(new BenchCommand());
        line.addSubcommand(new LabCommand());
        line.addSubcommand(new CalibrateCommand());
        line.addSubcommand(new DoctorCommand());
        line.addSubcommand(new GenerateCompletion());
        line.addSubcommand(new HelpCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExpandAtFiles(false);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    Context context() {
        return context;
    }

    Terminal terminal() {
        return context.terminal();
    }

    GlobalOptions options() {
        return options;
    }

    boolean interrupted() {
        return context.interruption().token().isCancelled();
    }

    void refuseSarif() {
        if (options.format() == Format.sarif) {
            throw new ParameterException(spec.commandLine(), "--format sarif is for check; use text, json or md");
        }
    }
}
