package dev.nines.bench.kernel;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The hold model with a million pending under two collectors: what events kept as objects would pay for. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class CollectorBenchmark {
    private static final int UNITS = 1000;
    private static final int PENDING = 1_000_000;

    private Engine load;

    @Setup
    public void fill() {
        load = new OurEngine().hold(PENDING);
        load.run(UNITS);
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsAppend = {"-Xmx3g", "-XX:+UseG1GC"})
    @OperationsPerInvocation(UNITS)
    public long g1() {
        return load.run(UNITS);
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsAppend = {"-Xmx3g", "-XX:+UseSerialGC"})
    @OperationsPerInvocation(UNITS)
    public long serial() {
        return load.run(UNITS);
    }
}
