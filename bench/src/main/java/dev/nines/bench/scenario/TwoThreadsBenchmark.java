package dev.nines.bench.scenario;

import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.scenario.trial.Trials;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The same trials of a year of {@code haproxy-keepalived}, with probes and clients, on one thread and on two. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx1g")
public class TwoThreadsBenchmark {
    /** So many that a thread which runs out of trials first waits for a few percent of the time at most. */
    private static final int TRIALS = 64;

    private final Design design = Load.CLIENTS.of(TenYearsBenchmark.NAME, Load.YEAR_NANOS);

    @Setup
    public void warmUp() {
        long warm = System.nanoTime() + TenYearsBenchmark.WARM_UP_NANOS;
        while (System.nanoTime() < warm) {
            oneThread();
        }
    }

    @Benchmark
    public int oneThread() {
        return run(1);
    }

    @Benchmark
    public int twoThreads() {
        return run(2);
    }

    private int run(int threads) {
        return Trials.run(List.of(design), 1, TRIALS, TrialOptions.DEFAULT, threads, records -> {}, () -> false);
    }
}
