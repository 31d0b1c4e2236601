package dev.nines.cli;

import dev.nines.model.spec.Design;
import dev.nines.report.Evidence;
import dev.nines.report.Reports;
import dev.nines.report.WorstTrial;
import dev.nines.result.CompareResult;
import dev.nines.result.ResultFolder;
import dev.nines.result.ResultJson;
import dev.nines.result.RunResult;
import dev.nines.scenario.design.Uncertain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** Runs designs, writes the result folder and prints the result. */
final class Experiment {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss", Locale.ROOT);
    private static final Path BASE = Path.of("nines-out");
    private static final int NAME_MAX = 60;

    private final Context context;
    private final GlobalOptions options;

    Experiment(Context context, GlobalOptions options) {
        this.context = context;
        this.options = options;
    }

    /**
     * @param against index of the design that the others are compared with
     * @param judged indices of the designs whose objectives decide the exit code
     */
    CompareResult run(List<DesignArguments.Named> named, int against, List<Integer> judged) {
        List<Design> designs = named.stream().map(DesignArguments.Named::design).toList();
        notes();
        checkSamples();
        Precision.check(options.precision(), designs);
        Simulator.Outcome outcome;
        Path place;
        try (ResultFolder folder = open(designs)) {
            context.interruption().running();
            outcome = simulate(
                    named.stream().map(DesignArguments.Named::uncertain).toList(), against, folder);
            folder.write("result.json", json(outcome.result()));
            folder.write(Inputs.FILE, Inputs.of(named, options).toJson());
            folder.write(
                    "exhibits/not-modelled.json", JsonMapper.shared().writeValueAsString(outcome.notModelled()) + "\n");
            place = shown(folder.commit());
        }
        copySamples(place);
        if (options.verbose()) {
            outcome.remarks().forEach(context.terminal()::say);
        }
        print(outcome, place, judged);
        return outcome.result();
    }

    private void notes() {
        if (options.korean() && !options.quiet()) {
            context.terminal().say("note: Korean texts are not there yet; the report is in English");
        }
    }

    private ResultFolder open(List<Design> designs) {
        return options.out().map(ResultFolder::at).orElseGet(() -> {
            return ResultFolder.timed(
                    BASE,
                    name(designs),
                    LocalDateTime.now(ZoneId.systemDefault()).format(TIME));
        });
    }

    private static String name(List<Design> designs) {
        String all = String.join("+", designs.stream().map(Design::name).toList());
        return all.length() <= NAME_MAX ? all : designs.get(0).name() + "+" + (designs.size() - 1) + "-more";
    }

    private Simulator.Outcome simulate(List<Uncertain> designs, int against, ResultFolder folder) {
        Simulator.Request request = new Simulator.Request(
                designs,
                against,
                options.trials(),
                options.precision(),
                options.seed(),
                options.threads(),
                options.skip(),
                options.shuffleTies(),
                Version.text());
        if (!options.progress()) {
            return context.simulator()
                    .simulate(
                            request,
                            folder,
                            (done, total) -> {},
                            context.interruption().token());
        }
        try (ProgressLine progress = new ProgressLine(context.terminal(), System::nanoTime)) {
            return context.simulator()
                    .simulate(request, folder, progress, context.interruption().token());
        }
    }

    /** A single design's result stands alone in the file, several stand beside their differences. */
    private static String json(CompareResult result) {
        return result.designs().size() == 1 ? ResultJson.write(result.designs().get(0)) : ResultJson.write(result);
    }

    /** As short as it can be typed from here. */
    private static Path shown(Path folder) {
        Path here = Path.of("").toAbsolutePath();
        return folder.startsWith(here) ? here.relativize(folder) : folder;
    }

    /** Before the run: hours of work must not end in an error. */
    private void checkSamples() {
        options.samples().ifPresent(file -> {
            Path parent = file.toAbsolutePath().getParent();
            if (Files.isDirectory(file)) {
                throw new BadInput("cannot write --samples " + file + ": it is a folder");
            }
            if (parent == null || !Files.isDirectory(parent)) {
                throw new BadInput("cannot write --samples " + file + ": there is no folder " + parent);
            }
            if (!Files.isWritable(Files.exists(file) ? file : parent)) {
                throw new BadInput("cannot write --samples " + file + ": permission denied");
            }
        });
    }

    private void copySamples(Path place) {
        options.samples().ifPresent(file -> {
            try {
                Files.copy(place.resolve("samples.csv"), file, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new BadInput("cannot write " + file + ": " + e.getMessage(), e);
            }
        });
    }

    private void print(Simulator.Outcome outcome, Path place, List<Integer> judged) {
        Terminal terminal = context.terminal();
        if (options.format() == Format.json) {
            terminal.print(json(outcome.result()).getBytes(StandardCharsets.UTF_8));
            return;
        }
        Evidence evidence = new Evidence(WorstTrial.ofEachDesign(place.resolve("samples.csv")), outcome.notModelled());
        if (options.format() == Format.md) {
            String page = Reports.markdown(outcome.result(), evidence, place.toString());
            terminal.print((firstWord(outcome.result(), judged, "\n") + page).getBytes(StandardCharsets.UTF_8));
            return;
        }
        terminal.print(firstWord(outcome.result(), judged, "")
                + Reports.text(outcome.result(), evidence, place.toString(), terminal.style(options.noColor())));
        terminal.print("\n  result   " + place + "\n");
    }

    /** The reason of exit code 4 is the first word that is printed. */
    private static String firstWord(CompareResult result, List<Integer> judged, String gap) {
        List<RunResult> designs =
                judged.stream().map(index -> result.designs().get(index)).toList();
        boolean complete = designs.stream().allMatch(RunResult::complete);
        if (!complete || ExitCode.of(designs) != ExitCode.INCONCLUSIVE) {
            return "";
        }
        List<String> open = designs.stream()
                .filter(design -> ExitCode.of(design) == ExitCode.INCONCLUSIVE)
                .map(RunResult::scenario)
                .toList();
        return "inconclusive: more trials are needed to decide every objective of " + String.join(", ", open) + "\n"
                + gap;
    }
}
