package dev.nines.cli;

import dev.nines.report.Ascii;
import dev.nines.scenario.ScenarioReader;
import dev.nines.scenario.config.Finding.Kind;
import dev.nines.scenario.config.Import;
import dev.nines.scenario.problem.ProblemPrinter;
import dev.nines.scenario.problem.Problems;
import dev.nines.scenario.yaml.Source;
import dev.nines.scenario.yaml.SourceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "import",
        description = "Makes a commented scenario of the configuration files of a running system.",
        footer = {
            "",
            "Every value names its file and line; what the files do not say is guessed and marked. With --out FILE.yaml",
            "the scenario is written there, otherwise it is printed; the summary goes to standard error."
        })
final class ImportCommand implements Callable<Integer> {
    @ParentCommand
    private Nines nines;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "One keepalived.conf per node, and one haproxy.cfg, in any order.")
    private List<Path> files;

    @Option(names = "--force", description = "Overwrite the file that --out names.")
    private boolean force;

    @Override
    public Integer call() {
        Import.Result result = Import.of(read());
        ScenarioReader.readText("imported", "imported.yaml", result.text());
        Path out = nines.options().out().orElse(null);
        if (out == null) {
            nines.terminal().print(result.text());
        } else {
            NewFile.write(out, result.text(), force);
            nines.terminal().print(out + "\n");
        }
        if (!nines.options().quiet()) {
            summary(result);
            if (out != null) {
                nines.terminal().say("next: nines check " + out + ", then nines run " + out);
            }
        }
        return ExitCode.DONE.code();
    }

    private List<Source> read() {
        List<Source> sources = new ArrayList<>();
        List<Problems> problems = new ArrayList<>();
        for (Path file : files) {
            try {
                sources.add(SourceReader.read(file));
            } catch (Problems e) {
                problems.add(e);
            }
        }
        if (!problems.isEmpty()) {
            throw Problems.merge(problems);
        }
        return sources;
    }

    private void summary(Import.Result result) {
        nines.terminal()
                .say("read: " + result.values() + " values of " + files.size()
                        + (files.size() == 1 ? " file" : " files"));
        list("guessed", result.guesses());
        list("not modelled, may affect failover", Import.lines(result, Kind.MAY_AFFECT_FAILOVER));
        list("ignored, without effect on failover", Import.lines(result, Kind.HARMLESS));
        list("notes", Import.lines(result, Kind.NOTE));
        if (!result.warnings().isEmpty()) {
            boolean colour = nines.terminal().colourOfMessages(nines.options().noColor());
            String text = new ProblemPrinter(colour).print(Problems.sorted(result.warnings()));
            nines.terminal().err().print(nines.terminal().unicode() ? text : Ascii.of(text));
        }
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            nines.terminal().say(title + ":");
            lines.forEach(line -> nines.terminal().say("  " + line));
        }
    }
}
