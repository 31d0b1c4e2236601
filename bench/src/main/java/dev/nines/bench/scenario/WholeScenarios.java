package dev.nines.bench.scenario;

import com.sun.management.ThreadMXBean;
import dev.nines.model.Trial;
import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.scenario.WorkedDesigns;
import dev.nines.scenario.trial.Trials;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures the trials of worked designs, one after the other, in this virtual machine. */
public final class WholeScenarios {
    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long TEN_YEARS_NANOS = 10 * Load.YEAR_NANOS;
    /** For each design: before that, compilers are still at work on its machines. */
    private static final long WARM_UP_NANOS = 5_000_000_000L;

    private static final double NANOS = 1e9;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final double seconds;

    private WholeScenarios(double seconds) {
        this.seconds = seconds;
    }

    /**
     * Ten years a trial with skip-ahead, an hour message by message.
     *
     * @param only designs whose name contains this
     * @param seconds to measure each figure for, after half as long to warm up and five seconds for each design
     * @param progress is told the design that comes next
     */
    public static List<Cost> measure(String only, double seconds, Consumer<String> progress) {
        WholeScenarios scenarios = new WholeScenarios(seconds);
        List<Cost> costs = new ArrayList<>();
        for (String name : WorkedDesigns.names()) {
            if (!name.contains(only)) {
                continue;
            }
            progress.accept(name);
            warmUp(Load.CLIENTS.of(name, TEN_YEARS_NANOS));
            for (Load load : Load.values()) {
                Design skipping = load.of(name, TEN_YEARS_NANOS);
                costs.add(scenarios.cost(skipping, load, true, scenarios.twoThreads(skipping)));
                costs.add(scenarios.cost(load.of(name, HOUR_NANOS), load, false, Double.NaN));
            }
        }
        return costs;
    }

    private static void warmUp(Design design) {
        long warm = System.nanoTime() + WARM_UP_NANOS;
        for (int trial = 0; System.nanoTime() < warm; trial++) {
            new Trial(design, 1, trial, TrialOptions.DEFAULT).run();
        }
    }

    private Cost cost(Design design, Load load, boolean skip, double twoThreads) {
        TrialOptions options = new TrialOptions(skip, false);
        long warm = System.nanoTime() + (long) (seconds / 2 * NANOS);
        int trial = 0;
        do {
            new Trial(design, 1, trial++, options).run();
        } while (System.nanoTime() < warm);
        long me = Thread.currentThread().getId();
        long bytes = THREADS.getThreadAllocatedBytes(me);
        long processor = THREADS.getCurrentThreadCpuTime();
        long until = System.nanoTime() + (long) (seconds * NANOS);
        long events = 0;
        int trials = 0;
        do {
            events += new Trial(design, 1, trials++, options).run().events();
        } while (System.nanoTime() < until);
        double took = (THREADS.getCurrentThreadCpuTime() - processor) / NANOS;
        bytes = THREADS.getThreadAllocatedBytes(me) - bytes;
        double years = (double) design.run().horizonNanos() / Load.YEAR_NANOS;
        return new Cost(
                design.name(),
                load.word(),
                skip,
                years,
                trials / took,
                events / took,
                years * trials / took,
                bytes / 1024.0 / trials,
                twoThreads);
    }

    /** By the clock on the wall, each the better of two runs. */
    private double twoThreads(Design design) {
        int trials = 2;
        double one = wall(design, trials, 1);
        while (one < seconds / 2) {
            trials *= 2;
            one = wall(design, trials, 1);
        }
        double two = wall(design, trials, 2);
        one = Math.min(one, wall(design, trials, 1));
        two = Math.min(two, wall(design, trials, 2));
        return one / two;
    }

    private static double wall(Design design, int trials, int threads) {
        long from = System.nanoTime();
        Trials.run(List.of(design), 1, trials, TrialOptions.DEFAULT, threads, records -> {}, () -> false);
        return (System.nanoTime() - from) / NANOS;
    }
}
