package dev.nines.bench;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.RandomStream;
import dev.nines.kernel.Simulation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The hold model: each event schedules its successor after an exponential delay, {@code pending} events at a time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventQueueBenchmark implements EventHandler {
    @Param({"100", "10000", "1000000"})
    private int pending;

    private Simulation simulation;
    private Group group;
    private long[] delays;
    private int next;

    @Setup
    public void fill() {
        delays = new long[1 << 16];
        RandomStream stream = new RandomStream(1, "hold", "delay");
        for (int i = 0; i < delays.length; i++) {
            delays[i] = (long) (-1e9 * StrictMath.log(stream.nextDouble()));
        }
        simulation = new Simulation(1, false);
        group = simulation.group("hold");
        for (int i = 0; i < pending; i++) {
            simulation.after(group, delays[i & 0xFFFF], this, 0, i);
        }
    }

    @Override
    public void onEvent(int op, int arg) {
        simulation.after(group, delays[next++ & 0xFFFF], this, 0, arg);
    }

    @Benchmark
    public long ours() {
        simulation.step(Long.MAX_VALUE - 1);
        return simulation.now();
    }
}
