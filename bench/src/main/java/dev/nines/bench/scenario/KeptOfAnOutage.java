package dev.nines.bench.scenario;

import dev.nines.bench.report.Cell;
import dev.nines.bench.report.Measured;
import dev.nines.measure.DailyDowntime;
import dev.nines.measure.Losses;
import dev.nines.measure.Outage;
import dev.nines.measure.ServiceRecord;
import dev.nines.measure.TrialRecord;
import dev.nines.measure.TrialRecord.YearRecord;
import dev.nines.result.RunResultBuilder;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** How much longer the memory of a run's results gets with each outage of a year: what is left of it on the heap. */
public final class KeptOfAnOutage {
    /** It stands beside what JMH measures, which knows what is allocated and not what is kept. */
    public static final Cell CELL = Cell.of("KeptOfAnOutage.measure");

    private static final int ROUNDS = 3;
    private static final int TRIALS = 1_000;
    private static final int OUTAGES = 5_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3600 * SECOND;

    private KeptOfAnOutage() {}

    /** Time to take an outage, and bytes that stay. */
    public static Measured measure() {
        List<Double> nanos = new ArrayList<>();
        double bytes = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            RunResultBuilder builder =
                    new RunResultBuilder(Load.PROBES.of(TenYearsBenchmark.NAME, Load.YEAR_NANOS), "", 1, 2 * TRIALS);
            take(builder, 0, 1);
            long before = used();
            long from = System.nanoTime();
            take(builder, TRIALS, OUTAGES);
            nanos.add((double) (System.nanoTime() - from) / TRIALS / OUTAGES);
            bytes = Math.min(bytes, (double) (used() - before) / TRIALS / OUTAGES);
            if (builder.trials() != 2 * TRIALS) {
                throw new IllegalStateException(builder.trials() + " trials taken");
            }
        }
        return new Measured(CELL, nanos, bytes);
    }

    private static void take(RunResultBuilder builder, int first, int outages) {
        for (int trial = first; trial < first + TRIALS; trial++) {
            List<Outage> list = new ArrayList<>();
            for (int i = 0; i < outages; i++) {
                long start = i * HOUR;
                long length = (1 + (trial + i) % 9) * SECOND;
                Outage.End end = Outage.End.CLOSED;
                list.add(new Outage(start, start + length, 1, length, end, false, List.of("crash lb1"), null));
            }
            Losses none = new Losses(0, 0, 0, 0, 0, 0);
            Histogram latency = new Histogram(2);
            ServiceRecord service =
                    new ServiceRecord("front", list, 0, 0, 0, new DailyDowntime(), 0, 0, 0, 0, 0, false, latency, none);
            YearRecord year = new YearRecord(Load.YEAR_NANOS, List.of(service), List.of());
            builder.add(new TrialRecord(trial, List.of(), year, 0));
        }
    }

    private static long used() {
        for (int i = 0; i < ROUNDS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
