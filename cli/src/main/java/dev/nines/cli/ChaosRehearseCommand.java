package dev.nines.cli;

import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.rehearse.Rehearsed;
import dev.nines.chaos.rehearse.Rehearser;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.InventoryReader;
import dev.nines.chaos.target.TargetGone;
import dev.nines.chaos.target.Targets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "rehearse",
        description =
                "Shows that targets heal without us: arms every healer with a harmless effect and kills its own controller.",
        footer = {
            "",
            "chaos run wants this of each target that is reached by ssh, anew after a reboot, another kernel or helper, and",
            "after a week (limits: {rehearsal: 7d}). Exit code 1: a healer did not heal in time; 6: something was left."
        })
final class ChaosRehearseCommand implements Callable<Integer> {
    private static final int TTL_SECONDS_LEAST = 5;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private ChaosCommand chaos;

    @Parameters(paramLabel = "INVENTORY", description = "The file that names the targets.")
    private Path file;

    @Option(names = "--only", paramLabel = "TARGET", description = "Only these. Default: all.")
    private List<String> only;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = LengthOfTime.Converter.class,
            description = "What healers are armed with; each must have healed 2 s later. Default: ${DEFAULT-VALUE}.")
    private LengthOfTime ttl;

    @Override
    public Integer call() {
        chaos.nines().refuseSarif();
        if (ttl.seconds() < TTL_SECONDS_LEAST) {
            throw new ParameterException(spec.commandLine(), "--ttl is at least 5s: arming all healers takes a while");
        }
        Inventory inventory = InventoryReader.read(file);
        List<String> names = new ArrayList<>(only == null ? inventory.targets().keySet() : only);
        names.stream()
                .filter(name -> !inventory.targets().containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new ParameterException(spec.commandLine(), "no target `" + name + "` in " + file);
                });
        StateFolder state = chaos.state();
        refuseWhileUnclean(state);
        Rehearser rehearser = new Rehearser(
                new Rehearser.Settings(inventory.environment(), ttl.seconds()),
                state,
                new Targets(state.ssh()),
                this::progress);
        ExitCode worst = ExitCode.DONE;
        for (String name : names) {
            worst = worst.worse(rehearse(rehearser, inventory, name));
        }
        return worst.code();
    }

    private static void refuseWhileUnclean(StateFolder state) {
        if (state.halted()) {
            throw new Refusal("halted: remove " + state.stopFile() + " to go on");
        }
        if (!state.unclean().isEmpty()) {
            throw new Refusal(
                    "run " + state.unclean().get(0).run() + " may have left a fault; nines chaos revert --all");
        }
    }

    private ExitCode rehearse(Rehearser rehearser, Inventory inventory, String name) {
        Rehearser.Outcome outcome;
        try {
            outcome = rehearser.rehearse(name, inventory.location(name));
        } catch (TargetGone e) {
            chaos.line(name + "\n  ✗ not rehearsed: " + e.getMessage());
            return ExitCode.REFUSED;
        }
        chaos.line(name);
        outcome.rehearsed().healers().forEach((healer, result) -> chaos.line(line(healer.name(), result)));
        outcome.fixes().forEach(fix -> chaos.nines().terminal().say("fix: " + fix));
        if (!outcome.fixes().isEmpty()) {
            return ExitCode.FAULT_LEFT;
        }
        return outcome.rehearsed().healed() ? ExitCode.DONE : ExitCode.MISSED;
    }

    private String line(String healer, Rehearsed.Result result) {
        String what = switch (healer) {
            case "controller" -> "controller, told to end";
            case "plain" -> "lease, a process of its own";
            case "systemd" -> "lease, by systemd-run";
            default -> "kernel, a set with time-outs";
        };
        String how = result.healed()
                ? String.format(java.util.Locale.ROOT, "healed after %.1f s", result.millis() / 1000.0)
                : result.problem();
        return String.format(java.util.Locale.ROOT, "  %s %-29s %s", result.healed() ? "✓" : "✗", what, how);
    }

    private void progress(String step) {
        if (chaos.nines().options().progress()) {
            chaos.nines().terminal().say("rehearse: " + step);
        }
    }
}
