package dev.nines.bench;

import dev.nines.bench.report.TextReport;
import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.RandomStream;
import dev.nines.kernel.Simulation;
import dev.nines.protocol.detector.PhiAccrual;
import dev.nines.protocol.detector.PhiAccrualConfig;
import dev.nines.protocol.detector.PhiAccrualConfig.Profile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * How evenly the hot path runs: every single operation timed. The clock itself costs some 25 ns, which is included;
 * what counts here is the tail.
 */
final class HotPathLatency {
    private static final int OPERATIONS = 2_000_000;
    private static final int WARM_UP = 1_000_000;
    private static final int PENDING = 10_000;
    private static final int NODES = 1_000_000;
    /** A window and the gap before it. */
    private static final int FILL_BEATS = 18;

    private static final PhiAccrualConfig AKKA =
            new PhiAccrualConfig(Profile.AKKA_2_6, 16, 8, 100, 3000, 1000, Long.MAX_VALUE, 0);

    private HotPathLatency() {}

    /** In nanoseconds, by what was timed. */
    static Map<String, Histogram> measure() {
        Map<String, Histogram> histograms = new LinkedHashMap<>();
        histograms.put("one event, 10,000 pending", event());
        histograms.put("one heartbeat, 1,000,000 nodes at random", heartbeat());
        return histograms;
    }

    private static Histogram heartbeat() {
        PhiAccrual monitor = new PhiAccrual(AKKA, NODES);
        int[] all = IntStream.range(0, NODES).toArray();
        long start = 1_000_000;
        for (int beat = 0; beat < FILL_BEATS; beat++) {
            monitor.heartbeats(all, start + beat * 1000L, NODES);
        }
        int[] order = new SplittableRandom(1).ints(1 << 20, 0, NODES).toArray();
        return timed(new Runnable() {
            private final long begin = start + FILL_BEATS * 1000L;
            private int next;

            @Override
            public void run() {
                // A thousand beats a millisecond: each node beats about once a second.
                monitor.heartbeat(order[next & (order.length - 1)], begin + next / 1000);
                next++;
            }
        });
    }

    private static Histogram event() {
        RandomStream stream = new RandomStream(1, "latency", "delay");
        Simulation simulation = new Simulation(1, false);
        Group group = simulation.group("latency");
        EventHandler handler = new EventHandler() {
            @Override
            public void onEvent(int op, int arg) {
                simulation.after(group, (long) (stream.nextDouble() * 2e9), this, 0, arg);
            }
        };
        for (int i = 0; i < PENDING; i++) {
            simulation.after(group, (long) (stream.nextDouble() * 2e9), handler, 0, i);
        }
        return timed(() -> simulation.step(Long.MAX_VALUE - 1));
    }

    private static Histogram timed(Runnable operation) {
        Histogram histogram = new Histogram(3);
        for (int i = 0; i < WARM_UP; i++) {
            operation.run();
        }
        for (int i = 0; i < OPERATIONS; i++) {
            long start = System.nanoTime();
            operation.run();
            histogram.recordValue(Math.max(0, System.nanoTime() - start));
        }
        return histogram;
    }

    static String text(Map<String, Histogram> histograms) {
        StringBuilder out = new StringBuilder("Latency of single operations (clock included)\n");
        histograms.forEach((name, h) -> out.append("  ")
                .append(name)
                .append(": p50 ")
                .append(TextReport.nanos(h.getValueAtPercentile(50)))
                .append(", p99 ")
                .append(TextReport.nanos(h.getValueAtPercentile(99)))
                .append(", p99.9 ")
                .append(TextReport.nanos(h.getValueAtPercentile(99.9)))
                .append(", worst ")
                .append(TextReport.nanos(h.getMaxValue()))
                .append('\n'));
        return out.toString();
    }
}
