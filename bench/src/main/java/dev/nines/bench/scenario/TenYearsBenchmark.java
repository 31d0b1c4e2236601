package dev.nines.bench.scenario;

import dev.nines.model.Trial;
import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A trial of ten years of {@code haproxy-keepalived}: six hosts, each fails about once a year. Every trial is another. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx1g")
public class TenYearsBenchmark {
    private static final String NAME = "haproxy-keepalived";
    private static final long HORIZON_NANOS = 10 * Load.YEAR_NANOS;

    private final Design nobody = Load.NOBODY.of(NAME, HORIZON_NANOS);
    private final Design probes = Load.PROBES.of(NAME, HORIZON_NANOS);
    private final Design clients = Load.CLIENTS.of(NAME, HORIZON_NANOS);
    private int trial;

    @Benchmark
    public long nobody() {
        return run(nobody);
    }

    @Benchmark
    public long probes() {
        return run(probes);
    }

    @Benchmark
    public long clients() {
        return run(clients);
    }

    private long run(Design design) {
        return new Trial(design, 1, trial++, TrialOptions.DEFAULT).run().events();
    }
}
