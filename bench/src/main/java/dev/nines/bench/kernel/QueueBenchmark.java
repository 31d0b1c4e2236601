package dev.nines.bench.kernel;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time per customer of an M/M/1 queue with load 0.8: two events and two variates. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx3g")
public class QueueBenchmark {
    private static final int UNITS = 1000;

    @Param({
        "nines",
        "ssj-henriksen",
        "ssj-splay",
        "ssj-binary",
        "ssj-redblack",
        "mason",
        "dsol",
        "cloudsimplus",
        "jdk-queue"
    })
    private String engine;

    private Engine load;

    @Setup
    public void fill() {
        load = Peers.named(engine).queue();
        load.run(UNITS);
    }

    @Benchmark
    @OperationsPerInvocation(UNITS)
    public long unit() {
        return load.run(UNITS);
    }
}
