package dev.nines.bench.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH for a set of cells: ours and its peers with the same parameters one after the other, in forks of their own. */
public final class JmhRun {
    private final Effort effort;
    private final Map<Cell, Measured> measured = new LinkedHashMap<>();

    /**
     * How long to measure.
     *
     * @param forks of the virtual machine, for each cell
     * @param warmups iterations that do not count
     * @param iterations that count
     * @param millis of one iteration
     */
    public record Effort(int forks, int warmups, int iterations, int millis) {
        public static final Effort SHORT = new Effort(1, 3, 5, 300);
        public static final Effort FULL = new Effort(2, 5, 6, 1000);
    }

    /** Is told what is being measured. */
    public interface Progress {
        void measuring(String what, int done, int of);
    }

    private JmhRun(Effort effort) {
        this.effort = effort;
    }

    public static Map<Cell, Measured> of(Collection<Reach> reaches, Effort effort, Progress progress) {
        JmhRun run = new JmhRun(effort);
        Map<String, Set<Cell>> groups = new LinkedHashMap<>();
        for (Reach reach : reaches) {
            add(groups, reach.ours());
            reach.peers().forEach(peer -> add(groups, peer));
        }
        int done = 0;
        for (Set<Cell> group : groups.values()) {
            progress.measuring(title(group), done++, groups.size());
            run.measure(new ArrayList<>(group));
        }
        return run.measured;
    }

    private static void add(Map<String, Set<Cell>> groups, Cell cell) {
        groups.computeIfAbsent(cell.benchmarkClass() + cell.parameters(), k -> new LinkedHashSet<>())
                .add(cell);
    }

    private static String title(Set<Cell> group) {
        Cell first = group.iterator().next();
        return first.benchmarkClass()
                + (first.parameters().isEmpty() ? "" : " " + first.parameters())
                + group.stream().map(Cell::method).collect(Collectors.joining(", ", ": ", ""));
    }

    private void measure(List<Cell> cells) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .forks(effort.forks())
                .warmupIterations(effort.warmups())
                .warmupTime(TimeValue.milliseconds(effort.millis()))
                .measurementIterations(effort.iterations())
                .measurementTime(TimeValue.milliseconds(effort.millis()))
                .verbosity(VerboseMode.SILENT)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
        for (Cell cell : cells) {
            options.include("\\." + cell.benchmark().replace(".", "\\.") + "$");
        }
        cells.get(0).parameters().forEach(options::param);
        try {
            for (RunResult result : new Runner(options.build()).run()) {
                take(result);
            }
        } catch (RunnerException e) {
            throw new IllegalStateException("benchmark " + cells + " failed", e);
        }
    }

    private void take(RunResult result) {
        BenchmarkParams params = result.getParams();
        String[] names = params.getBenchmark().split("\\.");
        Map<String, String> parameters = new TreeMap<>();
        for (String key : params.getParamsKeys()) {
            parameters.put(key, params.getParam(key));
        }
        Cell cell = new Cell(names[names.length - 2] + "." + names[names.length - 1], parameters);
        List<Double> samples = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                samples.add(nanos(iteration.getPrimaryResult()));
            }
        }
        measured.put(cell, new Measured(cell, samples, bytes(result)));
    }

    private static double nanos(Result<?> result) {
        double score = result.getScore();
        return switch (result.getScoreUnit()) {
            case "ns/op" -> score;
            case "us/op" -> score * 1e3;
            case "ms/op" -> score * 1e6;
            case "s/op" -> score * 1e9;
            default -> throw new IllegalStateException("a benchmark in " + result.getScoreUnit() + ", not time/op");
        };
    }

    private static double bytes(RunResult result) {
        Result<?> rate = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return rate == null ? Double.NaN : rate.getScore();
    }
}
