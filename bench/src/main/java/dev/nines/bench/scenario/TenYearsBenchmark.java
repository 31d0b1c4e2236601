package dev.nines.bench.scenario;

import dev.nines.model.Trial;
import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A trial of ten years of {@code haproxy-keepalived}: six hosts, each fails about once a year. Every trial is another.
 *
 * <p>Compilers are at work on all these machines for some seconds, whatever the length of JMH's iterations: as long trials
 * run before the first iteration, also in the short form.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx1g")
public class TenYearsBenchmark {
    static final String NAME = "haproxy-keepalived";
    static final long WARM_UP_NANOS = 10_000_000_000L;
    private static final int YEARS = 10;

    @Param({"nobody", "probes", "clients"})
    private String load;

    private Design design;
    private int trial;

    @Setup
    public void warmUp() {
        design = Load.valueOf(load.toUpperCase(Locale.ROOT)).of(NAME, YEARS * Load.YEAR_NANOS);
        long warm = System.nanoTime() + WARM_UP_NANOS;
        while (System.nanoTime() < warm) {
            trial();
        }
    }

    @Benchmark
    public long trial() {
        return new Trial(design, 1, trial++, TrialOptions.DEFAULT).run().events();
    }
}
