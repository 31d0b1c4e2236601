package dev.nines.result;

import dev.nines.fault.Fault;
import dev.nines.kernel.Law;
import dev.nines.kernel.RandomStream;
import dev.nines.measure.DailyDowntime;
import dev.nines.measure.DetectionRecord;
import dev.nines.measure.Losses;
import dev.nines.measure.Outage;
import dev.nines.measure.OutageMeter;
import dev.nines.measure.Phases;
import dev.nines.measure.ServiceRecord;
import dev.nines.measure.TrialRecord;
import dev.nines.measure.Violation;
import dev.nines.model.spec.Assumption;
import dev.nines.model.spec.ClientSpec;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.NetworkSpec;
import dev.nines.model.spec.ObjectiveSpec;
import dev.nines.model.spec.ProbeSpec;
import dev.nines.model.spec.RunSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.HdrHistogram.Histogram;

/** Designs and trials for tests: a drill with outages uniform on [2.6, 3.6] s, years with a few of them. */
final class Samples {
    static final long MS = 1_000_000L;
    static final long SECOND = 1_000_000_000L;
    static final long YEAR = 31_536_000L * SECOND;

    private Samples() {}

    static Design design(String name, ObjectiveSpec... objectives) {
        ClientSpec clients = new ClientSpec(
                "shoppers", "web", 0, 100, 0.2, 0, 2 * SECOND, 0, ClientSpec.Connections.NEW, 16, SECOND, 1);
        DrillSpec drill =
                new DrillSpec("lb-crash", List.of(new DrillSpec.Step(0, new Fault.Crash("lb1"), 600 * SECOND, false)));
        return new Design(
                name,
                "Two web servers",
                "0123456789ab",
                List.of(),
                network(),
                List.of(),
                List.of(clients),
                new ProbeSpec(List.of("web"), 10 * MS, 16, SECOND, 0.9, ClientSpec.Connections.NEW),
                List.of(drill),
                List.of(),
                List.of(objectives),
                Set.of("two-owners"),
                new RunSpec(YEAR, 300, 1),
                List.of(new Assumption("services.web.inter", "2 s", Assumption.Source.GUESS, "scenario.yaml:3")));
    }

    private static NetworkSpec network() {
        Law delay = Law.constant(100_000);
        return new NetworkSpec(
                delay, delay, delay, 0, NetworkSpec.SynSchedule.LINEAR, 30 * SECOND, 5 * SECOND, 3, SECOND);
    }

    static ObjectiveSpec objective(String path, ObjectiveSpec.Comparison comparison, double limit) {
        return new ObjectiveSpec(path + " " + comparison + " " + limit, "", path, comparison, limit);
    }

    static Outage outage(long startNanos, long lengthNanos, double depth, Outage.End end, String... causes) {
        Phases phases = new Phases(lengthNanos - 3 * MS, 0, MS, 2 * MS);
        return new Outage(
                startNanos,
                startNanos + lengthNanos,
                depth,
                Math.round(depth * lengthNanos),
                end,
                false,
                List.of(causes),
                phases);
    }

    static ServiceRecord service(List<Outage> outages, long lost) {
        return service(outages, new Losses(100, lost, 1, 0, 0, lost * 5 * MS));
    }

    static ServiceRecord service(List<Outage> outages, Losses losses) {
        long down = 0;
        for (Outage outage : outages) {
            down += outage.downtimeNanos();
        }
        Histogram latency = new Histogram(3);
        latency.recordValue(4000);
        latency.recordValue(5000);
        return new ServiceRecord(
                "web",
                outages,
                6000,
                down / (10 * MS),
                down,
                daily(outages),
                SECOND,
                2 * SECOND,
                3 * SECOND,
                500,
                7,
                true,
                latency,
                losses);
    }

    /** Two observers suspect a peer that has stopped; in every second trial one of them had also been wrong. */
    static DetectionRecord detection(int index, long nanos) {
        boolean wrong = index % 2 == 1;
        return new DetectionRecord(
                "vip",
                wrong ? 3 : 2,
                wrong ? 1 : 0,
                0,
                0,
                3_600,
                List.of(nanos, nanos + SECOND),
                List.of(nanos - 500 * MS, nanos + 500 * MS),
                wrong ? List.of(nanos / 2) : List.of());
    }

    /** As a meter books the outages, which must come in order of time. */
    static DailyDowntime daily(List<Outage> outages) {
        OutageMeter meter = new OutageMeter(10 * MS, 0.9);
        List<Outage> ordered = new ArrayList<>(outages);
        ordered.sort(Comparator.comparingLong(Outage::startNanos));
        for (Outage outage : ordered) {
            meter.skip(outage.startNanos(), outage.endNanos(), outage.depth());
        }
        return meter.daily();
    }

    /** @param extraNanos added to each outage */
    static TrialRecord trial(int index, long extraNanos) {
        RandomStream random = new RandomStream(RandomStream.trialSeed(1, index), "lb1", "crash");
        long length = 2_609 * MS + (long) (random.nextDouble() * SECOND) + extraNanos;
        TrialRecord.DrillRecord drill = new TrialRecord.DrillRecord(
                "lb-crash",
                List.of("crash lb1"),
                30 * SECOND,
                List.of(service(List.of(outage(30 * SECOND, length, 1, Outage.End.CLOSED, "crash lb1")), index % 3)),
                List.of(detection(index, length)),
                index == 17 ? List.of(new Violation("vip-single-owner", 31 * SECOND + MS, "lb1 and lb2")) : List.of());
        List<Outage> outages = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            outages.add(outage(i * 1000 * SECOND, length + i * MS, 0.5, Outage.End.CLOSED, "crash lb1", "stop web1"));
        }
        TrialRecord.YearRecord year = new TrialRecord.YearRecord(
                YEAR, List.of(service(outages, 0)), List.of(detection(index, length)), List.of(), List.of());
        return new TrialRecord(index, List.of(drill), year, 1000);
    }

    static RunResultBuilder builder(Design design, int trials, long extraNanos) {
        RunResultBuilder builder =
                new RunResultBuilder(design, "0.1.0", 1, trials).checking(List.of("vip-single-owner", "single-writer"));
        for (int i = 0; i < trials; i++) {
            builder.add(trial(i, extraNanos));
        }
        return builder;
    }

    /** A run of drills alone: one outage length per trial; negative: unnoticed. */
    static RunResultBuilder drills(Design design, int requested, Outage.End end, double... seconds) {
        RunResultBuilder builder = new RunResultBuilder(design, "0.1.0", 1, requested);
        for (int i = 0; i < seconds.length; i++) {
            List<Outage> outages = seconds[i] < 0
                    ? List.of()
                    : List.of(outage(
                            0, Math.round(seconds[i] * SECOND), 1, i == 0 ? end : Outage.End.CLOSED, "crash lb1"));
            TrialRecord.DrillRecord drill = new TrialRecord.DrillRecord(
                    "lb-crash", List.of("crash lb1"), 0, List.of(service(outages, 0)), List.of());
            builder.add(new TrialRecord(i, List.of(drill), null, 10));
        }
        return builder;
    }
}
