package dev.nines.cli;

import dev.nines.chaos.doctor.Check;
import dev.nines.chaos.doctor.Examined;
import dev.nines.chaos.doctor.Purpose;
import dev.nines.chaos.doctor.TargetExam;
import dev.nines.chaos.doctor.ThisMachine;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.rehearse.Rehearsals;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.InventoryReader;
import dev.nines.chaos.target.Targets;
import dev.nines.report.Ascii;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "doctor",
        description = "What this machine and each target can do, and the fix where they cannot; changes nothing.",
        footer = {
            "",
            "What must be tried (nft, tc, bridges) is tried in a namespace of its own that ends with the trial. Exit code 5",
            "if something is missing that the purpose needs; what no purpose needs is told all the same."
        })
final class DoctorCommand implements Callable<Integer> {
    @ParentCommand
    private Nines nines;

    @Option(names = "--on", paramLabel = "INVENTORY", description = "Also look at the targets of this file.")
    private Path inventory;

    @Option(
            names = "--for",
            paramLabel = "PURPOSE",
            description = "run, lab or chaos: what must be possible. Default: chaos with --on, otherwise run.")
    private Purpose purpose;

    @Override
    public Integer call() {
        nines.refuseSarif();
        List<Examined> all = new ArrayList<>();
        Inventory read = inventory == null ? null : InventoryReader.read(inventory);
        all.add(ThisMachine.examine(nines.terminal().charset()));
        if (read != null) {
            StateFolder state = StateFolder.standard(nines.terminal().environment(), System.getProperty("user.home"));
            Targets targets = new Targets(state.ssh());
            Rehearsals rehearsals = new Rehearsals(state);
            read.targets()
                    .forEach((name, place) -> all.add(TargetExam.examine(targets.at(name, place), rehearsals, read)));
        }
        Purpose asked = purpose != null ? purpose : read == null ? Purpose.run : Purpose.chaos;
        boolean json = nines.options().format() == Format.json;
        String text = json ? Examined.json(all, asked) : text(all, asked);
        nines.terminal().print(nines.terminal().unicode() || json ? text : Ascii.of(text));
        boolean allowed = all.stream().allMatch(machine -> machine.allows(asked));
        return (allowed ? ExitCode.DONE : ExitCode.REFUSED).code();
    }

    private static String text(List<Examined> all, Purpose asked) {
        StringBuilder text = new StringBuilder();
        for (Examined machine : all) {
            text.append(text.isEmpty() ? "" : "\n").append(machine.machine()).append('\n');
            int width = machine.checks().stream()
                    .mapToInt(check -> check.name().length())
                    .max()
                    .orElse(0);
            machine.checks().forEach(check -> append(text, check, width, asked));
        }
        long missing = all.stream()
                .flatMap(machine -> machine.checks().stream())
                .filter(check -> check.prevents(asked))
                .count();
        String verdict = missing == 0 ? "nothing that it needs is missing" : missing + " missing";
        return text.append("\nfor ")
                .append(asked)
                .append(": ")
                .append(verdict)
                .append('\n')
                .toString();
    }

    private static void append(StringBuilder text, Check check, int width, Purpose asked) {
        String mark = switch (check.state()) {
            case there -> "✓";
            case missing -> "✗";
            case unknown -> "?";
        };
        text.append("  ").append(mark).append(' ').append(check.name());
        text.append(" ".repeat(width - check.name().length() + 2)).append(check.found());
        text.append(check.prevents(asked) ? " (needed for " + asked + ")\n" : "\n");
        if (!check.fix().isEmpty()) {
            text.append("      = fix: ").append(check.fix()).append('\n');
        }
    }
}
