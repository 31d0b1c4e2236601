package dev.nines.bench.detector;

import com.hazelcast.internal.cluster.fd.PhiAccrualFailureDetector;
import dev.nines.protocol.detector.FailureDetector;
import dev.nines.protocol.detector.FixedTimeout;
import dev.nines.protocol.detector.FixedTimeoutConfig;
import dev.nines.protocol.detector.PhiAccrual;
import dev.nines.protocol.detector.PhiAccrualConfig;
import dev.nines.protocol.detector.PhiAccrualConfig.Profile;
import java.util.SplittableRandom;
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

/**
 * A million nodes with windows of 16, one in a thousand dead: a beat of a random node, and a pass that looks who is late.
 * A full pass of ours steps the clock back by a millisecond, after which it has to look at every node; a quiet one finds
 * nothing due, as most passes do that come ten times a second.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ManyNodesBenchmark {
    private static final int NODES = 1_000_000;
    private static final int BATCH = 4096;
    private static final long START_MILLIS = 1_000_000;
    private static final PhiAccrualConfig AKKA =
            new PhiAccrualConfig(Profile.AKKA_2_6, 16, 8, 100, 3000, 1000, Long.MAX_VALUE, 0);
    private static final PhiAccrualConfig HAZELCAST =
            new PhiAccrualConfig(Profile.HAZELCAST_5_5, 16, 8, 100, 3000, 1000, Long.MAX_VALUE, 0);
    private static final FixedTimeoutConfig FIXED = new FixedTimeoutConfig(4000, true);

    /** A clock, an order of beats, and every node's window full. */
    abstract static class Cluster {
        private final int[] order = new int[1 << 21];
        private int next;
        long beatMillis;
        private long passMillis;

        abstract void beat(int node, long nowMillis);

        @Setup
        public void fillWindows() {
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < order.length; i++) {
                order[i] = random.nextInt(NODES);
            }
            for (int node = 0; node < NODES; node++) {
                // The dead ones beat two minutes earlier than the others.
                long last = START_MILLIS - (node % 1000 == 999 ? 120_000 : 0) - node % 97;
                for (int beat = 20; beat >= 0; beat--) {
                    beat(node, last - beat * 1000L - beat * 31L % 17);
                }
            }
            beatMillis = START_MILLIS;
            passMillis = START_MILLIS + 2000;
        }

        /** All beats of a millisecond and more: at this pace each node beats about once a second. */
        final void beats() {
            beatMillis += BATCH / 1000;
            for (int i = 0; i < BATCH; i++) {
                beat(order[next++ & (order.length - 1)], beatMillis);
            }
        }

        /** A millisecond before the pass before; now and then a second forward again. */
        final long earlier() {
            passMillis = passMillis < START_MILLIS + 1000 ? passMillis + 1000 : passMillis - 1;
            return passMillis;
        }
    }

    /** Counts what a pass reports. */
    static final class Changes implements FailureDetector.Consumer {
        private int count;

        @Override
        public void changed(int node, boolean suspected) {
            count += suspected ? 1 : -1;
        }
    }

    @State(Scope.Thread)
    public static class Ours extends Cluster {
        private final PhiAccrual detector = new PhiAccrual(AKKA, NODES);
        private final Changes changes = new Changes();

        @Override
        void beat(int node, long nowMillis) {
            detector.heartbeat(node, nowMillis);
        }
    }

    @State(Scope.Thread)
    public static class OursAsHazelcast extends Cluster {
        private final PhiAccrual detector = new PhiAccrual(HAZELCAST, NODES);
        private final Changes changes = new Changes();

        @Override
        void beat(int node, long nowMillis) {
            detector.heartbeat(node, nowMillis);
        }
    }

    @State(Scope.Thread)
    public static class Pekko extends Cluster {
        private final Peers.PekkoClock clock = new Peers.PekkoClock();
        private final org.apache.pekko.remote.PhiAccrualFailureDetector[] detectors =
                new org.apache.pekko.remote.PhiAccrualFailureDetector[NODES];

        @Override
        void beat(int node, long nowMillis) {
            if (detectors[node] == null) {
                detectors[node] = Peers.pekko(AKKA, clock);
            }
            clock.nowMillis = nowMillis;
            detectors[node].heartbeat();
        }
    }

    @State(Scope.Thread)
    public static class Hazelcast extends Cluster {
        private final PhiAccrualFailureDetector[] detectors = new PhiAccrualFailureDetector[NODES];

        @Override
        void beat(int node, long nowMillis) {
            if (detectors[node] == null) {
                detectors[node] = Peers.hazelcast(HAZELCAST);
            }
            detectors[node].heartbeat(nowMillis);
        }
    }

    @State(Scope.Thread)
    public static class Fixed extends Cluster {
        private final FixedTimeout detector = new FixedTimeout(FIXED, NODES);
        private final Changes changes = new Changes();

        @Override
        void beat(int node, long nowMillis) {
            detector.heartbeat(node, nowMillis);
        }
    }

    /** What a fixed time-out takes at least: a look at each stamp. */
    @State(Scope.Thread)
    public static class PlainArray extends Cluster {
        private final int[] stamps = new int[NODES];

        @Override
        void beat(int node, long nowMillis) {
            stamps[node] = (int) nowMillis;
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void beatOurs(Ours state) {
        state.beats();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void beatOursAsHazelcast(OursAsHazelcast state) {
        state.beats();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void beatPekko(Pekko state) {
        state.beats();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void beatHazelcast(Hazelcast state) {
        state.beats();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void beatFixed(Fixed state) {
        state.beats();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void beatPlainArray(PlainArray state) {
        state.beats();
    }

    @Benchmark
    public int passOurs(Ours state) {
        state.detector.sweep(state.earlier(), state.changes);
        return state.changes.count;
    }

    @Benchmark
    public int passOursAsHazelcast(OursAsHazelcast state) {
        state.detector.sweep(state.earlier(), state.changes);
        return state.changes.count;
    }

    @Benchmark
    public int passOursQuiet(Ours state) {
        state.detector.sweep(START_MILLIS + 2000, state.changes);
        return state.changes.count;
    }

    @Benchmark
    public int passPekko(Pekko state) {
        state.clock.nowMillis = state.earlier();
        int late = 0;
        for (org.apache.pekko.remote.PhiAccrualFailureDetector detector : state.detectors) {
            late += detector.isAvailable() ? 0 : 1;
        }
        return late;
    }

    @Benchmark
    public int passHazelcast(Hazelcast state) {
        long now = state.earlier();
        int late = 0;
        for (PhiAccrualFailureDetector detector : state.detectors) {
            late += detector.isAlive(now) ? 0 : 1;
        }
        return late;
    }

    @Benchmark
    public int passFixed(Fixed state) {
        state.detector.sweep(state.earlier(), state.changes);
        return state.changes.count;
    }

    @Benchmark
    public int passFixedQuiet(Fixed state) {
        state.detector.sweep(START_MILLIS + 2000, state.changes);
        return state.changes.count;
    }

    @Benchmark
    public int passPlainArray(PlainArray state) {
        int cut = (int) (state.earlier() - 4000);
        int late = 0;
        for (int stamp : state.stamps) {
            late += stamp <= cut ? 1 : 0;
        }
        return late;
    }
}
