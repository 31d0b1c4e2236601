package dev.nines.cli;

import dev.nines.chaos.inject.Reverter;
import dev.nines.chaos.journal.Entry;
import dev.nines.chaos.journal.JournalFile;
import dev.nines.chaos.journal.State;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "status",
        description = "Says which faults are in effect, by the journals and, with --on, by the targets.")
final class ChaosStatusCommand implements Callable<Integer> {
    @ParentCommand
    private ChaosCommand chaos;

    @Option(names = "--on", paramLabel = "INVENTORY", description = "Also ask the targets of this file.")
    private Path inventory;

    @Override
    public Integer call() {
        List<Target> targets = inventory == null ? List.of() : chaos.targets(inventory);
        StateFolder state = chaos.state();
        if (state.halted()) {
            chaos.line("halted: remove " + state.stopFile() + " to go on");
        }
        List<JournalFile> unclean = state.unclean();
        unclean.forEach(this::tell);
        if (unclean.isEmpty()) {
            chaos.line("every journal is clean");
        }
        targets.forEach(this::ask);
        return ExitCode.DONE.code();
    }

    private void tell(JournalFile journal) {
        if (journal.forged()) {
            chaos.line("run " + journal.run() + ": its journal was changed by somebody else");
        } else if (journal.torn()) {
            chaos.line("run " + journal.run() + ": a line of its journal is torn");
        }
        for (Entry entry : journal.last()) {
            if (entry.state() != State.CLEAN) {
                chaos.line("run " + journal.run() + ": " + entry.fault() + " on " + entry.target() + ", "
                        + entry.state() + ", lease " + entry.ttlSeconds() + " s");
            }
        }
    }

    private void ask(Target target) {
        try {
            List<String> faults = Reverter.status(target);
            chaos.line(target.name() + ": " + (faults.isEmpty() ? "no fault" : "in effect"));
            faults.forEach(fault -> chaos.line("  " + readable(fault)));
        } catch (TargetGone e) {
            chaos.line(e.getMessage() + ": whether it has a fault is unknown");
        }
    }

    /** {@code RUN SEQ FAULT STATE HUNDREDTHS}. */
    private static String readable(String fault) {
        String[] words = fault.split(" ", -1);
        boolean known = words.length == 5 && words[4].matches("-?[0-9]{1,9}");
        return known
                ? words[2] + " (run " + words[0] + "), " + words[3] + ", heals by itself in "
                        + Math.max(0, Integer.parseInt(words[4]) / 100) + " s"
                : fault;
    }
}
