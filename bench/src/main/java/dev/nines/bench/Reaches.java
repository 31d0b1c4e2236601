package dev.nines.bench;

import dev.nines.bench.report.Cell;
import dev.nines.bench.report.Reach;
import dev.nines.bench.scenario.KeptOfAnOutage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the benchmarks have to show, line by line. */
final class Reaches {
    private static final String NINES = "engine=nines";
    /** 38 µs for a heartbeat of one of 10 000 nodes. */
    private static final String DEGENERATES = "engine=ssj-binary";

    private static final List<String> EXACT = List.of(
            DEGENERATES,
            "engine=ssj-henriksen",
            "engine=ssj-splay",
            "engine=ssj-redblack",
            "engine=mason",
            "engine=dsol");
    private static final long YEARS_NANOS = 2_000_000_000L;
    private static final long CANCEL_NANOS = 1_000;
    private static final double QUIET_TRIAL_NANOS = 5e6;
    private static final double CLIENTS_TRIAL_NANOS = 50e6;
    /** One number, and what a block of them costs beside its numbers. */
    private static final double OUTAGE_BYTES = 8.1;

    private Reaches() {}

    static List<Reach> all() {
        List<Reach> reaches = new ArrayList<>();
        reaches.add(faster("hold-1e2", "hold, 100 pending", "HoldBenchmark.unit", "pending=100", 2, true));
        reaches.add(faster("hold-1e4", "hold, 10 000 pending", "HoldBenchmark.unit", "pending=10000", 5, true));
        reaches.add(faster("hold-1e6", "hold, 1 000 000 pending", "HoldBenchmark.unit", "pending=1000000", 5.5, false));
        reaches.add(faster(
                "timers-1e4",
                "heartbeat timers, 10 000 nodes (SSJ without binary tree)",
                "TimersBenchmark.unit",
                "nodes=10000",
                3.5,
                true));
        reaches.add(faster(
                "timers-1e6",
                "heartbeat timers, 1 000 000 nodes (SSJ without binary tree)",
                "TimersBenchmark.unit",
                "nodes=1000000",
                5,
                false));
        Cell g1 = Cell.of("CollectorBenchmark.g1");
        reaches.add(new Reach(
                "hold-1e6-g1",
                "hold, 1 000 000 pending, under G1 (beside Serial)",
                Reach.Kind.TIMES_SLOWER,
                g1,
                List.of(g1.sibling("serial")),
                1.1,
                false));
        reaches.add(faster("mm1", "M/M/1, per customer", "QueueBenchmark.unit", "", 1.1, true));
        reaches.add(atMost(
                "cancel-1e6",
                "cancel and arm again, 1 000 000 pending",
                "CancelBenchmark.unit",
                CANCEL_NANOS,
                NINES,
                "pending=1000000"));
        reaches.add(atMost(
                "years",
                "ten years of 10 000 nodes in groups of five",
                "HeartbeatYearsBenchmark.tenYears",
                YEARS_NANOS,
                "nodes=10000",
                "years=10"));
        trials(reaches);
        oneNode(reaches);
        manyNodes(reaches);
        return List.copyOf(reaches);
    }

    private static void trials(List<Reach> reaches) {
        String title = "ten-year trial of haproxy-keepalived, ";
        reaches.add(trial("nobody", title + "nobody calls", QUIET_TRIAL_NANOS));
        reaches.add(trial("probes", title + "probes", QUIET_TRIAL_NANOS));
        reaches.add(trial("clients", title + "clients too", CLIENTS_TRIAL_NANOS));
        Cell two = Cell.of("TwoThreadsBenchmark.twoThreads");
        reaches.add(new Reach(
                "two-threads",
                "trials of haproxy-keepalived on two threads",
                Reach.Kind.TIMES_FASTER,
                two,
                List.of(two.sibling("oneThread")),
                1.8,
                true));
        reaches.add(new Reach(
                "outage-bytes",
                "what a run keeps of an outage",
                Reach.Kind.AT_MOST_BYTES,
                KeptOfAnOutage.CELL,
                List.of(),
                OUTAGE_BYTES,
                true));
    }

    private static Reach trial(String load, String title, double nanos) {
        Cell cell = Cell.of("TenYearsBenchmark.trial", "load=" + load);
        return new Reach("trial-" + load, title, Reach.Kind.AT_MOST_NANOS, cell, List.of(), nanos, true);
    }

    private static void oneNode(List<Reach> reaches) {
        reaches.add(detector(
                "beat",
                "heartbeat as Akka's, window 1000",
                "OneNodeBenchmark.beatOurs",
                15,
                true,
                "beatAkka",
                "beatPekko"));
        reaches.add(detector(
                "ask",
                "question within the safe silence",
                "OneNodeBenchmark.askOurs",
                20,
                true,
                "askAkka",
                "askPekko",
                "askHazelcast"));
    }

    /** The peers fill a million windows before they are measured, which takes a minute each: never in the short form. */
    private static void manyNodes(List<Reach> reaches) {
        reaches.add(detector(
                "beat-1e6",
                "heartbeat of one of 1 000 000 nodes at random",
                "ManyNodesBenchmark.beatOurs",
                12,
                false,
                "beatPekko"));
        reaches.add(detector(
                "beat-1e6-hazelcast",
                "the same as Hazelcast's",
                "ManyNodesBenchmark.beatOursAsHazelcast",
                6,
                false,
                "beatHazelcast"));
        reaches.add(detector(
                "pass-1e6", "full pass over 1 000 000 nodes", "ManyNodesBenchmark.passOurs", 90, false, "passPekko"));
        reaches.add(detector(
                "pass-1e6-hazelcast",
                "the same as Hazelcast's",
                "ManyNodesBenchmark.passOursAsHazelcast",
                45,
                false,
                "passHazelcast"));
        Cell fixed = Cell.of("ManyNodesBenchmark.passFixed");
        reaches.add(new Reach(
                "pass-fixed",
                "fixed time-out, full pass over 1 000 000 nodes",
                Reach.Kind.TIMES_SLOWER,
                fixed,
                List.of(fixed.sibling("passPlainArray")),
                1.5,
                true));
    }

    private static Reach detector(
            String id, String title, String ours, double goal, boolean hot, String... peerMethods) {
        Cell cell = Cell.of(ours);
        List<Cell> peers = Arrays.stream(peerMethods).map(cell::sibling).toList();
        return new Reach(id, title, Reach.Kind.TIMES_FASTER, cell, peers, goal, hot);
    }

    private static Reach faster(String id, String title, String benchmark, String size, double goal, boolean hot) {
        List<Cell> peers = EXACT.stream()
                .filter(peer -> !peer.equals(DEGENERATES) || !benchmark.startsWith("Timers"))
                .map(peer -> cell(benchmark, peer, size))
                .toList();
        return new Reach(id, title, Reach.Kind.TIMES_FASTER, cell(benchmark, NINES, size), peers, goal, hot);
    }

    private static Cell cell(String benchmark, String engine, String size) {
        return size.isEmpty() ? Cell.of(benchmark, engine) : Cell.of(benchmark, engine, size);
    }

    private static Reach atMost(String id, String title, String benchmark, double nanos, String... parameters) {
        return new Reach(id, title, Reach.Kind.AT_MOST_NANOS, Cell.of(benchmark, parameters), List.of(), nanos, false);
    }
}
