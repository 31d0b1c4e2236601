package dev.nines.cli;

import dev.nines.model.spec.Design;
import dev.nines.result.CompareResult;
import dev.nines.result.ResultJson;
import dev.nines.result.RunResult;
import dev.nines.scenario.problem.Nearest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "replay", description = "Runs one trial of a result again and tells it event by event.")
final class ReplayCommand implements Callable<Integer> {
    @ParentCommand
    private Nines nines;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "The result folder, or its result.json.")
    private Path folder;

    @Option(names = "--design", paramLabel = "D", description = "Default: the only one.")
    private String design;

    @Option(names = "--drill", paramLabel = "NAME", description = "Default: the year of random faults.")
    private String drill = "";

    @Option(names = "--trial", paramLabel = "N", required = true, description = "Number of the trial, from 0.")
    private int trial;

    @Option(
            names = "--stop-at",
            paramLabel = "T",
            converter = TimeOfTrial.class,
            description = "Ends at that time of the trial: 12.5s, 3min, 41d03:12:07.")
    private TimeOfTrial stopAt = TimeOfTrial.END;

    @Option(names = "--step", description = "Waits for Enter after each event.")
    private boolean step;

    @Override
    public Integer call() {
        Path place = Files.isRegularFile(folder) ? folder.toAbsolutePath().getParent() : folder;
        RunResult result = choose(read(place));
        Inputs inputs = Inputs.read(place);
        Design replayed = inputs.sources().stream()
                .filter(source -> source.design().equals(result.scenario()))
                .findFirst()
                .orElseThrow(() -> new BadInput("the result does not hold the scenario of " + result.scenario()))
                .read();
        check(result, replayed);
        nines.context()
                .simulator()
                .replay(
                        new Simulator.ReplayRequest(
                                replayed,
                                result.seed(),
                                trial,
                                drill,
                                stopAt.nanos(),
                                inputs.skip() && nines.options().skip(),
                                inputs.shuffleTies()),
                        this::show);
        return ExitCode.DONE.code();
    }

    private static CompareResult read(Path place) {
        Path file = place.resolve("result.json");
        try {
            return ResultJson.read(Files.readString(file));
        } catch (IOException e) {
            throw new BadInput("cannot read " + file + ": is " + place + " a result folder?", e);
        } catch (IllegalArgumentException e) {
            throw new BadInput(file + ": " + e.getMessage(), e);
        }
    }

    private RunResult choose(CompareResult result) {
        List<String> names = result.designs().stream().map(RunResult::scenario).toList();
        if (design == null && names.size() > 1) {
            throw usage("the result holds several designs; say which: --design " + String.join("|", names));
        }
        int index = design == null ? 0 : names.indexOf(design);
        if (index < 0) {
            throw usage("no design `" + design + "` in this result; " + Nearest.help(design, names));
        }
        return result.designs().get(index);
    }

    /** A replay is the same run to the bit, or it is refused. */
    private void check(RunResult result, Design replayed) {
        if (!replayed.inputHash().equals(result.inputHash())) {
            throw new BadInput("the scenario in the result folder is not the one that was run: input "
                    + replayed.inputHash() + " instead of " + result.inputHash());
        }
        if (!result.version().equals(Version.text())) {
            throw new Refusal("the result was made by nines " + result.version() + ", this is " + Version.text()
                    + ": another version may run another way");
        }
        if (trial < 0 || trial >= result.trials()) {
            throw usage("no trial " + trial + ": the result has 0 to " + (result.trials() - 1));
        }
        List<String> drills =
                replayed.drills().stream().map(spec -> spec.name()).toList();
        if (!drill.isEmpty() && !drills.contains(drill)) {
            throw usage("no drill `" + drill + "`; " + Nearest.help(drill, drills));
        }
    }

    private boolean show(String line) {
        nines.terminal().print(line + "\n");
        if (!step) {
            return !nines.terminal().out().checkError(); // nobody reads any more: `| head`
        }
        try {
            return Keyboard.READER.readLine() != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static final class Keyboard {
        static final BufferedReader READER =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }
}
