package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code docs/reference}: what the program knows of itself, and what it promises. */
class CommandsPageTest {
    private static final Path REFERENCE = Path.of("../docs/reference");

    @Test
    @DisplayName("docs/reference/commands.md is what the command line says of itself (-Dnines.golden=update writes it)")
    void commands() throws IOException {
        Path file = REFERENCE.resolve("commands.md");
        if ("update".equals(System.getProperty("nines.golden"))) {
            Files.writeString(file, page());
        }
        assertThat(Files.readString(file)).isEqualTo(page());
    }

    @Test
    @DisplayName("docs/reference/exit-codes.md names every exit code")
    void exitCodes() throws IOException {
        String text = Files.readString(REFERENCE.resolve("exit-codes.md"));
        for (ExitCode code : ExitCode.values()) {
            assertThat(text).contains("| " + code.code() + " |");
        }
    }

    private static String page() {
        ByteArrayOutputStream nowhere = new ByteArrayOutputStream();
        Terminal terminal = Terminal.of(nowhere, nowhere, StandardCharsets.UTF_8, false, false, Map.of());
        CommandLine nines = Nines.described(terminal);
        StringBuilder page = new StringBuilder("# Commands\n\n`nines COMMAND …`; results go to standard output, ")
                .append("progress and notes to standard error. [Exit codes](exit-codes.md).\n\n")
                .append("## Flags of every command\n\n");
        List<OptionSpec> global = nines.getCommandSpec().options();
        options(page, global);
        nines.getSubcommands().forEach((name, command) -> describe(page, name, command.getCommandSpec()));
        return page.toString();
    }

    private static void describe(StringBuilder page, String name, CommandSpec spec) {
        page.append("\n## ").append(name).append("\n\n");
        page.append(String.join(" ", spec.usageMessage().description()).replace("%n", " "))
                .append('\n');
        List<OptionSpec> own = spec.options().stream()
                .filter(option ->
                        !option.inherited() && !Set.of("--help", "--version").contains(option.longestName()))
                .toList();
        if (!own.isEmpty() || !spec.positionalParameters().isEmpty()) {
            page.append('\n');
        }
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            row(page, parameter.paramLabel(), String.join(" ", parameter.description()), parameter.defaultValue());
        }
        options(page, own);
        boolean paragraph = false;
        for (String line : spec.usageMessage().footer()) {
            if (line.startsWith("First steps")) {
                break; // of the program, inherited
            }
            page.append(line.isEmpty() || paragraph ? "" : "\n").append(line.isEmpty() ? "" : line + "\n");
            paragraph = !line.isEmpty();
        }
        spec.subcommands().forEach((verb, command) -> describe(page, name + " " + verb, command.getCommandSpec()));
    }

    private static void options(StringBuilder page, List<OptionSpec> options) {
        // Sorted: the order in which Java lists methods is nobody's promise.
        List<OptionSpec> sorted = options.stream()
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .toList();
        for (OptionSpec option : sorted) {
            String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
            String text = String.join(" ", option.description());
            row(page, String.join(", ", option.names()) + label, text, option.defaultValue());
        }
    }

    private static void row(StringBuilder page, String name, String text, String standard) {
        String shown = standard == null ? text : text.replace("${DEFAULT-VALUE}", standard);
        page.append("- `").append(name).append("`: ").append(shown).append('\n');
    }
}
