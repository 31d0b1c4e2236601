package dev.nines.bench;

import dev.nines.bench.report.Baseline;
import dev.nines.bench.report.Cell;
import dev.nines.bench.report.JmhRun;
import dev.nines.bench.report.Measured;
import dev.nines.bench.report.Pictures;
import dev.nines.bench.report.Reach;
import dev.nines.bench.report.Row;
import dev.nines.bench.report.Table;
import dev.nines.bench.report.TextReport;
import dev.nines.bench.scenario.Cost;
import dev.nines.bench.scenario.CostTable;
import dev.nines.bench.scenario.KeptOfAnOutage;
import dev.nines.bench.scenario.WholeScenarios;
import dev.nines.scenario.WorkedDesigns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code nines bench} starts: measures, prints, compares, draws. */
@Command(name = "nines bench", mixinStandardHelpOptions = true, sortOptions = false)
public final class BenchMain implements Callable<Integer> {
    private static final int SLOWER = 1;
    private static final int BAD_INPUT = 3;
    private static final double FULL_SECONDS = 2;
    private static final double SHORT_SECONDS = 0.5;

    @Option(names = "--full", description = "Every line, two forks each: about half an hour. Default: the hot path.")
    private boolean full;

    @Option(names = "--only", paramLabel = "WORD", description = "Only lines whose id contains this.")
    private String only = "";

    @Option(names = "--scenarios", description = "What the trials of worked designs cost, instead.")
    private boolean scenarios;

    @Option(names = "--baseline", paramLabel = "FILE", description = "bench.json of an earlier run to compare with.")
    private Path baseline;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text, json or md.")
    private String format;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the result.")
    private Path out;

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.setProperty("java.awt.headless", "true");
        System.exit(new CommandLine(new BenchMain()).execute(arguments));
    }

    @Override
    public Integer call() {
        return scenarios ? measureScenarios() : measureReaches();
    }

    private int measureScenarios() {
        if (baseline != null) {
            say("error: --scenarios has no baseline to compare with");
            return BAD_INPUT;
        }
        double seconds = full ? FULL_SECONDS : SHORT_SECONDS;
        List<Cost> costs = WholeScenarios.measure(only, seconds, quiet ? name -> {} : name -> say("  " + name));
        if (costs.isEmpty()) {
            say("error: no worked design is called like `" + only + "`; there are "
                    + String.join(", ", WorkedDesigns.names()));
            return BAD_INPUT;
        }
        Map<String, Object> about = machine();
        about.put("secondsOfAFigure", seconds);
        Path json = out.resolve("scenarios.json");
        CostTable.write(json, costs, about);
        print(
                switch (format) {
                    case "json" -> read(json);
                    case "md" -> CostTable.markdown(costs);
                    default -> CostTable.text(costs);
                });
        sayWhere(about);
        return 0;
    }

    private int measureReaches() {
        Optional<Baseline> before;
        try {
            before = Optional.ofNullable(baseline).map(Baseline::read);
        } catch (Baseline.Unreadable e) {
            say("error: " + e.getMessage());
            return BAD_INPUT;
        }
        List<Reach> reaches = Reaches.all().stream()
                .filter(reach ->
                        (full || !only.isEmpty() || reach.hot()) && reach.id().contains(only))
                .toList();
        if (reaches.isEmpty()) {
            say("error: no line is called like `" + only + "`; there are "
                    + String.join(", ", Reaches.all().stream().map(Reach::id).toList()));
            return BAD_INPUT;
        }
        JmhRun.Effort effort = full ? JmhRun.Effort.FULL : JmhRun.Effort.SHORT;
        List<Row> rows = Table.of(reaches, measured(reaches, effort), before);
        Map<String, Histogram> latencies = HotPathLatency.measure();
        write(rows, latencies, about(effort));
        boolean slower = rows.stream().anyMatch(row -> row.change().verdict() == Row.Verdict.SLOWER);
        return slower ? SLOWER : 0;
    }

    private Map<Cell, Measured> measured(List<Reach> reaches, JmhRun.Effort effort) {
        List<Reach> timed = reaches.stream()
                .filter(reach -> !reach.ours().equals(KeptOfAnOutage.CELL))
                .toList();
        Map<Cell, Measured> measured = new LinkedHashMap<>(JmhRun.of(timed, effort, this::progress));
        if (timed.size() < reaches.size()) {
            measured.put(KeptOfAnOutage.CELL, KeptOfAnOutage.measure());
        }
        return measured;
    }

    private void progress(String what, int done, int of) {
        if (!quiet) {
            say(String.format("  %d of %d  %s", done + 1, of, what));
        }
    }

    private static Map<String, Object> machine() {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        about.put("machine", Machine.describe());
        return about;
    }

    private static Map<String, Object> about(JmhRun.Effort effort) {
        Map<String, Object> about = machine();
        about.put("forks", effort.forks());
        about.put("iterations", effort.iterations());
        about.put("millisOfAnIteration", effort.millis());
        return about;
    }

    private void write(List<Row> rows, Map<String, Histogram> latencies, Map<String, Object> about) {
        Path json = out.resolve("bench.json");
        Baseline.write(json, rows, about);
        Pictures.ratios(rows, out.resolve("ratios.png"));
        Pictures.latencies(latencies, out.resolve("latency.png"));
        print(
                switch (format) {
                    case "json" -> read(json);
                    case "md" -> TextReport.markdown(rows);
                    default -> TextReport.text(rows) + "\n" + HotPathLatency.text(latencies);
                });
        sayWhere(about);
    }

    private static void print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }

    private void sayWhere(Map<String, Object> about) {
        if (!quiet) {
            say("  " + about.get("machine") + ", " + about.get("java"));
            say("  written to " + out);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
