package dev.nines.bench.detector;

import com.hazelcast.internal.cluster.fd.PhiAccrualFailureDetector;
import dev.nines.protocol.detector.PhiAccrual;
import dev.nines.protocol.detector.PhiAccrualConfig;
import dev.nines.protocol.detector.PhiAccrualConfig.Profile;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.cassandra.gms.CassandraWindow;
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

/**
 * One node, a window of 1000 gaps: what a beat costs, and a question within the silence that is safe. Akka's semantics
 * and settings for all but Cassandra, which has its own.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OneNodeBenchmark {
    private static final PhiAccrualConfig AKKA = PhiAccrualConfig.defaults(Profile.AKKA_2_6);
    private static final PhiAccrualConfig CASSANDRA = PhiAccrualConfig.defaults(Profile.CASSANDRA_4_1);
    /** Of a question, well below the 3.5 s that are safe. */
    private static final long SILENCE_MILLIS = 700;

    private static final int BEATS = 3000;

    /** Beats every second, up to 20 ms off. */
    abstract static class Beats {
        private final int[] gaps = new int[4096];
        private int next;
        long nowMillis = 1_000_000;

        Beats() {
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < gaps.length; i++) {
                gaps[i] = 980 + random.nextInt(41);
            }
        }

        final long advance() {
            nowMillis += gaps[next++ & 4095];
            return nowMillis;
        }

        abstract void beat();

        @Setup
        public void fillWindow() {
            for (int i = 0; i < BEATS; i++) {
                beat();
            }
        }
    }

    @State(Scope.Thread)
    public static class Ours extends Beats {
        private final PhiAccrual detector = new PhiAccrual(AKKA, 1);

        @Override
        void beat() {
            detector.heartbeat(0, advance());
        }
    }

    @State(Scope.Thread)
    public static class OursAsCassandra extends Beats {
        private final PhiAccrual detector = new PhiAccrual(CASSANDRA, 1);

        @Override
        void beat() {
            detector.heartbeat(0, advance());
        }
    }

    @State(Scope.Thread)
    public static class Pekko extends Beats {
        private final Peers.PekkoClock clock = new Peers.PekkoClock();
        private final org.apache.pekko.remote.PhiAccrualFailureDetector detector = Peers.pekko(AKKA, clock);

        @Override
        void beat() {
            clock.nowMillis = advance();
            detector.heartbeat();
        }
    }

    @State(Scope.Thread)
    public static class Akka extends Beats {
        private final Peers.AkkaClock clock = new Peers.AkkaClock();
        private final akka.remote.PhiAccrualFailureDetector detector = Peers.akka(AKKA, clock);

        @Override
        void beat() {
            clock.nowMillis = advance();
            detector.heartbeat();
        }
    }

    @State(Scope.Thread)
    public static class Hazelcast extends Beats {
        private final PhiAccrualFailureDetector detector = Peers.hazelcast(AKKA);

        @Override
        void beat() {
            detector.heartbeat(advance());
        }
    }

    @State(Scope.Thread)
    public static class Cassandra extends Beats {
        private final CassandraWindow detector = new CassandraWindow(CASSANDRA.window());

        @Override
        void beat() {
            detector.heartbeat(advance());
        }
    }

    @Benchmark
    public void beatOurs(Ours state) {
        state.beat();
    }

    @Benchmark
    public void beatOursAsCassandra(OursAsCassandra state) {
        state.beat();
    }

    @Benchmark
    public void beatPekko(Pekko state) {
        state.beat();
    }

    @Benchmark
    public void beatAkka(Akka state) {
        state.beat();
    }

    @Benchmark
    public void beatHazelcast(Hazelcast state) {
        state.beat();
    }

    @Benchmark
    public void beatCassandra(Cassandra state) {
        state.beat();
    }

    @Benchmark
    public boolean askOurs(Ours state) {
        return state.detector.available(0, state.nowMillis + SILENCE_MILLIS);
    }

    @Benchmark
    public boolean askPekko(Pekko state) {
        state.clock.nowMillis = state.nowMillis + SILENCE_MILLIS;
        return state.detector.isAvailable();
    }

    @Benchmark
    public boolean askAkka(Akka state) {
        state.clock.nowMillis = state.nowMillis + SILENCE_MILLIS;
        return state.detector.isAvailable();
    }

    @Benchmark
    public boolean askHazelcast(Hazelcast state) {
        return state.detector.isAlive(state.nowMillis + SILENCE_MILLIS);
    }
}
