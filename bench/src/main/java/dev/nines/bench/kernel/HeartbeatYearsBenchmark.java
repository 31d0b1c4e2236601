package dev.nines.bench.kernel;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Ten years of 10 000 nodes in groups of five that watch each other, one failure per node and year, repaired after an
 * hour. The real machines run; groups jump while they repeat themselves.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
@Fork(value = 2, jvmArgsAppend = "-Xmx2g")
public class HeartbeatYearsBenchmark {
    private static final int GROUP = 5;
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    @Param("10000")
    private int nodes;

    @Param("10")
    private int years;

    @Benchmark
    public long tenYears() {
        HeartbeatYears system = new HeartbeatYears(nodes, GROUP, HeartbeatYears.YEAR_NANOS, HOUR_NANOS, null);
        system.runSkipping(years * HeartbeatYears.YEAR_NANOS);
        return system.silenceNanos();
    }
}
