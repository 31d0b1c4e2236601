package dev.nines.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Starts the benchmark jar as a process of its own: neither JMH nor the peers belong to the program. */
@Command(
        name = "bench",
        description = "Measures the hot path beside other libraries, in one run, and against an earlier run.",
        footer = {
            "",
            "Writes bench.json, ratios.png and latency.png, or scenarios.json. Exit code 1: slower than the baseline.",
            "Needs the source tree; run it on a quiet machine."
        })
final class BenchCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss", Locale.ROOT);

    @ParentCommand
    private Nines nines;

    @Spec
    private CommandSpec spec;

    @Option(names = "--full", description = "Every line, two forks each: about half an hour. Default: the hot path.")
    private boolean full;

    @Option(names = "--only", paramLabel = "WORD", description = "Only lines whose name contains this.")
    private String only;

    @Option(
            names = "--scenarios",
            description = "What the trials of worked designs cost, instead: trials, events and years per second.")
    private boolean scenarios;

    @Option(names = "--baseline", paramLabel = "FILE", description = "bench.json of an earlier run to compare with.")
    private Path baseline;

    @Override
    public Integer call() throws IOException, InterruptedException {
        nines.refuseSarif();
        if (baseline != null && !Files.isReadable(baseline)) {
            throw new BadInput(baseline + ": no such file, or not readable");
        }
        if (only != null && only.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--only needs a word");
        }
        if (scenarios && baseline != null) {
            throw new ParameterException(spec.commandLine(), "--scenarios has no baseline to compare with");
        }
        Path jar = jar();
        Process child = new ProcessBuilder(command(jar)).inheritIO().start();
        try {
            return child.waitFor();
        } finally {
            child.destroy();
        }
    }

    private static Path jar() {
        Path home = Path.of(System.getProperty("nines.home", "."));
        Path jar = home.resolve("target/nines-bench/nines-bench.jar");
        if (!Files.isReadable(jar)) {
            throw new Refusal("the benchmarks are not part of a distribution: run ./nines bench in the source tree");
        }
        return jar;
    }

    private List<String> command(Path jar) {
        GlobalOptions options = nines.options();
        Path out = options.out()
                .orElseGet(() -> Path.of(
                        "nines-out",
                        "bench",
                        LocalDateTime.now(ZoneId.systemDefault()).format(TIME)));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                "--out",
                out.toString(),
                "--format",
                options.format().name()));
        if (full) {
            command.add("--full");
        }
        if (scenarios) {
            command.add("--scenarios");
        }
        if (only != null) {
            command.addAll(List.of("--only", only));
        }
        if (baseline != null) {
            command.addAll(List.of("--baseline", baseline.toString()));
        }
        if (!options.progress()) {
            command.add("--quiet");
        }
        return command;
    }
}
