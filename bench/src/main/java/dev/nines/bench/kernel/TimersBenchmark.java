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

/**
 * Time per heartbeat of one of many nodes: it happens, its time-out is cancelled, both are scheduled again. SSJ's binary
 * tree and CloudSim Plus take so long from 10 000 nodes on that they must be asked for.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx3g")
public class TimersBenchmark {
    private static final int UNITS = 1000;

    @Param({"nines", "ssj-henriksen", "ssj-splay", "ssj-redblack", "mason", "dsol", "jdk-queue", "agrona-wheel"})
    private String engine;

    @Param({"100", "10000", "1000000"})
    private int nodes;

    private Engine load;

    @Setup
    public void fill() {
        load = Peers.named(engine).timers(nodes);
        load.run(UNITS);
    }

    @Benchmark
    @OperationsPerInvocation(UNITS)
    public long unit() {
        return load.run(UNITS);
    }
}
