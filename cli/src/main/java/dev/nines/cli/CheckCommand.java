package dev.nines.cli;

import dev.nines.model.spec.Design;
import dev.nines.report.Mark;
import dev.nines.scenario.Scenario;
import dev.nines.scenario.ScenarioReader;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.ProblemPrinter;
import dev.nines.scenario.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "check",
        description = "Reads scenario files and says everything that is wrong with them; runs nothing.",
        footer = {"", "--format sarif prints the problems for annotations in a code review."})
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    private Nines nines;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, folders or names of worked designs.")
    private List<String> files;

    @Override
    public Integer call() {
        List<Problem> problems = new ArrayList<>();
        StringBuilder good = new StringBuilder();
        for (String file : files) {
            try {
                Scenario scenario = ScenarioReader.read(file);
                problems.addAll(scenario.warnings());
                good.append(summary(scenario));
            } catch (Problems e) {
                problems.addAll(e.all());
            }
        }
        print(problems, good.toString());
        boolean wrong = problems.stream().anyMatch(problem -> !problem.isWarning());
        return (wrong ? ExitCode.INPUT : ExitCode.DONE).code();
    }

    private void print(List<Problem> problems, String good) {
        Terminal terminal = nines.terminal();
        if (nines.options().format() == Format.sarif || nines.options().format() == Format.json) {
            terminal.print(Sarif.of(problems).getBytes(StandardCharsets.UTF_8));
            return;
        }
        String text = good
                + new ProblemPrinter(terminal.style(nines.options().noColor()).colour()).print(problems);
        terminal.print(terminal.unicode() ? text : dev.nines.report.Ascii.of(text));
    }

    /** {@code ✓ web.yaml: 3 designs, 14 hosts, 9 drills, 2 faults, 4 objectives}. */
    private String summary(Scenario scenario) {
        Design base = scenario.base();
        return Mark.MET.text(nines.terminal().unicode()) + " " + scenario.file() + ": "
                + count(scenario.designs().size(), "design") + ", "
                + count(base.hosts().size(), "host") + ", "
                + count(base.services().size(), "service") + ", "
                + count(base.drills().size(), "drill") + ", "
                + count(base.faults().size(), "fault") + ", "
                + count(base.objectives().size(), "objective") + "\n";
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
