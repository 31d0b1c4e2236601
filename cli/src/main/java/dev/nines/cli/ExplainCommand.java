package dev.nines.cli;

import dev.nines.report.Ascii;
import dev.nines.scenario.Explanations;
import dev.nines.scenario.problem.Nearest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "explain", description = "Explains an error code or a term; without one, lists what can be explained.")
final class ExplainCommand implements Callable<Integer> {
    @ParentCommand
    private Nines nines;

    @Parameters(arity = "0..1", paramLabel = "CODE|TERM", description = "N0103, outage, semi-sync …")
    private String topic;

    @Override
    public Integer call() {
        String text = topic == null
                ? String.join("\n", Explanations.topics()) + "\n"
                : Explanations.of(topic)
                        .orElseThrow(() -> new BadInput(
                                "nothing to explain `" + topic + "`; " + Nearest.help(topic, Explanations.topics())));
        String whole = text.endsWith("\n") ? text : text + "\n";
        nines.terminal().print(nines.terminal().unicode() ? whole : Ascii.of(whole));
        return ExitCode.DONE.code();
    }
}
